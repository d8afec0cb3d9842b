package io.reissue.cohort;

import java.util.Locale;

/** A count and what is counted, as a sentence has it. */
final class Counted {
    private Counted() {}

    static String of(long count, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : more);
    }
}
