package io.reissue.sandbox.report;

/**
 * What one platform has said about the members of one cohort.
 *
 * @param settled items that nobody waits for: cleared, refused, or of members who were withdrawn
 * @param undone items of withdrawn members that the platform had not cleared
 */
record Tally(int stage, long members, long unbound, long cleared, long settled, long silent, long undone) {
    long refused() {
        return settled - cleared - undone;
    }

    long notBound() {
        return cleared - unbound;
    }
}
