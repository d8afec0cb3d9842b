package io.reissue.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.fake.Fleet;
import io.reissue.policy.Asking;
import io.reissue.policy.Policy;
import java.time.Instant;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortRulesTest {
    private static final Instant OPENED = Instant.parse("2026-06-01T00:00:00Z");

    @ParameterizedTest(name = "{0} due members need {1} cohorts")
    @CsvSource({"0, 0", "1, 1", "5000, 1", "5001, 2", "660000, 132"})
    void aCohortHoldsFiveThousandAtMost(int due, int cohorts) {
        assertThat(CohortRules.shards(due)).isEqualTo(cohorts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 5_000})
    void cuttingIntoBatchesLosesNobodyDoublesNobodyAndKeepsTheOrder(int limit) {
        BitSet members = sparse();
        BitSet seen = new BitSet();
        int last = -1;
        for (BitSet batch : CohortRules.batches(members, limit)) {
            assertThat(batch.cardinality()).isBetween(1, limit);
            assertThat(batch.intersects(seen)).isFalse();
            assertThat(batch.nextSetBit(0)).isGreaterThan(last);
            last = batch.length() - 1;
            seen.or(batch);
        }
        assertThat(seen).isEqualTo(members);
    }

    @Test
    void nobodyNeedsNoBatch() {
        assertThat(CohortRules.batches(new BitSet(), 10)).isEmpty();
    }

    @Test
    void aRefLeadsToItsOrdinalAndBack() {
        for (BitSet batch : CohortRules.batches(sparse(), 100)) {
            for (int ref = 0; ref < batch.cardinality(); ref++) {
                int ordinal = CohortRules.ordinalOf(batch, ref);
                assertThat(batch.get(ordinal)).isTrue();
                assertThat(CohortRules.refOf(batch, ordinal)).isEqualTo(ref);
            }
        }
    }

    @Test
    void aRefBehindTheLastOrBeforeTheFirstLeadsNowhere() {
        BitSet batch = BitSet.valueOf(new long[] {0b1010});

        assertThat(CohortRules.ordinalOf(batch, 1)).isEqualTo(3);
        assertThat(CohortRules.ordinalOf(batch, 2)).isEqualTo(-1);
        assertThat(CohortRules.ordinalOf(batch, -1)).isEqualTo(-1);
        assertThatThrownBy(() -> CohortRules.refOf(batch, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHalfTimeLiesInTheMiddleOfAStage() {
        assertThat(CohortRules.halfTime(OPENED, Instant.parse("2026-06-08T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-06-04T12:00:00Z"));
    }

    @Test
    void roundsFollowThePolicysScheduleAndThenItsLastEntry() {
        Policy policy = Fleet.of(6).policy(Asking.COHORT);

        assertThat(CohortRules.round(policy, 1, OPENED)).isEqualTo(Instant.parse("2026-06-02T00:00:00Z"));
        assertThat(CohortRules.round(policy, 2, OPENED)).isEqualTo(Instant.parse("2026-06-04T00:00:00Z"));
        assertThat(CohortRules.round(policy, 9, OPENED)).isEqualTo(Instant.parse("2026-06-08T00:00:00Z"));
    }

    private static BitSet sparse() {
        BitSet members = new BitSet();
        for (int i = 0; i < 5_000; i += 1 + i % 5) members.set(i);
        return members;
    }
}
