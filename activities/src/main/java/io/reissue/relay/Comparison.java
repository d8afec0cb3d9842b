package io.reissue.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What the store wants to run beside what Temporal runs, by kind. */
public record Comparison(Tally calendars, Tally cohorts, Tally files, Tally numbers) {

    /** Temporal has all that the store wants. */
    public boolean complete() {
        return byKind().values().stream().allMatch(Tally::complete);
    }

    /** By the word that begins the ids of a kind. */
    public Map<String, Tally> byKind() {
        SequencedMap<String, Tally> kinds = new LinkedHashMap<>();
        kinds.put("calendar", calendars);
        kinds.put("cohort", cohorts);
        kinds.put("intake", files);
        kinds.put("recycle", numbers);
        return kinds;
    }
}
