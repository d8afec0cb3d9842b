package io.reissue.store.cohort;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandDecision.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @Test
    void aBatchThatWasNeverSentIsIssuedAgainWithoutWhoCameBack() {
        var cohort = scene.sealed(3);
        var planned = planned(cohort);
        scene.command(cohort.member(1), CommandKind.WITHDRAW);

        var sent = parts.batches().prepare(planned).orElseThrow();

        assertThat(sent.batch().id()).isNotEqualTo(planned);
        assertThat(sent.items()).extracting(Batches.Item::cycleId).containsExactly(cohort.member(0), cohort.member(2));
        assertThat(sent.items()).extracting(Batches.Item::ref).containsExactly(0, 1);
        assertThat(parts.batches().prepare(planned)).isEmpty();
        assertThat(scene.owed(cohort.member(1))).isEmpty();
    }

    @Test
    void aBatchOfNobodyIsNotSent() {
        var cohort = scene.sealed(1);
        var planned = planned(cohort);
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(parts.batches().prepare(planned)).isEmpty();
    }

    @Test
    void aBatchThatMayHaveArrivedIsSentAgainAsItWasAndItsMemberIsOwedARestore() {
        var cohort = scene.sealed(2);
        var planned = planned(cohort);
        var first = parts.batches().prepare(planned).orElseThrow();
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(parts.batches().prepare(planned).orElseThrow().items()).isEqualTo(first.items());
        assertThat(scene.owed(cohort.member(0))).containsExactly(REQUIRED + " -");
    }

    @Test
    void aBatchThatWasRejectedAtOnceDetachedNothing() {
        var cohort = scene.sealed(1);
        var planned = planned(cohort);
        send(planned);
        parts.batches().rejected(planned, "HTTP_410");

        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(scene.owed(cohort.member(0))).isEmpty();
    }

    @Test
    void aBatchThatWasRejectedWhenItWasSentAgainMayHaveArrivedBefore() {
        var cohort = scene.sealed(1);
        var planned = planned(cohort);
        send(planned);
        send(planned);
        parts.batches().rejected(planned, "HTTP_410");

        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(scene.owed(cohort.member(0))).containsExactly(REQUIRED + " -");
    }

    @Test
    void nothingIsSentOnceTheFreezeOfAMemberIsOver() {
        var asked = scene.asked(1);
        STORE.clock()
                .set(java.util.Objects.requireNonNull(scene.row(asked.member(0)).freezeEnd()));

        assertThat(parts.batches().prepare(asked.batch(REST))).isEmpty();
    }

    @Test
    void aPlatformThatIsWaitedForMayAnswerUntilItsDeadlineThoughTheFreezeEndsBefore() {
        var cohort = scene.sealed(2);
        var freezeEnd =
                java.util.Objects.requireNonNull(scene.row(cohort.member(0)).freezeEnd());
        STORE.clock().set(freezeEnd.minus(Duration.ofHours(1)));
        var required = planned(cohort, Stage.REQUIRED, REQUIRED);
        var other = planned(cohort, Stage.REST, REST);

        var sent = parts.batches().prepare(required).orElseThrow();

        assertThat(sent.expiresAt()).isEqualTo(sent.batch().respondBy()).isAfter(freezeEnd);
        assertThat(parts.batches().prepare(other).orElseThrow().expiresAt())
                .as("the number may be released before this one answers")
                .isEqualTo(freezeEnd);
    }

    @Test
    void onlyPlatformsThatAreWaitedForAreAskedAboutANumberThatMayBeReleasedAtAnyMoment() {
        var cohort = scene.sealed(2);
        var freezeEnd =
                java.util.Objects.requireNonNull(scene.row(cohort.member(0)).freezeEnd());
        STORE.jdbc()
                .sql("update cycle set freeze_end = freeze_end + interval '30 days' where id = :id")
                .param("id", cohort.member(1))
                .update();
        STORE.clock().set(freezeEnd.plus(Duration.ofHours(1)));
        var required = planned(cohort, Stage.REQUIRED, REQUIRED);
        var other = planned(cohort, Stage.REST, REST);

        assertThat(parts.batches().prepare(required).orElseThrow().items()).hasSize(2);
        var sent = parts.batches().prepare(other).orElseThrow();
        assertThat(sent.items()).extracting(Batches.Item::cycleId).containsExactly(cohort.member(1));
        assertThat(sent.expiresAt()).isEqualTo(scene.row(cohort.member(1)).freezeEnd());
    }

    @RepeatedTest(20)
    void whoComesBackWhileABatchIsSentIsLeftOutOfItOrOwedARestore() throws Exception {
        var cohort = scene.sealed(2);
        var planned = planned(cohort);
        var back = cohort.member(0);

        var both = Race.together(
                () -> parts.batches().prepare(planned).orElseThrow(), () -> scene.command(back, CommandKind.WITHDRAW));

        assertThat(both.second().verdict()).isEqualTo(Verdict.ACCEPTED);
        boolean named =
                both.first().items().stream().anyMatch(item -> item.cycleId().equals(back));
        assertThat(scene.owed(back)).hasSize(named ? 1 : 0);
    }

    @Test
    void twoBatchesOfOneStepAreIssuedAgainAtOnce() throws Exception {
        STORE.jdbc().sql("update platform set batch_limit = 2").update();
        var cohort = scene.sealed(4);
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        var planned = parts.cohorts().toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number());
        for (int back : new int[] {0, 2}) scene.command(cohort.member(back), CommandKind.WITHDRAW);

        var both = Race.overtaking(
                STORE,
                () -> parts.batches().prepare(planned.getFirst()).orElseThrow(),
                () -> parts.batches().prepare(planned.getLast()).orElseThrow());

        assertThat(both.first().items()).extracting(Batches.Item::cycleId).containsExactly(cohort.member(1));
        assertThat(both.second().items()).extracting(Batches.Item::cycleId).containsExactly(cohort.member(3));
        assertThat(both.first().batch().seq())
                .isNotEqualTo(both.second().batch().seq());
    }

    @RepeatedTest(20)
    void ofTwoWhoSendTheSameBatchWithoutWhoCameBackOneDoes() throws Exception {
        var cohort = scene.sealed(2);
        var planned = planned(cohort);
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        var both = Race.together(
                () -> parts.batches().prepare(planned), () -> parts.batches().prepare(planned));

        assertThat(Stream.of(both.first(), both.second()).flatMap(Optional::stream))
                .singleElement()
                .satisfies(sent -> assertThat(sent.items())
                        .extracting(Batches.Item::cycleId)
                        .containsExactly(cohort.member(1)));
    }

    @Test
    void everyMemberCanComeBackHoweverShortTheBatchesOfTheOthersAre() {
        STORE.jdbc().sql("update platform set batch_limit = 2").update();
        var cohort = scene.sealed(20);
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        var planned = parts.cohorts().toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number());
        assertThat(planned)
                .allSatisfy(batch -> assertThat(parts.batches().prepare(batch)).isPresent());

        for (var back : cohort.members()) {
            assertThat(scene.command(back, CommandKind.WITHDRAW).verdict()).isEqualTo(Verdict.ACCEPTED);
        }

        assertThat(planned).hasSize(10);
        assertThat(cohort.members())
                .allSatisfy(back -> assertThat(scene.owed(back)).containsExactly(REQUIRED + " -"));
    }

    private UUID planned(Scene.Sealed cohort) {
        return planned(cohort, Stage.REQUIRED, REQUIRED);
    }

    private UUID planned(Scene.Sealed cohort, Stage stage, String platform) {
        parts.cohorts().openStage(cohort.id(), stage);
        return parts.cohorts()
                .toDeliver(cohort.id(), scene.platform(platform), stage.number())
                .getFirst();
    }

    private void send(UUID batch) {
        assertThat(parts.batches().prepare(batch)).isPresent();
    }
}
