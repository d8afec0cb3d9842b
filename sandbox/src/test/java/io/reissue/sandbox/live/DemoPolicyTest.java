package io.reissue.sandbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.sandbox.demo.Play;
import io.reissue.store.policy.PolicyDocument;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoPolicyTest {
    private final LegalLimits law =
            LegalLimits.of(LegalLimits.DEMO, LineType.RESIDENTIAL).orElseThrow();

    @ParameterizedTest
    @EnumSource
    void its_stages_end_before_the_freeze_does(Play play) {
        PolicyDocument policy = DemoPolicy.of(play, List.of());
        // a stage ends with the day its last working day is
        int longest =
                policy.stageWorkingDays().stream().mapToInt(days -> days + 1).sum();
        assertThat(policy.askLeadDays()).isGreaterThanOrEqualTo(longest);
    }

    @ParameterizedTest
    @EnumSource
    void a_number_that_is_kept_meets_the_cap_before_the_ceiling(Play play) {
        PolicyDocument policy = DemoPolicy.of(play, List.of());
        assertThat(policy.freezeDays()).isGreaterThanOrEqualTo(law.floorDays());
        assertThat(policy.capDays()).isLessThan(law.ceilingDays());
    }
}
