package io.reissue.store.policy;

import static io.reissue.policy.DisconnectReason.ARREARS_TERMINATED;
import static io.reissue.policy.LineType.BUSINESS;
import static io.reissue.policy.LineType.RESIDENTIAL;
import static io.reissue.store.policy.PoliciesForTests.approved;
import static io.reissue.store.policy.PoliciesForTests.document;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.policy.DisconnectReason;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.PolicyRefusal;
import io.reissue.policy.Scope;
import io.reissue.policy.ScopeRules;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyDrafts.Decision;
import io.reissue.store.policy.RestingNumbers.Number;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rules within a jurisdiction's policies, over numbers that rest. */
class PolicyScopesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LegalLimits CN =
            LegalLimits.of("CN", LineType.RESIDENTIAL).orElseThrow();
    private static final Scope GUANGDONG = scope("Guangdong", null, null);
    private static final Scope ARREARS = scope(null, null, ARREARS_TERMINATED);

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final LocalDate today = LocalDate.ofInstant(scene.now(), ZONE);
    private final Policy whole = parts.policies().followed(Scope.allOf("CN"), today);
    private final PolicyActivations activations = PoliciesForTests.activations(store, parts.policies(), parts.outbox());
    private final RestingNumbers numbers = new RestingNumbers(store, whole);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRuleOfOneProvinceIsCarriedToThoseNumbersThatNoMoreSpecificRuleCoversAsThePreviewSaid() {
        numbers.write(10_000, 85, scene.now());
        int arrears = carried(document("CN", today.plusDays(1), 140, 45).within(ARREARS));
        var document = document("CN", today.plusDays(20), 150, 45).within(GUANGDONG);
        var impact = PoliciesForTests.preview(store).of(document);
        int guangdong = approved(store, document);
        sealDayByDayUntil(document.effectiveFrom());
        var before = numbers.all();

        carry();

        var after = numbers.all();
        var policy = parts.policies().byVersion(guangdong);
        for (var number : after.values()) {
            var was = requireNonNull(before.get(number.id()));
            boolean covered = GUANGDONG.covers(number.scope()) && !ARREARS.covers(number.scope());
            if (number.policyVersion() != guangdong) {
                assertThat(number).isEqualTo(was);
                assertThat(!covered || was.sealed() || !was.askOn().isAfter(document.effectiveFrom()))
                        .isTrue();
                continue;
            }
            assertThat(covered).isTrue();
            assertThat(number.capAt()).isEqualTo(FreezeRules.cap(policy, CN, was.disconnectedAt()));
            assertThat(number.askOn()).isEqualTo(FreezeRules.askOn(policy, CN.days(), number.freezeEnd()));
        }
        assertThat(impact).isEqualTo(RestingNumbers.passage(before, after));
        assertThat(impact.reached()).isBetween(500L, 3_000L);
        assertThat(impact.later()).isBetween(200L, impact.reached() - 20);
        assertThat(activations.progress(guangdong).orElseThrow().moved()).isEqualTo(impact.reached());
        assertThat(activations.progress(whole.version()))
                .as("nothing came back to it")
                .isEmpty();
        assertThat(after.values()).anyMatch(number -> number.policyVersion() == arrears);
    }

    @Test
    void aScopeThatEndsGivesItsNumbersBackToTheNextWiderRulesAndNoFreezeShrinks() {
        numbers.write(6_000, 60, scene.now());
        var line = scope(null, BUSINESS, null);
        int business = carried(document("CN", today.plusDays(1), 120, 45).within(line));
        int guangdong = carried(
                document("CN", today.plusDays(2), 160, 45).within(scope("Guangdong", null, ARREARS_TERMINATED)));
        var end = document("CN", today.plusDays(5), 160, 45)
                .within(scope("Guangdong", null, ARREARS_TERMINATED))
                .ending();
        var impact = PoliciesForTests.preview(store).of(end);
        int ended = approved(store, end);
        sealDayByDayUntil(end.effectiveFrom());
        var before = numbers.all();

        carry();

        var after = numbers.all();
        for (var number : after.values()) {
            var was = requireNonNull(before.get(number.id()));
            assertThat(number.freezeEnd()).isEqualTo(was.freezeEnd());
            assertThat(number.policyVersion()).isNotEqualTo(ended);
            if (was.policyVersion() != guangdong) {
                assertThat(number).isEqualTo(was);
            } else if (!was.sealed() && was.askOn().isAfter(end.effectiveFrom())) {
                assertThat(number.policyVersion()).isEqualTo(line.covers(number.scope()) ? business : whole.version());
            }
        }
        assertThat(impact).isEqualTo(RestingNumbers.passage(before, after));
        assertThat(impact.reached()).isBetween(200L, 3_000L);
        assertThat(impact.later()).isZero();
        assertThat(activations.progress(whole.version()).orElseThrow().moved()).isPositive();
        assertThat(activations.progress(ended)).isEmpty();
    }

    @Test
    void aNewVersionForTheWholeJurisdictionLeavesTheNumbersOfItsScopesAlone() {
        numbers.write(3_000, 20, scene.now());
        int guangdong = carried(document("CN", today.plusDays(1), 140, 45).within(GUANGDONG));
        var next = document("CN", today.plusDays(2), 200, 45);
        var impact = PoliciesForTests.preview(store).of(next);
        int version = approved(store, next);
        sealDayByDayUntil(next.effectiveFrom());
        var before = numbers.all();

        carry();

        var after = numbers.all();
        assertThat(after.values())
                .allMatch(number -> GUANGDONG.covers(number.scope())
                        ? number.policyVersion() == guangdong
                        : number.policyVersion() == version);
        assertThat(impact).isEqualTo(RestingNumbers.passage(before, after));
        assertThat(followedByRows()).isEqualTo(followedByRules(after));
    }

    @Test
    void whoIsDisclosedOnTheDayAScopeBeginsFollowsItAndTheDayBeforeHeDoesNot() {
        int version = approved(
                store, document("CN", today.plusDays(1), 150, 45).within(scope(null, RESIDENTIAL, ARREARS_TERMINATED)));
        var early = scene.accepted();
        var late = scene.accepted();
        var other = scene.accepted();
        for (var cycle : List.of(early, late)) reason(cycle, ARREARS_TERMINATED);
        reason(other, DisconnectReason.CANCELLED);

        scene.resume(early);
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        scene.resume(late);
        scene.resume(other);

        assertThat(scene.row(early).policyVersion()).isEqualTo(whole.version());
        assertThat(scene.row(late).policyVersion()).isEqualTo(version);
        assertThat(scene.row(other).policyVersion()).isEqualTo(whole.version());
        assertThat(scene.row(late).freezeEnd())
                .isEqualTo(FreezeRules.endOf(scene.row(late).disconnectedAt(), 150, CN.days()));
    }

    @Test
    void oneCohortAsksAboutNumbersOfOneRule() {
        int version = approved(store, document("CN", today.plusDays(1), 90, 30).within(ARREARS));
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        var arrears = scene.accepted();
        reason(arrears, ARREARS_TERMINATED);
        scene.resume(arrears);
        var cancelled = scene.resting();
        store.clock()
                .set(requireNonNull(scene.row(arrears).askOn())
                        .atStartOfDay(ZONE)
                        .toInstant());

        sealWhatIsDue();

        var cohorts = store.jdbc()
                .sql("select c.policy_version, m.cycle_id from cohort c join membership m on m.cohort_id = c.id")
                .query((row, n) -> Map.entry(row.getInt(1), row.getObject(2, UUID.class)))
                .list();
        assertThat(cohorts)
                .containsExactlyInAnyOrder(Map.entry(version, arrears), Map.entry(whole.version(), cancelled));
    }

    @Test
    void aDayHasOneVersionOfEachScopeAndTheDatabaseSaysSoToo() {
        var day = today.plusDays(100);
        numbers.write(10, 5, scene.now());
        approved(store, document("CN", day, 150, 45).within(GUANGDONG));
        approved(store, document("CN", day, 150, 45).within(ARREARS));
        approved(store, document("CN", day, 150, 45));

        var drafts = PoliciesForTests.drafts(store);
        var id = UUID.randomUUID();
        drafts.draft(id, document("CN", day, 160, 45).within(GUANGDONG), "policy-a");
        assertThat(refusal(drafts.approve(id, 1, "approver-a").orElseThrow())).isEqualTo(PolicyRefusal.DATE_TAKEN);
        fails("insert into policy (version, jurisdiction, effective_from, body, created_at) "
                + "select 9001, jurisdiction, effective_from, body, created_at from policy where province is not null");
    }

    @Test
    void whatNoScopeCanSayTheDatabaseDoesNotTake() {
        for (var body : List.of(
                "{\"lineType\": \"PREPAID\"}",
                "{\"reason\": \"SUSPENDED_ARREARS\"}",
                "{\"province\": \"\"}",
                "{\"ends\": true}")) {
            fails("insert into policy (version, jurisdiction, effective_from, body, created_at) "
                    + "select 9001, 'CN', '2040-01-01', '" + body + "', created_at from policy limit 1");
        }
        fails("insert into policy (version, jurisdiction, effective_from, body, created_at, province) "
                + "select 9001, 'CN', '2040-01-01', body, created_at, 'Guangdong' from policy limit 1");
    }

    @Test
    void aDraftForAScopeIsRefusedWhereItCannotHold() {
        numbers.write(10, 5, scene.now());
        var day = today.plusDays(10);
        var drafts = PoliciesForTests.drafts(store);
        var good = document("CN", day, 120, 40);
        for (var wrong : Map.of(
                        good.within(scope("Atlantis", null, null)), PolicyRefusal.UNKNOWN_PROVINCE,
                        document("US", day, 90, 40).within(new Scope("US", null, BUSINESS, null)),
                                PolicyRefusal.NO_WIDER_RULE,
                        good.ending(), PolicyRefusal.WHOLE_NEVER_ENDS,
                        good.within(GUANGDONG).ending(), PolicyRefusal.NOTHING_TO_END)
                .entrySet()) {
            var id = UUID.randomUUID();
            assertThat(refusal(drafts.draft(id, wrong.getKey(), "policy-a"))).isEqualTo(wrong.getValue());
            assertThat(PoliciesForTests.rows(store).draft(id)).isEmpty();
        }
    }

    @Test
    void anEndIsApprovedThoughItsTermsWouldNoLongerBe() {
        numbers.write(10, 5, scene.now());
        approved(store, document("CN", today.plusDays(1), 120, 24).within(GUANGDONG));
        parts.policies().putYear("CN", 2028, java.util.Set.of(LocalDate.of(2028, 5, 1)), java.util.Set.of(), "notice");

        int ended = approved(
                store,
                document("CN", today.plusDays(2), 120, 24).within(GUANGDONG).ending());

        assertThat(PoliciesForTests.rows(store).version(ended).orElseThrow().ends())
                .isTrue();
        assertThat(parts.policies().followed(GUANGDONG, today.plusDays(1)).version())
                .isEqualTo(ended - 1);
        assertThat(parts.policies().followed(GUANGDONG, today.plusDays(2)).version())
                .isEqualTo(whole.version());
    }

    @Test
    void aConfiguredRuleIsStoredOnceAndNotBeforeThatOfItsJurisdiction() {
        var rule = document("CN", today, 150, 45).within(GUANGDONG);
        int version = parts.policies().put(rule);
        assertThat(parts.policies().put(rule)).as("at the next start").isEqualTo(version);
        assertThat(parts.policies().put(document("CN", today, 150, 45).within(ARREARS)))
                .isNotEqualTo(version);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts.policies()
                        .put(document("CN", today.minusDays(1), 150, 45).within(GUANGDONG)))
                .withMessageContaining("CN/Guangdong: NO_WIDER_RULE");
    }

    @Test
    void aFileOfPoliciesNamesAScopeWhereThereIsOneAndAFieldThatIsMistypedIsNotPassedOver() {
        var yaml = YAMLMapper.builder().build();
        var written = yaml.writeValueAsString(document("CN", today, 150, 45));
        var scoped = written + """
                lineType: BUSINESS
                reason: ARREARS_TERMINATED
                """;

        assertThat(written).doesNotContain("lineType", "province", "ends");
        assertThat(yaml.readValue(written, PolicyDocument.class).scope()).isEqualTo(Scope.allOf("CN"));
        assertThat(yaml.readValue(scoped, PolicyDocument.class).scope())
                .isEqualTo(scope(null, BUSINESS, ARREARS_TERMINATED));
        for (var mistyped : List.of(scoped.replace("lineType", "linetype"), scoped.replace("BUSINESS", "PREPAID"))) {
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> yaml.readValue(mistyped, PolicyDocument.class));
        }
    }

    @Test
    void whyServiceEndedIsForgottenWithTheCycle() {
        var due = scene.due(1);
        reason(due.member(0), ARREARS_TERMINATED);

        scene.finish(due.member(0));

        assertThat(scene.row(due.member(0)).state().open()).isFalse();
        assertThat(scene.row(due.member(0)).reason()).isNull();
        fails("update cycle set disconnect_reason = 'CANCELLED' where closed_at is not null");
    }

    /** Approved, effective, and carried to whoever rests. */
    private int carried(PolicyDocument document) {
        int version = approved(store, document);
        store.clock().set(document.effectiveFrom().atStartOfDay(ZONE).toInstant());
        carry();
        return version;
    }

    private void carry() {
        activations.begin();
        while (true) {
            var messages = parts.outbox().take(200).stream()
                    .filter(message -> message.kind() == Outbox.Kind.POLICY_EFFECTIVE)
                    .toList();
            if (messages.isEmpty()) return;
            messages.forEach(message -> activations.take(message.target(), message.detail()));
            parts.outbox().delivered(messages.stream().map(Outbox.Message::id).toList());
        }
    }

    private void sealDayByDayUntil(LocalDate day) {
        while (LocalDate.ofInstant(scene.now(), ZONE).isBefore(day)) {
            sealWhatIsDue();
            store.clock().set(scene.now().plus(Duration.ofDays(1)));
        }
    }

    private void sealWhatIsDue() {
        parts.due().open("CN").toStart().forEach(cohort -> parts.cohorts().seal(cohort.cohortId()));
    }

    private Map<UUID, Integer> followedByRules(Map<UUID, Number> all) {
        var inForce = ScopeRules.inForce(parts.policies().rules("CN"), LocalDate.ofInstant(scene.now(), ZONE));
        return all.values().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Number::id,
                        number -> ScopeRules.covering(inForce, number.scope())
                                .getFirst()
                                .version()));
    }

    private Map<UUID, Integer> followedByRows() {
        return numbers.all().values().stream()
                .collect(java.util.stream.Collectors.toMap(Number::id, Number::policyVersion));
    }

    private void reason(UUID cycle, DisconnectReason reason) {
        store.jdbc()
                .sql("update cycle set disconnect_reason = :reason where id = :id")
                .param("reason", reason.name())
                .param("id", cycle)
                .update();
    }

    private static PolicyRefusal refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).fault().refusal();
    }

    private void fails(String sql) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.jdbc().sql(sql).update());
    }

    private static Scope scope(
            @Nullable String province, @Nullable LineType lineType, @Nullable DisconnectReason reason) {
        return new Scope("CN", province, lineType, reason);
    }
}
