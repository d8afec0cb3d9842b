package io.reissue.sandbox.oracle;

import java.util.List;
import java.util.Map;

/**
 * One thing that must always hold, as found.
 *
 * @param id number of the invariant
 * @param held nothing was found wrong, and every clause that has something to look at in any run looked at something
 * @param checked how many facts were looked at, over all clauses
 * @param clauses how many facts each clause looked at
 * @param violations what was found wrong, at most {@link Line#MOST}; opaque ids and codes
 */
public record Check(
        String id, String name, boolean held, long checked, Map<String, Long> clauses, List<String> violations) {}
