package io.reissue.sandbox.oracle;

import java.util.List;

/**
 * One thing that must always hold, as found.
 *
 * @param id number of the invariant
 * @param checked how many facts were looked at; a check that looked at nothing does not hold
 * @param violations what was found wrong; opaque ids and codes
 */
public record Check(String id, String name, boolean held, long checked, List<String> violations) {

    static Check of(String id, String name, long checked, List<String> violations) {
        return new Check(id, name, violations.isEmpty() && checked > 0, checked, List.copyOf(violations));
    }
}
