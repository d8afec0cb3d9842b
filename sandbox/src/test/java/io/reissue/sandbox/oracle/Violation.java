package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.RecordedRun.Copy;
import java.util.List;
import java.util.function.Consumer;

/**
 * A change to the facts of a run after which exactly one line must fail.
 *
 * @param line the id of the invariant
 * @param what in words
 * @param how plants it
 */
record Violation(String line, String what, Consumer<Copy> how) {
    static Violation planted(String line, String what, Consumer<Copy> how) {
        return new Violation(line, what, how);
    }

    static Violation sql(String line, String what, String... statements) {
        return planted(line, what, copy -> List.of(statements).forEach(copy::sql));
    }

    @Override
    public String toString() {
        return line + ": " + what;
    }
}
