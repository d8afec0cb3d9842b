package io.reissue.sandbox;

import java.util.Locale;

/**
 * How long a run took, in seconds of real time.
 *
 * @param start until it could be used
 * @param play of virtual time
 * @param judging histories read, and every check
 * @param numbersPerSecond numbers that came to their end in this run, by the second of play
 */
record Pace(double start, double play, double judging, double numbersPerSecond) {

    double seconds() {
        return start + play + judging;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%.1f s (start %.1f, play %.1f, judging %.1f), %.1f numbers/s",
                seconds(),
                start,
                play,
                judging,
                numbersPerSecond);
    }
}
