package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Command;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Exchange;
import io.reissue.fake.Faults;
import io.reissue.fake.Faults.Moment;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step fails in turn, before it did anything and after it did everything. Of two numbers one goes on to its release and
 * the other is taken back; neither may show a trace of the failure, and both modes of asking end the same, whatever store they are in.
 */
public abstract class SagaContract {
    private static final List<String> OF_EVERY_NUMBER = List.of(
            "resume", "finish", "purge", "restorePlatform id-1", "restorePlatform pay-1", "restorePlatform app-2");
    private static final Map<Asking, List<String>> OF_THE_ASKING = Map.of(
            Asking.COHORT,
            List.of(
                    "seal",
                    "openStage 1",
                    "openStage 2",
                    "openStage 3",
                    "deliver id-1",
                    "deliver pay-1",
                    "deliver app-1",
                    "deliver app-2",
                    "nextRound"),
            Asking.ALONE,
            List.of("askPlatform id-1", "askPlatform pay-1", "askPlatform app-1", "askPlatform app-2"));

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    private static Stream<Arguments> everyStepInBothModes() {
        return Stream.of(Asking.COHORT, Asking.ALONE)
                .flatMap(asking -> Stream.concat(
                                OF_EVERY_NUMBER.stream(), Objects.requireNonNull(OF_THE_ASKING.get(asking)).stream())
                        .flatMap(step -> moments(step).map(moment -> Arguments.of(asking, step, moment))));
    }

    /** Whether a finish purges is known when it has. */
    private static Stream<Moment> moments(String step) {
        return step.equals("purge") ? Stream.of(Moment.AFTER) : Stream.of(Moment.values());
    }

    @ParameterizedTest(name = "asked {0}: {1} fails {2} it worked")
    @MethodSource("everyStepInBothModes")
    void aStepThatFailsLeavesNoTrace(Asking asking, String step, Moment moment) {
        try (Conductor<?> bench = conductor(asking, 7)) {
            bench.store().faults().fail(step, moment, 1, Faults.GLITCH);
            String released = bench.disconnected("app-1");
            String takenBack = bench.disconnected("app-1");
            bench.sleepUntil(bench.store().askAt(released));
            bench.openDue();
            bench.sleep(Duration.ofDays(3));

            bench.command(takenBack, Command.by("operator-1", CommandKind.WITHDRAW));
            assertThat(bench.end(takenBack).state()).isEqualTo(CycleState.WITHDRAWN);
            assertUndoneExactly(bench, takenBack);
            assertReleasedAsEver(bench, released);
            assertThat(bench.store().faults().thrown()).as("the step did fail").containsExactly(step);
            for (SimulatedPlatform platform : bench.store().fleet().platforms()) {
                boolean bound = !platform.code().equals("app-1");
                assertThat(platform.bound()).as(platform.code()).hasSize(bound ? 1 : 0);
                assertThat(platform.detached()).as(platform.code()).doesNotContainKey(takenBack);
                if (bound) assertThat(platform.bound()).containsEntry(takenBack, Fleet.account(platform));
            }
        }
    }

    private static void assertUndoneExactly(Conductor<?> bench, String cycle) {
        List<Exchange> restores = exchanges(bench, cycle, Verb.RESTORE);
        assertThat(restores)
                .extracting(Exchange::platform)
                .as("everything that may have been detached, once; app-1 had said NOT_BOUND")
                .containsExactlyInAnyOrder("app-2", "pay-1", "pay-2", "pay-3", "id-1", "id-2");
        assertThat(restores)
                .extracting(exchange -> -exchange.stage().number())
                .as("reverse order of stages")
                .isSorted();
        CycleSnapshot left = bench.store().state(cycle);
        assertThat(left.toRestore()).isEmpty();
        assertThat(left.certificateId()).isNull();
        assertThat(left.feed()).containsExactly("number.disconnected", "number.reinstated");
    }

    private static void assertReleasedAsEver(Conductor<?> bench, String cycle) {
        RecycleResult result = bench.end(cycle);
        CycleSnapshot left = bench.store().state(cycle);
        assertThat(result.state()).isEqualTo(CycleState.RELEASED);
        assertThat(result.outcomes()).isEqualTo(new StageCounts("2/0/0", "3/0/0", "2/0/0"));
        assertThat(result.certificateId()).isEqualTo(left.certificateId());
        assertThat(left.notices()).isEqualTo(1);
        assertThat(left.feed()).containsExactly("number.disconnected", "number.purged");
        assertThat(left.member()).isFalse();
        assertThat(exchanges(bench, cycle, Verb.UNBIND))
                .extracting(Exchange::platform)
                .as("each platform once: a reply that was lost is not asked for again")
                .containsExactlyInAnyOrder("id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1", "app-2");
        assertThat(exchanges(bench, cycle, Verb.RESTORE)).isEmpty();
    }

    private static List<Exchange> exchanges(Conductor<?> bench, String cycle, Verb verb) {
        return bench.store().exchanges().stream()
                .filter(exchange -> exchange.cycleId().equals(cycle) && exchange.verb() == verb)
                .toList();
    }
}
