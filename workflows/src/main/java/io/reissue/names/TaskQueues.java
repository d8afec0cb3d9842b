package io.reissue.names;

/** One queue for the numbers, one for what asks on behalf of many: a swamped day of cohorts never delays a command. */
public final class TaskQueues {
    public static final String RECYCLE = "recycle";
    public static final String COHORT = "cohort";

    private TaskQueues() {}
}
