package io.reissue.sandbox.demo;

import java.time.Duration;

/** What is played in a jurisdiction whose days are minutes. */
public enum Play {
    /** Whole lives, and some numbers that something keeps. */
    WATCHED(Duration.ZERO, Duration.ofMinutes(2)),

    /** The same in a hurry, for tests: most of their freeze is over when the numbers come. */
    BRIEF(Duration.ofMinutes(5), Duration.ofMinutes(2)),

    /** What a number costs that nothing happens to: all left service at once, and so are one cohort. */
    UNTROUBLED(Duration.ZERO, Duration.ofSeconds(2));

    private final Duration gone;
    private final Duration within;

    Play(Duration gone, Duration within) {
        this.gone = gone;
        this.within = within;
    }

    /** The last number left service so long before the file. */
    Duration gone() {
        return gone;
    }

    /** From the first to the last number. */
    Duration within() {
        return within;
    }
}
