package io.reissue.sandbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.store.policy.PolicyDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPolicyTest {
    private final PolicyDocument policy = DemoPolicy.of(List.of());
    private final LegalLimits law =
            LegalLimits.of(LegalLimits.DEMO, LineType.RESIDENTIAL).orElseThrow();

    @Test
    void its_stages_end_before_the_freeze_does() {
        // a stage ends with the day its last working day is
        int longest =
                policy.stageWorkingDays().stream().mapToInt(days -> days + 1).sum();
        assertThat(policy.askLeadDays()).isGreaterThanOrEqualTo(longest);
    }

    @Test
    void a_number_that_is_kept_meets_the_cap_before_the_ceiling() {
        assertThat(policy.freezeDays()).isGreaterThanOrEqualTo(law.floorDays());
        assertThat(policy.capDays()).isLessThan(law.ceilingDays());
    }
}
