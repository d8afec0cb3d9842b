package io.reissue.recycle;

import io.reissue.cohort.CohortPlan;
import io.reissue.names.RunbookLink;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever reads in the Web UI what keeps a number, or is the matter with a cohort, finds out what to do.
 *
 * @param page null: nowhere but in the repository
 */
public record Runbook(@Nullable URI page) {
    /** What keeps it gets an address; in an untroubled view there is nothing to add. */
    public CycleView linked(CycleView view) {
        String heading = view.heading();
        return page == null || heading == null ? view : view.withRunbook(RunbookLink.to(page.toString(), heading));
    }

    /** The same for a cohort. */
    public CohortPlan linked(CohortPlan plan) {
        String heading = plan.heading();
        return page == null || heading == null ? plan : plan.withRunbook(RunbookLink.to(page.toString(), heading));
    }
}
