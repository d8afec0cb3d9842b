package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt;
import io.reissue.fake.CommandReceipt.Judged;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Exchange;
import io.reissue.fake.Faults;
import io.reissue.fake.Faults.Moment;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step fails in turn, before it did anything and after it did everything. Of two numbers one goes on to its release and
 * the other is taken back; neither may show a trace of the failure, and both modes of asking end the same, whatever store they are in.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class SagaContract {
    private static final List<String> OF_EVERY_NUMBER = List.of(
            "resume",
            "openDue",
            "command",
            "finish",
            "purge",
            "restorePlatform id-1",
            "restorePlatform id-2",
            "restorePlatform pay-1",
            "restorePlatform pay-2",
            "restorePlatform pay-3",
            "restorePlatform app-2");
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

    private static final String[] EVERY_PLATFORM = {"id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1", "app-2"};

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
            bench.startCalendar();
            bench.sleep(Duration.ofDays(3));

            withdrawn(bench, takenBack);
            assertUndoneExactly(bench, takenBack, "app-2", "pay-1", "pay-2", "pay-3", "id-1", "id-2");
            assertReleasedAsEver(bench, released, EVERY_PLATFORM);
            assertNoTrace(bench, step, takenBack);
        }
    }

    @ParameterizedTest(name = "fails {0} it worked")
    @EnumSource(Moment.class)
    void aRoundThatFailsToOpenAsksTheSilentAgainAndOnce(Moment moment) {
        try (Conductor<?> bench = conductor(Asking.COHORT, 7)) {
            bench.store().faults().fail("openRound", moment, 1, Faults.GLITCH);
            bench.platform("pay-3").answers(Manner.LATER);
            String released = bench.disconnected("app-1");
            String takenBack = bench.disconnected("app-1");
            Instant askAt = bench.store().askAt(released);
            bench.sleepUntil(askAt);
            bench.startCalendar();
            bench.sleepUntil(askAt.plus(Duration.ofDays(8)));
            bench.platform("pay-3").answers(Manner.AT_ONCE);
            bench.sleepUntil(askAt.plus(Duration.ofDays(10)));

            withdrawn(bench, takenBack);
            assertUndoneExactly(bench, takenBack, "app-2", "pay-1", "pay-2", "pay-3", "pay-3", "id-1", "id-2");
            assertReleasedAsEver(bench, released, and(EVERY_PLATFORM, "pay-3", "pay-3"));
            assertNoTrace(bench, "openRound", takenBack);
        }
    }

    @ParameterizedTest(name = "fails {0} it worked")
    @EnumSource(Moment.class)
    void aLookForACommandThatFailsStillCutsTheAskInFlightShort(Moment moment) {
        try (Conductor<?> bench = conductor(Asking.ALONE, 7)) {
            bench.store().faults().fail("commanded", moment, 1, Faults.GLITCH);
            bench.platform("pay-3").answers(Manner.UNREACHABLE);
            String released = bench.disconnected("app-1");
            String takenBack = bench.disconnected("app-1");
            bench.sleepUntil(bench.store().askAt(released).plus(Duration.ofHours(10)));
            String[] inVain = exchanges(bench, released, Verb.UNBIND).stream()
                    .map(Exchange::platform)
                    .filter("pay-3"::equals)
                    .toArray(String[]::new);
            bench.platform("pay-3").answers(Manner.AT_ONCE);

            withdrawn(bench, takenBack);
            assertUndoneExactly(bench, takenBack, "pay-1", "pay-2", "pay-3", "id-1", "id-2");
            assertThat(bench.events(bench.untyped(takenBack))).contains("ACTIVITY_TASK_CANCELED");
            assertReleasedAsEver(bench, released, and(EVERY_PLATFORM, inVain));
            assertNoTrace(bench, "commanded", takenBack);
        }
    }

    /** The step has failed, and every platform is as if it had not: the one number is bound again, the other is not. */
    private static void assertNoTrace(Conductor<?> bench, String step, String takenBack) {
        assertThat(bench.store().faults().thrown()).as("the step did fail").containsExactly(step);
        for (SimulatedPlatform platform : bench.store().fleet().platforms()) {
            boolean bound = !platform.code().equals("app-1");
            assertThat(platform.bound()).as(platform.code()).hasSize(bound ? 1 : 0);
            assertThat(platform.detached()).as(platform.code()).doesNotContainKey(takenBack);
            if (bound) assertThat(platform.bound()).containsEntry(takenBack, Fleet.account(platform));
        }
    }

    /** Whoever does not hear what became of a command sends it once more. */
    private static void withdrawn(Conductor<?> bench, String cycle) {
        Command command = Command.by("operator-1", CommandKind.WITHDRAW);
        CommandReceipt receipt;
        try {
            receipt = bench.command(cycle, command);
        } catch (ApplicationFailure unheard) {
            receipt = bench.command(cycle, command);
        }
        assertThat(receipt.judged()).isEqualTo(Judged.ACCEPTED);
    }

    /** @param owed by whom: what may have been detached, each delivery once; who said NOT_BOUND is not among them */
    private static void assertUndoneExactly(Conductor<?> bench, String cycle, String... owed) {
        assertThat(bench.end(cycle).state()).isEqualTo(CycleState.WITHDRAWN);
        List<Exchange> restores = exchanges(bench, cycle, Verb.RESTORE);
        assertThat(restores).extracting(Exchange::platform).containsExactlyInAnyOrder(owed);
        assertThat(restores)
                .extracting(exchange -> -exchange.stage().number())
                .as("reverse order of stages")
                .isSorted();
        CycleSnapshot left = bench.store().state(cycle);
        assertThat(left.toRestore()).isEmpty();
        assertThat(left.certificateId()).isNull();
        assertThat(left.feed()).containsExactly("number.disconnected", "number.reinstated");
    }

    /** @param asked every envelope that was sent about it */
    private static void assertReleasedAsEver(Conductor<?> bench, String cycle, String... asked) {
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
                .as("no more than that: a reply that was lost is not asked for again")
                .containsExactlyInAnyOrder(asked);
        assertThat(exchanges(bench, cycle, Verb.RESTORE)).isEmpty();
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static List<Exchange> exchanges(Conductor<?> bench, String cycle, Verb verb) {
        return bench.store().exchanges().stream()
                .filter(exchange -> exchange.cycleId().equals(cycle) && exchange.verb() == verb)
                .toList();
    }
}
