package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which page of a list; the API pages all of them alike. */
final class Paging {
    @Option(names = "--after", paramLabel = "CURSOR", description = "Where the page before ended.")
    @Nullable
    String after;

    @Option(names = "--limit", paramLabel = "N", description = "How many a page (${DEFAULT-VALUE}; up to 200).")
    int limit = 50;

    String of(Query list) {
        return list.with("after", after).with("limit", limit).toString();
    }
}
