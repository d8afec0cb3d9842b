package io.reissue.store.policy;

import static io.reissue.store.policy.PoliciesForTests.document;
import static io.reissue.store.policy.PoliciesForTests.withPlatforms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.policy.PolicyRefusal;
import io.reissue.policy.Scope;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PolicyDiff.Change;
import io.reissue.store.policy.PolicyDrafts.Decision;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

class PolicyDraftsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Scope CN = Scope.allOf("CN");
    private static final String AUTHOR = "policy-a";
    private static final String APPROVER = "approver-a";

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final Scene scene = Scene.begin(new StoreParts(STORE));
    private final PolicyDrafts drafts = PoliciesForTests.drafts(STORE);
    private final PolicyRows rows = PoliciesForTests.rows(STORE);
    private final PolicyStore policies = new StoreParts(STORE).policies();
    private final LocalDate today = LocalDate.ofInstant(scene.now(), ZONE);
    private final LocalDate soon = today.plusDays(1_000);
    private final UUID id = UUID.randomUUID();

    @Test
    void whatOnePersonDraftsAndAnotherApprovesIsAVersionThatStaysReadable() {
        var document = document("CN", soon, 120, 40);
        var draft = taken(drafts.draft(id, document, AUTHOR));
        assertThat(draft.version()).isNull();
        assertThat(draft.document()).isEqualTo(document);

        var approved = taken(drafts.approve(id, 1, APPROVER).orElseThrow());

        var version = rows.version(java.util.Objects.requireNonNull(approved.version()))
                .orElseThrow();
        assertThat(version.document()).isEqualTo(document);
        assertThat(version.origin()).isEqualTo(PolicyVersion.Origin.DRAFT);
        assertThat(version.author()).isEqualTo(AUTHOR);
        assertThat(version.approver()).isEqualTo(APPROVER);
        assertThat(rows.versions()).contains(version);
        assertThat(new StoreParts(STORE).policies().followed(CN, soon).freezeDays())
                .isEqualTo(120);
        assertThat(new StoreParts(STORE)
                        .policies()
                        .followed(CN, soon.minusDays(1))
                        .version())
                .as("not before its day")
                .isNotEqualTo(approved.version());
        assertThat(rows.version(policies.followed(CN, today).version())
                        .orElseThrow()
                        .origin())
                .isEqualTo(PolicyVersion.Origin.CONFIGURATION);
        assertThat(drafts.approve(id, 1, APPROVER).orElseThrow())
                .as("once more")
                .isEqualTo(new Decision.Taken(approved, true));
        assertThat(refusal(drafts.approve(id, 1, "approver-b").orElseThrow()))
                .isEqualTo(PolicyRefusal.ALREADY_APPROVED);
        assertThat(refusal(drafts.edit(id, 1, document, AUTHOR).orElseThrow()))
                .isEqualTo(PolicyRefusal.ALREADY_APPROVED);
    }

    @Test
    void nobodyApprovesWhatHeWroteAndTheDatabaseSaysSoToo() {
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);

        assertThat(refusal(drafts.approve(id, 1, AUTHOR).orElseThrow())).isEqualTo(PolicyRefusal.SAME_PRINCIPAL);
        assertThat(rows.draft(id).orElseThrow().version()).isNull();
        fails("""
                insert into policy (version, jurisdiction, effective_from, body, created_at, origin, draft_id, author, approver)
                select 9001, jurisdiction, '2099-01-01', body, drafted_at, 'DRAFT', id, author, author from policy_draft
                where id = :id
                """);
        fails("""
                insert into policy (version, jurisdiction, effective_from, body, created_at, origin, draft_id, author, approver)
                select 9001, jurisdiction, '2099-01-01', body, drafted_at, 'DRAFT', id, 'somebody', author from policy_draft
                where id = :id
                """);
        fails("""
                insert into policy (version, jurisdiction, effective_from, body, created_at, origin, draft_id)
                select 9001, jurisdiction, '2099-01-01', body, drafted_at, 'DRAFT', id from policy_draft where id = :id
                """);
    }

    @Test
    void aStoredVersionNeverChanges() {
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);
        drafts.approve(id, 1, APPROVER);

        fails("update policy set body = '{}' where draft_id = :id");
        fails("delete from policy where draft_id = :id");
        fails("delete from policy_draft where id = :id");
    }

    @Test
    void whoChangesADraftSaysWhichRevisionHeSawAndOverwritesNobody() {
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);
        var second =
                taken(drafts.edit(id, 1, document("CN", soon, 130, 40), AUTHOR).orElseThrow());
        assertThat(second.revision()).isEqualTo(2);

        assertThat(drafts.edit(id, 1, document("CN", soon, 140, 40), AUTHOR).orElseThrow())
                .isEqualTo(new Decision.Stale(second));
        assertThat(drafts.approve(id, 1, APPROVER).orElseThrow()).isEqualTo(new Decision.Stale(second));
        assertThat(refusal(drafts.edit(id, 2, document("CN", soon, 140, 40), "policy-b")
                        .orElseThrow()))
                .isEqualTo(PolicyRefusal.NOT_THE_AUTHOR);

        assertThat(rows.draft(id)).contains(second);
        assertThat(drafts.edit(UUID.randomUUID(), 1, second.document(), AUTHOR)).isEmpty();
        assertThat(drafts.approve(UUID.randomUUID(), 1, APPROVER)).isEmpty();
    }

    @Test
    void theSameDraftAgainIsAnsweredWithWhatIsThereAndAnotherUnderItsIdIsRefused() {
        var document = document("CN", soon, 120, 40);
        drafts.draft(id, document, AUTHOR);
        var edited =
                taken(drafts.edit(id, 1, document("CN", soon, 130, 40), AUTHOR).orElseThrow());

        assertThat(drafts.draft(id, document, AUTHOR)).isEqualTo(new Decision.Taken(edited, true));
        assertThat(refusal(drafts.draft(id, document("CN", soon, 121, 40), AUTHOR)))
                .isEqualTo(PolicyRefusal.ID_TAKEN);
        assertThat(refusal(drafts.draft(id, document, "policy-b"))).isEqualTo(PolicyRefusal.ID_TAKEN);
        assertThat(rows.draft(id)).contains(edited);
    }

    @Test
    void oneVersionOfAJurisdictionBecomesEffectiveOnADay() {
        var other = UUID.randomUUID();
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);
        drafts.draft(other, document("CN", soon, 150, 40), AUTHOR);
        drafts.approve(id, 1, APPROVER);

        assertThat(refusal(drafts.approve(other, 1, APPROVER).orElseThrow())).isEqualTo(PolicyRefusal.DATE_TAKEN);
        assertThat(rows.draft(other).orElseThrow().version()).isNull();
    }

    @Test
    void aDraftWhoseDayHasComeIsTooLateToApprove() {
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);
        STORE.clock().set(soon.atStartOfDay(ZONE).toInstant());

        assertThat(refusal(drafts.approve(id, 1, APPROVER).orElseThrow())).isEqualTo(PolicyRefusal.NOT_AHEAD);
    }

    record Wrong(PolicyRefusal refusal, PolicyDocument document, String says) {}

    static Stream<Wrong> wrong() {
        var day = LocalDate.of(2040, 1, 1);
        var good = document("CN", day, 120, 40);
        return Stream.of(
                new Wrong(PolicyRefusal.BELOW_FLOOR, document("CN", day, 89, 40), "89 days is below the floor of 90"),
                new Wrong(PolicyRefusal.BELOW_FLOOR, document("CN", day, 89, 40), "Telecommunication service"),
                new Wrong(PolicyRefusal.ABOVE_CEILING, document("US", day, 91, 40), "47 CFR 52.15(f)(1)(ii)"),
                new Wrong(PolicyRefusal.UNKNOWN_JURISDICTION, document("ZZ", day, 120, 40), "ISO 3166-1"),
                new Wrong(PolicyRefusal.NOT_POSITIVE, document("CN", day, 120, 0), "askLeadDays is 0"),
                new Wrong(PolicyRefusal.LEAD_BEYOND_FREEZE, document("CN", day, 120, 121), "121 days"),
                new Wrong(PolicyRefusal.NOT_AHEAD, document("CN", LocalDate.of(2026, 1, 1), 120, 40), "tomorrow"),
                new Wrong(
                        PolicyRefusal.UNKNOWN_PLATFORM,
                        withPlatforms(good, List.of(), List.of("no-such-bank")),
                        "registered"),
                new Wrong(
                        PolicyRefusal.TWO_STAGES,
                        withPlatforms(good, List.of(Scene.REQUIRED), List.of(Scene.REQUIRED)),
                        Scene.REQUIRED));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aDraftThatMayNotBecomeEffectiveIsRefusedWithTheRuleAndLeavesNothing(Wrong wrong) {
        var decision = drafts.draft(id, wrong.document(), AUTHOR);

        assertThat(refusal(decision)).isEqualTo(wrong.refusal());
        assertThat(((Decision.Refused) decision).fault().detail()).contains(wrong.says());
        assertThat(rows.draft(id)).isEmpty();
        drafts.draft(id, document("CN", soon, 120, 40), AUTHOR);
        assertThat(refusal(drafts.edit(id, 1, wrong.document(), AUTHOR).orElseThrow()))
                .isEqualTo(wrong.refusal());
        assertThat(rows.draft(id).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void aLeadShorterThanItsStagesIsRefusedWithTheSumAndTheExactOneIsAllowed() {
        var tooShort = drafts.draft(id, document("CN", soon, 120, 23), AUTHOR);

        assertThat(refusal(tooShort)).isEqualTo(PolicyRefusal.LEAD_TOO_SHORT);
        assertThat(((Decision.Refused) tooShort).fault().detail())
                .contains("8 + 8 + 8 = 24 calendar days, the lead is 23", "ask earlier");
        assertThat(rows.draft(id)).isEmpty();
        taken(drafts.draft(id, document("CN", soon, 120, 24), AUTHOR));
    }

    @Test
    void aHolidayThatWasEnteredSinceStopsTheApprovalOfADraftThatItMakesTooShort() {
        taken(drafts.draft(id, document("CN", soon, 120, 24), AUTHOR));
        policies.putYear("CN", 2028, Set.of(LocalDate.of(2028, 5, 1)), Set.of(), "notice");

        assertThat(refusal(drafts.approve(id, 1, APPROVER).orElseThrow())).isEqualTo(PolicyRefusal.LEAD_TOO_SHORT);

        assertThat(rows.draft(id).orElseThrow().version()).isNull();
        assertThat(rows.draft(id).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void aDraftForAJurisdictionWithoutWorkingYearsIsRefused() {
        var decision = drafts.draft(id, document("AU", soon, 180, 40), AUTHOR);

        assertThat(refusal(decision)).isEqualTo(PolicyRefusal.CALENDAR_MISSING);
        assertThat(((Decision.Refused) decision).fault().detail()).contains("no working-day calendar for AU");
        assertThat(rows.draft(id)).isEmpty();
    }

    @Test
    void aConfiguredPolicyThatIsTooShortIsNotStoredAndOneThatIsThereStays() {
        var day = soon.plusDays(500);
        var fits = document("CN", day, 120, 24);
        int version = policies.put(fits);
        policies.putYear("CN", 2028, Set.of(LocalDate.of(2028, 5, 1)), Set.of(), "notice");

        assertThat(policies.put(fits)).as("at the next start").isEqualTo(version);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policies.put(document("CN", day.plusDays(1), 120, 24)))
                .withMessageContaining("LEAD_TOO_SHORT")
                .withMessageContaining("= 27 calendar days, the lead is 24");

        assertThat(policies.followed(CN, day.plusDays(1)).version()).isEqualTo(version);
    }

    @Test
    void theFloorItselfAndTheCeilingItselfAreAllowed() {
        taken(drafts.draft(id, document("CN", soon, 90, 40), AUTHOR));
        policies.putYear("US", 2026, Set.of(), Set.of(), "test");
        taken(drafts.draft(UUID.randomUUID(), document("US", soon, 90, 40), AUTHOR));
    }

    @Test
    void aDiffNamesEveryFieldThatDiffers() {
        var before = document("CN", soon, 120, 40);
        var after = withPlatforms(document("CN", soon, 150, 40), List.of(), List.of(Scene.REQUIRED, Scene.REST));

        assertThat(PolicyDiff.between(before, after))
                .containsExactly(
                        new Change("freezeDays", "120", "150"),
                        new Change("identity[identity-one]", Scene.IDENTITY, null),
                        new Change("required[shop-one]", null, Scene.REST));
        assertThat(PolicyDiff.between(before, before)).isEmpty();
    }

    private static PolicyDraft taken(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Taken.class);
        return ((Decision.Taken) decision).draft();
    }

    private static PolicyRefusal refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).fault().refusal();
    }

    private void fails(String sql) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> STORE.jdbc().sql(sql).param("id", id).update());
    }
}
