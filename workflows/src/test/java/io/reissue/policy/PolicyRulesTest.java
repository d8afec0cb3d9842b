package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
    @Test
    void theLawJudgesAPolicyForExactlyTheLinesThatItIsFor() {
        assertThat(refusal(LineType.RESIDENTIAL, 90)).isNull();
        assertThat(refusal(LineType.RESIDENTIAL, 91)).isEqualTo(PolicyRefusal.ABOVE_CEILING);
        assertThat(refusal(LineType.BUSINESS, 365)).isNull();
        assertThat(refusal(LineType.BUSINESS, 366)).isEqualTo(PolicyRefusal.ABOVE_CEILING);
        assertThat(refusal(LineType.IOT, 365)).isNull();
        assertThat(refusal(LineType.IOT, 44)).isEqualTo(PolicyRefusal.BELOW_FLOOR);
        assertThat(refusal(null, 90)).isNull();
        assertThat(refusal(null, 91)).as("residential lines are among them").isEqualTo(PolicyRefusal.ABOVE_CEILING);
    }

    private static @Nullable PolicyRefusal refusal(@Nullable LineType lineType, int freezeDays) {
        return PolicyRules.judge(policy(new Scope("US", null, lineType, DisconnectReason.CANCELLED), freezeDays))
                .map(PolicyFault::refusal)
                .orElse(null);
    }

    private static Policy policy(Scope scope, int freezeDays) {
        return new Policy(
                1,
                scope,
                freezeDays,
                30,
                1,
                Duration.ofHours(1),
                Map.of(Stage.IDENTITY, 5, Stage.REQUIRED, 5, Stage.REST, 5),
                Set.of(),
                Map.of(),
                30,
                400,
                Period.ofDays(14),
                60,
                Asking.COHORT,
                List.of(Period.ofDays(1)));
    }
}
