package io.reissue.recycle;

/** What the purge leads to, as planned; an undo ends a cycle without a purge. */
public enum Ending {
    RELEASE(CycleState.RELEASED),
    RETURN_TO_DONOR(CycleState.RETURNED_TO_DONOR),
    RETIRE(CycleState.RETIRED);

    private final CycleState state;

    Ending(CycleState state) {
        this.state = state;
    }

    public CycleState state() {
        return state;
    }
}
