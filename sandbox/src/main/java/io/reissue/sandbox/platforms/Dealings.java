package io.reissue.sandbox.platforms;

import java.util.ArrayList;
import java.util.List;

/**
 * How a platform and the carrier reach each other, beside what is asked and answered.
 *
 * @param fetches it can't be called: it comes for what it is asked, and answers by requests of its own
 * @param toldStatus it is sent what becomes of numbers
 * @param readsFeed it reads what becomes of numbers
 */
public record Dealings(boolean fetches, boolean toldStatus, boolean readsFeed) {
    /** It is called, and hears of nothing else. */
    static final Dealings CALLED = new Dealings(false, false, false);

    static final Dealings FETCHING = new Dealings(true, false, false);
    static final Dealings TOLD = new Dealings(false, true, false);
    static final Dealings READING = new Dealings(false, false, true);

    public Dealings {
        if (fetches && toldStatus) {
            throw new IllegalArgumentException("who can't be called can't be told");
        }
    }

    /** Whether it comes to the carrier by itself. */
    boolean comes() {
        return fetches || readsFeed;
    }

    /** One phrase for each thing that somebody who deals with it will notice. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (fetches) {
            words.add("can't be called, and fetches what it is asked once a day");
        }
        if (toldStatus) {
            words.add("is told what becomes of numbers");
        }
        if (readsFeed) {
            words.add("reads once a day what became of numbers");
        }
        return List.copyOf(words);
    }
}
