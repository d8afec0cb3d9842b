package io.reissue.recycle;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a person may ask of a cycle. The effect is written by the store when the command is accepted; the workflow is only woken. */
public enum CommandKind {
    EXTEND_FREEZE(1),
    /** Pins the end: no policy lengthens it again. So it is a policy admin's, as policies are; another, or an approver, seconds it. */
    SHORTEN_FREEZE(2, EnumSet.of(Office.POLICY_ADMIN), EnumSet.of(Office.POLICY_ADMIN, Office.APPROVER)),
    HOLD(1),
    LIFT_HOLD(1),
    WAIVE(2),
    REINSTATE(1),
    WITHDRAW(1),
    RETIRE(2),
    ASK_AGAIN(1);

    private final int principals;
    private final Set<Office> first;
    private final Set<Office> second;

    CommandKind(int principals) {
        this(principals, EnumSet.of(Office.OPERATOR), EnumSet.of(Office.OPERATOR));
    }

    CommandKind(int principals, Set<Office> first, Set<Office> second) {
        this.principals = principals;
        this.first = first;
        this.second = second;
    }

    /** How many different principals have to ask for it, each by a command of their own, before it takes effect. */
    public int principals() {
        return principals;
    }

    /** Whether somebody of these offices may ask for it, be it as the first or as the second. */
    public boolean isFor(Set<Office> offices) {
        return isFor(offices, false) || isFor(offices, true);
    }

    /** @param second whether somebody else asked for the same before */
    boolean isFor(Set<Office> offices, boolean second) {
        return !Collections.disjoint(offices, second ? this.second : first);
    }
}
