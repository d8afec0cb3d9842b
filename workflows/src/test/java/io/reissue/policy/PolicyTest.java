package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.fake.Fleet;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private final Policy policy = Fleet.of(6).policy(Asking.COHORT);

    @Test
    void theScheduleForAskingAgainRepeatsItsLastEntry() {
        assertThat(policy.askAgainAfter(1)).isEqualTo(Period.ofDays(1));
        assertThat(policy.askAgainAfter(3)).isEqualTo(Period.ofDays(7));
        assertThat(policy.askAgainAfter(99)).isEqualTo(Period.ofDays(7));
        assertThat(policy.askAgainAfter(0)).isEqualTo(Period.ofDays(1));
    }

    @Test
    void aPlatformThatIsNotNamedIsAskedInTheLastStage() {
        assertThat(policy.stageOf("pay-1")).isEqualTo(Stage.REQUIRED);
        assertThat(policy.stageOf("nobody-told-us")).isEqualTo(Stage.REST);
    }

    @Test
    void aPolicyWithoutAScheduleIsRefused() {
        assertThatThrownBy(() -> new Policy(
                        1,
                        Scope.allOf("CN"),
                        90,
                        40,
                        1,
                        Duration.ZERO,
                        Map.of(),
                        Set.of(),
                        Map.of(),
                        7,
                        400,
                        Period.ofDays(14),
                        60,
                        Asking.ALONE,
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStageIsKnownByItsNumberAndNoOther() {
        for (Stage stage : Stage.IN_ORDER) assertThat(Stage.of(stage.number())).isEqualTo(stage);
        assertThatThrownBy(() -> Stage.of(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aModeOfAskingThatIsUnknownIsReadAsTheReference() {
        assertThat(Asking.of("COHORT")).isEqualTo(Asking.COHORT);
        assertThat(Asking.of("BY_CARRIER_PIGEON")).isEqualTo(Asking.ALONE);
    }
}
