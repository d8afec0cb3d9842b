package io.reissue.recycle;

/** What somebody is appointed to, as far as commands ask for it. */
public enum Office {
    OPERATOR,
    /** Writes policies; and asks for a number to be an exception to them. */
    POLICY_ADMIN,
    /** Says whether what a policy admin wants may be. */
    APPROVER
}
