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
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.names.SearchAttributes;
import io.reissue.outcome.Outcome;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A number whose workflow is lost in the middle of something and started again with nothing but its id: the store says where it was,
 * whatever store it is in.
 */
public abstract class NumberStartedAgainContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    @ParameterizedTest(name = "{0}, asked {2}, ends {1}")
    @CsvSource({
        "REINSTATE, REINSTATED, COHORT",
        "REINSTATE, REINSTATED, ALONE",
        "WITHDRAW, WITHDRAWN, COHORT",
        "WITHDRAW, WITHDRAWN, ALONE"
    })
    void amidAnUndoIsUndoneToItsEndAndNothingIsRestoredTwice(CommandKind kind, CycleState ends, Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.asked();
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            bench.command(cycle, Command.by("shop-1", kind));
            bench.sleep(HOUR);
            lose(bench, cycle);
            CycleSnapshot lost = bench.store().state(cycle);
            assertThat(lost.state().undone()).isEqualTo(ends);
            assertThat(lost.toRestore())
                    .as("the last stage and half of the one before it are back")
                    .containsExactlyInAnyOrder("pay-1", "id-1", "id-2");

            bench.platform("pay-1").answers(Manner.AT_ONCE);
            bench.sleep(Duration.ofDays(100));
            assertThat(bench.store().state(cycle)).as("nobody conducts it").isEqualTo(lost);
            bench.start(cycle);

            assertThat(bench.end(cycle).state()).isEqualTo(ends);
            CycleSnapshot left = bench.store().state(cycle);
            assertThat(left.state()).isEqualTo(ends);
            assertThat(left.toRestore()).isEmpty();
            assertThat(left.feed()).containsExactly("number.disconnected", "number.reinstated");
            assertThat(left.certificateId()).isNull();
            List<Exchange> restores = sent(bench, Verb.RESTORE);
            assertThat(restores)
                    .filteredOn(restore -> !restore.platform().equals("pay-1"))
                    .extracting(Exchange::platform)
                    .as("what was back before is not asked for again")
                    .containsExactlyInAnyOrder("app-1", "pay-2", "pay-3", "id-1", "id-2");
            assertThat(restores)
                    .extracting(restore -> -restore.stage().number())
                    .as("reverse order of stages, over both runs")
                    .isSorted();
            for (SimulatedPlatform platform : bench.store().fleet().platforms()) {
                assertThat(platform.detached()).as(platform.code()).isEmpty();
                assertThat(platform.bound())
                        .as(platform.code())
                        .containsOnlyKeys(cycle)
                        .containsValue(Fleet.account(platform));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void whichIsStuckStaysSoIsFoundBySearchAgainAndMovesWhenThePlatformAnswers(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(Duration.ofDays(2)));
            var since = bench.searchAttributes(cycle).get(SearchAttributes.STUCK_SINCE);
            assertThat(since).isNotNull();

            lose(bench, cycle);
            bench.sleep(Duration.ofDays(3));
            bench.start(cycle);
            bench.sleep(HOUR);

            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_REASON))
                    .isEqualTo("REQUIRED_SILENT");
            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_SINCE))
                    .as("since when it has been, not since it was started again")
                    .isEqualTo(since);
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);

            bench.store().answerWaiting("pay-1");
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_REASON))
                    .isNull();
            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_SINCE))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void whoseFreezeAPersonExtendedSleepsOverItsFirstEndToTheExtendedOne(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.asked();
            Instant first = bench.store().state(cycle).freezeEnd();
            Instant extended = first.plus(Duration.ofDays(20));
            bench.command(
                    cycle, Command.by("operator-1", CommandKind.EXTEND_FREEZE).until(extended));
            bench.sleep(HOUR);

            lose(bench, cycle);
            bench.sleep(DAY);
            bench.start(cycle);

            assertSleepsOver(bench, cycle, first);
            assertReleasedAt(bench, cycle, extended);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void whoseFreezeGrewWhileAPlatformWasSilentSleepsToItsPresentEnd(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            Instant first = bench.store().state(cycle).freezeEnd();
            bench.sleepUntil(first.plus(DAY));
            Instant grown = bench.store().state(cycle).freezeEnd();
            assertThat(grown).isAfter(first);
            bench.store().answerWaiting("pay-1");
            bench.sleep(HOUR);

            lose(bench, cycle);
            bench.sleep(HOUR);
            bench.start(cycle);

            bench.sleep(DAY);
            assertThat(bench.events(bench.untyped(cycle))).doesNotContain("TIMER_FIRED");
            assertReleasedAt(bench, cycle, grown);
        }
    }

    private static void assertSleepsOver(Conductor<?> bench, String cycle, Instant first) {
        bench.sleepUntil(first.plus(Duration.ofDays(2)));
        assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);
        assertThat(bench.events(bench.untyped(cycle)))
                .as("one look at the store, one timer that still runs")
                .containsOnlyOnce("MARKER_RECORDED", "TIMER_STARTED")
                .doesNotContain("TIMER_FIRED");
    }

    private static void assertReleasedAt(Conductor<?> bench, String cycle, Instant end) {
        assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        assertThat(bench.store().state(cycle).freezeEnd()).isEqualTo(end);
        assertThat(bench.closedAt(bench.untyped(cycle))).isBetween(end, end.plus(DAY));
    }

    @ParameterizedTest(name = "behind the stage of {0}")
    @CsvSource({"id-1, REQUIRED", "pay-1, REST"})
    void betweenTwoStagesAsksTheOneThatIsDueAndNobodyTwice(String last, Stage due) {
        try (Conductor<?> bench = conductor(Asking.ALONE, 7)) {
            bench.platform(last).answers(Manner.LATER);
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle).plus(Duration.ofHours(12)));
            bench.store().faults().fail("finish", Moment.BEFORE, 2, Faults.OUTAGE);
            bench.store().answerWaiting(last);
            bench.sleep(Duration.ofSeconds(30));
            lose(bench, cycle);
            List<Exchange> before = bench.store().exchanges();
            assertThat(before).extracting(Exchange::stage).as("not opened yet").doesNotContain(due);

            everyPlatform(bench, Manner.LATER);
            bench.start(cycle);
            bench.sleep(HOUR);
            List<Exchange> sent = bench.store().exchanges();
            assertThat(sent.subList(before.size(), sent.size()))
                    .extracting(Exchange::platform)
                    .as("the stage that is due, and no other")
                    .containsExactlyInAnyOrder(platformsOf(bench, due));

            everyPlatform(bench, Manner.AT_ONCE);
            for (String code : platformsOf(bench, due)) bench.store().answerWaiting(code);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(sent(bench, Verb.UNBIND))
                    .extracting(Exchange::platform)
                    .containsExactlyInAnyOrder("id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1", "app-2");
            assertThat(bench.store().state(cycle).notices()).isEqualTo(1);
        }
    }

    private static void everyPlatform(Conductor<?> bench, Manner manner) {
        bench.store().fleet().platforms().forEach(platform -> platform.answers(manner));
    }

    private static String[] platformsOf(Conductor<?> bench, Stage stage) {
        return bench.store().fleet().platforms().stream()
                .filter(platform -> platform.stage() == stage)
                .map(SimulatedPlatform::code)
                .toArray(String[]::new);
    }

    @Test
    void findsTheAnswersThatItsCohortHeardMeanwhile() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            lose(bench, cycle);
            bench.store().answerWaiting("pay-1");
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(DAY));
            CycleSnapshot meanwhile = bench.store().state(cycle);
            assertThat(meanwhile.state()).isEqualTo(CycleState.RESTING);
            assertThat(meanwhile.outcomes()).containsEntry("pay-1", Outcome.UNBOUND);

            bench.start(cycle);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.events(bench.untyped(cycle)))
                    .as("the first look at the store finds them, and is the last")
                    .containsOnlyOnce("MARKER_RECORDED")
                    .doesNotContain("WORKFLOW_EXECUTION_SIGNALED", "TIMER_STARTED");
        }
    }

    @Test
    void thatAsksAloneFindsTheAnswerToItsOwnQuestion() {
        try (Conductor<?> bench = conductor(Asking.ALONE, 6)) {
            bench.platform("id-1").answers(Manner.LATER);
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle).plus(Duration.ofHours(12)));
            lose(bench, cycle);
            bench.store().answerWaiting("id-1");

            bench.start(cycle);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(sent(bench, Verb.UNBIND))
                    .extracting(Exchange::platform)
                    .as("who has answered is not asked again")
                    .containsExactlyInAnyOrder("id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1");
        }
    }

    private static void lose(Conductor<?> bench, String cycle) {
        bench.untyped(cycle).terminate("lost");
    }

    private static List<Exchange> sent(Conductor<?> bench, Verb verb) {
        return bench.store().exchanges().stream()
                .filter(exchange -> exchange.verb() == verb)
                .toList();
    }
}
