package io.reissue.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.PlausibilityRules.Rate;
import io.reissue.outcome.PlausibilityRules.Said;
import io.reissue.outcome.PlausibilityRules.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityRulesTest {

    @ParameterizedTest(name = "{1} bound of {0} items, then {2} without any: doubted {3}")
    @CsvSource({
        "499, 499, 1000, false",
        "500, 500, 10, true",
        "500, 500, 9, false",
        "1000, 333, 30, false", // predicts 9.99
        "1000, 334, 30, true", // predicts 10.02
        "1000, 100, 99, false",
        "1000, 100, 100, true",
        "5000, 0, 100000, false",
        "500, 1, 4999, false",
        "500, 1, 5000, true"
    })
    void aStreakIsDoubtedWhereItsRateIsKnownAndLetsExpectTen(long items, long bound, long streak, boolean doubted) {
        Tally heard = PlausibilityRules.hear(known(items, bound), nothingBound(streak));

        assertThat(heard).isEqualTo(new Tally(new Rate(items, bound), streak, doubted));
    }

    @Test
    void aStreakGrowsOverManyAnswersAndIsDoubtedFromItsFirst() {
        Tally tally = known(500, 100);
        for (int answer = 0; answer < 5; answer++) {
            assertThat(tally.doubted()).isFalse();
            tally = PlausibilityRules.hear(tally, nothingBound(10));
        }

        assertThat(tally).isEqualTo(new Tally(new Rate(500, 100), 50, true));
    }

    @Test
    void oneBoundItemEndsAStreakAndTheRateLearnsFromIt() {
        Tally tally = PlausibilityRules.hear(known(500, 100), nothingBound(49));

        tally = PlausibilityRules.hear(tally, new Said(1, 1, true));

        assertThat(tally).isEqualTo(new Tally(new Rate(550, 101), 0, false));
        assertThat(PlausibilityRules.hear(tally, nothingBound(49)).doubted()).isFalse();
    }

    @Test
    void theLaterPartsOfAnAnswerThatHeldSomethingBoundAreNoStreak() {
        Tally tally = PlausibilityRules.hear(known(500, 100), new Said(950, 0, true));

        assertThat(tally).isEqualTo(new Tally(new Rate(1450, 100), 0, false));
    }

    @Test
    void whatIsDoubtedTeachesTheRateNothingUntilItIsAccepted() {
        Tally doubted = PlausibilityRules.hear(known(500, 100), nothingBound(50));

        Tally healed = PlausibilityRules.hear(doubted, new Said(10, 2, true));

        assertThat(healed).isEqualTo(new Tally(new Rate(510, 102), 0, false));
        assertThat(PlausibilityRules.accept(healed.rate(), 50)).isEqualTo(new Rate(560, 102));
    }

    @Test
    void whatIsDoubtedStaysDoubtedHoweverLongItGoesOn() {
        Tally doubted = PlausibilityRules.hear(known(500, 100), nothingBound(50));

        assertThat(PlausibilityRules.hear(doubted, nothingBound(1))).isEqualTo(new Tally(new Rate(500, 100), 51, true));
    }

    @Test
    void aPlatformOfWhichNothingIsKnownIsBelieved() {
        assertThat(PlausibilityRules.hear(Tally.NOTHING_KNOWN, nothingBound(100_000)))
                .isEqualTo(new Tally(Rate.NOTHING_KNOWN, 100_000, false));
        assertThat(Rate.NOTHING_KNOWN.predicts(1_000)).isZero();
        assertThat(new Rate(1000, 333).predicts(30)).isEqualTo(9);
    }

    private static Tally known(long items, long bound) {
        return new Tally(new Rate(items, bound), 0, false);
    }

    private static Said nothingBound(long items) {
        return new Said(items, 0, false);
    }
}
