package io.reissue.sandbox;

/** Measures one run, part by part. */
final class Stopwatch {
    private static final double NANOS = 1_000_000_000;

    private long since = System.nanoTime();
    private double start;
    private double play;
    private double numbersPerSecond;

    /** The sandbox can be used; says after how many seconds. */
    double started() {
        start = lap();
        return start;
    }

    /** @param ended how many numbers came to their end meanwhile */
    void played(long ended) {
        play = lap();
        numbersPerSecond = ended / play;
    }

    Pace judged() {
        return new Pace(start, play, lap(), numbersPerSecond);
    }

    private double lap() {
        long now = System.nanoTime();
        double seconds = (now - since) / NANOS;
        since = now;
        return seconds;
    }
}
