package io.reissue.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Conductor;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.policy.Asking;
import io.reissue.recycle.CycleState;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A required platform that says nothing for a while, as the histories of a cohort's numbers tell it; whatever store they are in. */
public abstract class PlatformOutageContract {
    private static final String BANK = "pay-1";
    private static final int UNTROUBLED = 12;
    private static final int EXTRA = 3;
    private static final Duration SPREAD = Duration.ofHours(6);

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    /** How many numbers are asked about together. */
    protected abstract int members();

    @Test
    void tenDaysOfSilenceCostNoNumberMoreThanThreeEventsAndLeaveNoneStuck() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 3)) {
            List<String> numbers = resting(bench);
            bench.platform(BANK).answers(Manner.LATER);
            bench.openDue();
            bench.sleep(Duration.ofDays(10));
            bench.platform(BANK).answers(Manner.AT_ONCE);
            bench.store().answerWaiting(BANK);
            Instant freezeEnd = bench.store().state(numbers.getFirst()).freezeEnd();

            bench.sleepUntil(freezeEnd.plus(SPREAD).plus(Duration.ofHours(1)));

            List<List<HistoryEvent>> histories = numbers.stream()
                    .map(number -> bench.history(bench.untyped(number)))
                    .toList();
            assertThat(numbers)
                    .allSatisfy(number ->
                            assertThat(bench.store().state(number).state()).isEqualTo(CycleState.RELEASED));
            assertThat(histories).allSatisfy(history -> {
                List<EventType> events =
                        history.stream().map(HistoryEvent::getEventType).toList();
                assertThat(events).hasSizeLessThanOrEqualTo(UNTROUBLED + EXTRA);
                assertThat(events)
                        .as("told stuck")
                        .doesNotContain(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES);
            });
            isSpread(histories.stream().map(history -> at(history.getLast())));
        }
    }

    /** Numbers on the day their platforms are asked. */
    private List<String> resting(Conductor<?> bench) {
        List<String> numbers =
                Stream.generate(bench::disconnected).limit(members()).toList();
        bench.sleepUntil(bench.store().askAt(numbers.getFirst()));
        return numbers;
    }

    private static Instant at(HistoryEvent event) {
        return Instant.ofEpochSecond(
                event.getEventTime().getSeconds(), event.getEventTime().getNanos());
    }

    /** No minute holds more than three times its share of all the numbers, or a handful where the share is less. */
    private void isSpread(Stream<Instant> wakes) {
        Map<Long, Long> byMinute =
                wakes.collect(Collectors.groupingBy(wake -> wake.getEpochSecond() / 60, Collectors.counting()));
        assertThat(byMinute.values().stream().mapToLong(count -> count).sum()).isEqualTo(members());
        double share = (double) members() / SPREAD.toMinutes();
        assertThat(byMinute.values())
                .allSatisfy(count -> assertThat((double) count).isLessThanOrEqualTo(Math.max(8, 3 * share)));
        assertThat((long) byMinute.size())
                .as("minutes in which somebody wakes")
                .isGreaterThan(Math.min(members(), SPREAD.toMinutes()) / 2);
    }
}
