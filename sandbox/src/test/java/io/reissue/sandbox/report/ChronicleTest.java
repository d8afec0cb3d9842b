package io.reissue.sandbox.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.report.Chronicle.Followed;
import io.reissue.sandbox.report.Chronicle.Span;
import io.reissue.sandbox.report.Chronicle.Stuck;
import io.reissue.sandbox.report.Story.Day;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

class ChronicleTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private final Carrier carrier = new Carrier();

    @Test
    void aDayIsSeenOnceHoweverOftenOneLooks() {
        Chronicle chronicle = new Chronicle(carrier, folder);
        carrier.resting = 3;
        chronicle.look(NOON);
        carrier.resting = 2;
        chronicle.look(NOON.plus(Duration.ofHours(3)));
        chronicle.look(day(1));

        assertThat(chronicle.seen().days()).extracting(Day::resting).containsExactly(3L, 2L);
    }

    @Test
    void aDatabaseThatIsAwayIsLookedAtAgainAtTheNextStepOfTheSameDay() {
        Chronicle chronicle = new Chronicle(carrier, folder);
        carrier.resting = 3;
        carrier.answer("pay", day(0), 60, true);
        carrier.away = true;
        chronicle.look(NOON.plus(Duration.ofHours(1)));
        carrier.away = false;
        chronicle.look(NOON.plus(Duration.ofHours(2)));

        assertThat(chronicle.seen().days()).extracting(Day::resting).containsExactly(3L);
        assertThat(chronicle.seen().answers().get("pay")).containsExactly(60L);
    }

    @Test
    void outcomesOfACohortThatWasForgottenStay() {
        Chronicle chronicle = new Chronicle(carrier, folder);
        carrier.tallies.put("cohort", Map.of("pay", tally(4)));
        for (int day = 0; day < 9; day++) chronicle.look(day(day));
        carrier.tallies.clear();
        chronicle.close(day(9));

        assertThat(chronicle.seen().tallies().get("cohort")).containsEntry("pay", tally(4));
    }

    @Test
    void everyAnswerIsCountedOnceAndOnlyThoseToAStageEndIt() {
        Chronicle chronicle = new Chronicle(carrier, folder);
        carrier.answer("pay", day(1), 60, true);
        for (int day = 0; day < 7; day++) chronicle.look(day(day));
        carrier.answer("pay", day(6), 7_200, true);
        carrier.answer("pay", day(7), 90_000, false);
        chronicle.close(day(7));
        chronicle.close(day(7));

        assertThat(chronicle.seen().answers().get("pay")).containsExactly(60L, 7_200L, 90_000L);
        assertThat(chronicle.seen().spans()).containsEntry("cohort/2", new Span(day(1), day(6)));
    }

    @Test
    void aCycleIsRememberedWithItsCohortAndItsFirstReasonWhenBothAreGone() {
        Chronicle chronicle = new Chronicle(carrier, folder);
        chronicle.follow("cycle");
        chronicle.look(day(0));
        carrier.sealed = Optional.of(new Followed("cycle", "cohort", day(1)));
        carrier.stuck.put("cycle", new Stuck("REQUIRED_SILENT", day(1)));
        chronicle.look(day(1));
        carrier.sealed = Optional.empty();
        carrier.stuck.put("cycle", new Stuck("CAP_REACHED", day(2)));
        chronicle.look(day(2));
        chronicle.follow("another");

        assertThat(chronicle.seen().followed()).isEqualTo(new Followed("cycle", "cohort", day(1)));
        assertThat(chronicle.seen().stuck()).containsEntry("cycle", new Stuck("REQUIRED_SILENT", day(1)));
    }

    @Test
    void anotherChronicleOfTheSameFolderGoesOn() {
        Chronicle before = new Chronicle(carrier, folder);
        before.follow("cycle");
        carrier.tallies.put("cohort", Map.of("pay", tally(4)));
        carrier.answer("pay", day(1), 60, true);
        carrier.stuck.put("cycle", new Stuck("CAP_REACHED", day(0)));
        before.look(day(0));
        before.close(day(1));
        carrier.tallies.clear();

        Chronicle after = new Chronicle(carrier, folder);
        after.close(day(2));

        assertThat(after.seen().days()).hasSize(3);
        assertThat(after.seen().tallies()).containsKey("cohort");
        assertThat(after.seen().answers().get("pay")).containsExactly(60L);
        assertThat(after.seen().stuck()).containsKey("cycle");
        assertThat(requireNonNull(after.seen().followed()).cycle()).isEqualTo("cycle");
    }

    private static Instant day(int day) {
        return NOON.plus(Duration.ofDays(day));
    }

    private static Tally tally(int unbound) {
        return new Tally(2, 10, unbound, 9, 10, 0, 0);
    }

    /** What there is to be seen, in memory. */
    private static final class Carrier implements Observations {
        private long resting;
        /** Goes away between one look and the next: what is counted first is still seen. */
        private boolean away;

        private Optional<Followed> sealed = Optional.empty();
        private final Map<String, Stuck> stuck = new HashMap<>();
        private final Map<String, Map<String, Tally>> tallies = new HashMap<>();
        private final List<Answered> answers = new ArrayList<>();

        void answer(String platform, Instant at, long seconds, boolean asStage) {
            answers.add(new Answered(platform, "cohort/2", asStage, at, seconds));
        }

        @Override
        public LocalDate day(Instant now) {
            return now.atOffset(ZoneOffset.UTC).toLocalDate();
        }

        @Override
        public Day numbersOn(LocalDate day) {
            return new Day(day, resting, 0, 0, 0, 0, 0);
        }

        @Override
        public Map<String, Stuck> stuck() {
            return Map.copyOf(stuck);
        }

        @Override
        public Optional<Followed> sealed(String cycle) {
            return sealed;
        }

        @Override
        public Map<String, Map<String, Tally>> tallies() {
            return Map.copyOf(tallies);
        }

        @Override
        public List<Answered> answers(Instant from, Instant before) {
            if (away) throw new DataAccessResourceFailureException("away");
            return answers.stream()
                    .filter(answer -> !answer.at().isBefore(from) && answer.at().isBefore(before))
                    .toList();
        }
    }
}
