package io.reissue.store.policy;

import static io.reissue.store.policy.PoliciesForTests.document;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.Days;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Scope;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.RestingNumbers.Number;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyActivationsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LegalLimits CN =
            LegalLimits.of("CN", LineType.RESIDENTIAL).orElseThrow();

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final LocalDate today = LocalDate.ofInstant(scene.now(), ZONE);
    private final Policy present = parts.policies().followed(Scope.allOf("CN"), today);
    private final PolicyActivations activations = PoliciesForTests.activations(store, parts.policies(), parts.outbox());
    private final RestingNumbers numbers = new RestingNumbers(store, present);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatAPreviewSaysIsWhatHappensToTenThousandNumbers() {
        numbers.write(10_000, 85, scene.now());
        sealWhatIsDue();
        var effective = today.plusDays(20);
        var document = document("CN", effective, 150, 45);

        var impact = PoliciesForTests.preview(store).of(document);
        var version = approved(document);
        while (LocalDate.ofInstant(scene.now(), ZONE).isBefore(effective)) {
            store.clock().set(scene.now().plus(Duration.ofDays(1)));
            if (LocalDate.ofInstant(scene.now(), ZONE).isBefore(effective)) sealWhatIsDue();
        }
        var before = numbers.all();
        activations.begin();
        relay();

        var after = numbers.all();
        var policy = parts.policies().byVersion(version);
        for (var number : after.values()) {
            var was = requireNonNull(before.get(number.id()));
            if (number.policyVersion() != version) {
                assertThat(number).isEqualTo(was);
                assertThat(was.sealed() || !was.askOn().isAfter(effective)).isTrue();
                continue;
            }
            var end = pinned(number.id())
                    ? was.freezeEnd()
                    : FreezeRules.freezeEnd(policy, CN, was.disconnectedAt(), was.freezeEnd());
            assertThat(number)
                    .isEqualTo(new Number(
                            was.id(),
                            was.scope(),
                            was.disconnectedAt(),
                            end,
                            FreezeRules.askOn(policy, CN.days(), end),
                            FreezeRules.cap(policy, CN, was.disconnectedAt()),
                            version,
                            false));
        }
        assertThat(impact).isEqualTo(RestingNumbers.passage(before, after));
        assertThat(impact.later()).isBetween(3_000L, impact.reached() - 300);
        assertThat(impact.reached()).isBetween(5_001L, impact.resting() - 1_000);
        var progress = activations.progress(version).orElseThrow();
        assertThat(progress.moved()).isEqualTo(impact.reached());
        assertThat(progress.later()).isEqualTo(impact.later());
        assertThat(progress.left()).isZero();
        assertThat(progress.doneAt()).isEqualTo(scene.now());
    }

    @Test
    void anActivationStopsBehindAChunkAndGoesOnWhereItWasPaused() {
        numbers.write(6_000, 20, scene.now());
        var version = approved(document("CN", today.plusDays(1), 150, 45));
        activations.begin();
        assertThat(activations.progress(version)).as("not effective yet").isEmpty();
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        activations.begin();
        assertThat(messages(Outbox.Kind.POLICY_EFFECTIVE)).hasSize(1);

        takeOne();
        activations.pause(version, "policy-a");
        assertThat(activations.pause(version, "policy-b").orElseThrow().pausedBy())
                .isEqualTo("policy-a");
        relay();
        activations.begin();
        relay();
        var paused = activations.progress(version).orElseThrow();
        assertThat(paused.moved()).isEqualTo(5_000);
        assertThat(paused.left()).isPositive();
        assertThat(paused.doneAt()).isNull();

        activations.resume(version, "policy-b");
        activations.resume(version, "policy-b");
        assertThat(messages(Outbox.Kind.POLICY_EFFECTIVE)).hasSize(1);
        relay();

        var done = activations.progress(version).orElseThrow();
        assertThat(done.moved()).isEqualTo(5_000 + paused.left());
        assertThat(done.pausedBy()).isNull();
        assertThat(done.left()).isZero();
        assertThat(numbers.all().values()).allMatch(number -> number.policyVersion() == version);
    }

    @Test
    void anActivationThatALaterVersionOvertakesLengthensNothingMore() {
        numbers.write(6_000, 20, scene.now());
        var mistake = approved(document("CN", today.plusDays(1), 365, 45));
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        takeOne();
        var moved = activations.progress(mistake).orElseThrow().moved();

        var mended = approved(document("CN", today.plusDays(2), 120, 45));
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        relay();

        assertThat(activations.progress(mistake).orElseThrow().moved())
                .isEqualTo(moved)
                .isLessThan(6_000);
        assertThat(activations.progress(mended).orElseThrow().doneAt()).isEqualTo(scene.now());
    }

    @Test
    void aMessageThatComesTwiceMovesNothingTwice() {
        numbers.write(6_000, 20, scene.now());
        var version = approved(document("CN", today.plusDays(1), 150, 45));
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        var first = parts.outbox().take(200).stream()
                .filter(message -> message.kind() == Outbox.Kind.POLICY_EFFECTIVE)
                .toList()
                .getFirst();

        activations.take(first.target(), first.detail());
        activations.take(first.target(), first.detail());

        assertThat(activations.progress(version).orElseThrow().moved()).isEqualTo(5_000);
    }

    @Test
    void whatWasDisclosedWhileTheVersionChangedIsFoundTheNextTime() {
        var version = approved(document("CN", today.plusDays(1), 150, 45));
        var late = scene.resting();
        store.jdbc()
                .sql("update cycle set state = 'ACCEPTED' where id = :id")
                .param("id", late)
                .update();
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        relay();
        assertThat(activations.progress(version).orElseThrow().doneAt()).isNotNull();
        store.jdbc()
                .sql("update cycle set state = 'RESTING' where id = :id")
                .param("id", late)
                .update();

        activations.begin();
        relay();

        assertThat(scene.row(late).policyVersion()).isEqualTo(version);
        assertThat(activations.progress(version).orElseThrow().moved()).isEqualTo(1);
    }

    @Test
    void aNumberThatAsksByItselfIsWokenWhereItIsToAskSooner() {
        var cohort = scene.resting();
        var alone = scene.resting();
        store.jdbc()
                .sql("update cycle set asking = 'ALONE' where id = :id")
                .param("id", alone)
                .update();
        approved(document("CN", today.plusDays(1), 90, 60));
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        relay();

        assertThat(scene.messages("LOOK_AGAIN", alone)).hasSize(1);
        assertThat(scene.messages("LOOK_AGAIN", cohort)).isEmpty();
    }

    @Test
    void theDatabaseCountsDaysAsTheRulesDo() {
        var calendar = Days.calendar(ZoneId.of("Europe/Zurich"));
        var demo = LegalLimits.of(LegalLimits.DEMO, LineType.RESIDENTIAL)
                .orElseThrow()
                .days();
        for (var days : List.of(calendar, CN.days(), demo)) {
            for (var at : Stream.iterate(Instant.parse("2026-01-01T00:00:00Z"), t -> t.plusSeconds(86_400 * 7 + 3_601))
                    .limit(200)
                    .toList()) {
                var found = store.jdbc()
                        .sql(
                                "select day_of(:at, :zone, :s) as day, day_start(day_of(:at, :zone, :s), :zone, :s) as start")
                        .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                        .param("zone", days.zone().getId())
                        .param("s", (int) days.length().toSeconds())
                        .query((row, n) -> Map.entry(
                                row.getObject("day", LocalDate.class),
                                row.getTimestamp("start").toInstant()))
                        .single();
                assertThat(found).isEqualTo(Map.entry(days.of(at), days.startOf(days.of(at))));
            }
        }
    }

    private int approved(PolicyDocument document) {
        return PoliciesForTests.approved(store, document);
    }

    private void sealWhatIsDue() {
        parts.due().open("CN").toStart().forEach(cohort -> parts.cohorts().seal(cohort.cohortId()));
    }

    private boolean pinned(UUID cycle) {
        return store.jdbc()
                .sql("select freeze_pinned from cycle where id = :id")
                .param("id", cycle)
                .query(Boolean.class)
                .single();
    }

    private List<String> messages(Outbox.Kind kind) {
        return store.jdbc()
                .sql("select detail from outbox where kind = :kind")
                .param("kind", kind.name())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private void relay() {
        while (!messages(Outbox.Kind.POLICY_EFFECTIVE).isEmpty()) takeOne();
    }

    private void takeOne() {
        record Message(long id, UUID target, String detail) {}
        var message = store.jdbc()
                .sql("select id, target, detail from outbox where kind = 'POLICY_EFFECTIVE' order by id limit 1")
                .query((row, n) -> new Message(row.getLong(1), row.getObject(2, UUID.class), row.getString(3)))
                .single();
        activations.take(message.target(), message.detail());
        parts.outbox().delivered(List.of(message.id()));
    }
}
