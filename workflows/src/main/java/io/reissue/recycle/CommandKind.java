package io.reissue.recycle;

/** What a person may ask of a cycle. The effect is written by the store when the command is accepted; the workflow is only woken. */
public enum CommandKind {
    EXTEND_FREEZE(1),
    /** Pins the end: no policy lengthens it again. */
    SHORTEN_FREEZE(2),
    HOLD(1),
    LIFT_HOLD(1),
    WAIVE(2),
    REINSTATE(1),
    WITHDRAW(1),
    RETIRE(2),
    ASK_AGAIN(1);

    private final int principals;

    CommandKind(int principals) {
        this.principals = principals;
    }

    /** How many different principals have to ask for it, each by a command of their own, before it takes effect. */
    public int principals() {
        return principals;
    }
}
