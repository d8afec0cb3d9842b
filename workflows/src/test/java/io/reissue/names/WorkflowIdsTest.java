package io.reissue.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkflowIdsTest {
    private static final UUID ID = UUID.fromString("01939f0e-0000-7000-8000-000000000001");

    @Test
    void idsAreBuiltFromOpaqueIdsDaysAndCodesWithDots() {
        assertThat(WorkflowIds.recycle(ID)).isEqualTo("recycle.01939f0e-0000-7000-8000-000000000001");
        assertThat(WorkflowIds.intake(ID)).isEqualTo("intake.01939f0e-0000-7000-8000-000000000001");
        assertThat(WorkflowIds.calendar("CN")).isEqualTo("calendar.CN");
        assertThat(WorkflowIds.recyclingCohort("CN", 7, LocalDate.parse("2026-11-22"), 3))
                .isEqualTo("cohort.recycling.CN-7-2026-11-22.3");
    }

    @Test
    void noIdHoldsASlash() {
        assertThat(List.of(
                        WorkflowIds.recycle(ID),
                        WorkflowIds.intake(ID),
                        WorkflowIds.calendar("CN"),
                        WorkflowIds.recyclingCohort("CN", 7, LocalDate.parse("2026-11-22"), 3)))
                .noneMatch(id -> id.contains("/"));
    }
}
