package io.reissue.policy;

import java.time.LocalDate;

/**
 * One version of a policy, as one of the rules of its jurisdiction: for which numbers, and from when on.
 *
 * @param effectiveFrom to the day before the next version of the same scope
 * @param ends from that day on the scope has no rule of its own; its numbers follow the next wider one
 */
public record Rule(int version, Scope scope, LocalDate effectiveFrom, boolean ends) {}
