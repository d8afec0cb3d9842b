package io.reissue.names;

import java.time.LocalDate;
import java.util.UUID;

/** Workflow ids: dots, never slashes (the Web UI), and never anything about a number or its holder. */
public final class WorkflowIds {
    private WorkflowIds() {}

    public static String recycle(UUID cycleId) {
        return "recycle." + cycleId;
    }

    /** @param shard counted from 0 */
    public static String recyclingCohort(String jurisdiction, int policyVersion, LocalDate firstDay, int shard) {
        return "cohort.recycling." + jurisdiction + "-" + policyVersion + "-" + firstDay + "." + shard;
    }

    /** A cohort of one number that nobody conducts: a name, but no workflow. */
    public static String alone(UUID cohortId) {
        return "alone." + cohortId;
    }

    public static String calendar(String jurisdiction) {
        return "calendar." + jurisdiction;
    }

    public static String intake(UUID fileId) {
        return "intake." + fileId;
    }
}
