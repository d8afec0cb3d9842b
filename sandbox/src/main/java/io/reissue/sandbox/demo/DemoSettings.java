package io.reissue.sandbox.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;

/**
 * What intake file to make. The same settings always give the same bytes.
 *
 * @param goodNumbers rows to be accepted, at least {@link #FEWEST}
 * @param fileTime the file's date: the virtual today
 * @param daysBetweenDates how far apart the ten disconnect dates lie; the last is the day before the file's
 * @param charset UTF-8 or GB18030
 */
public record DemoSettings(long seed, int goodNumbers, OffsetDateTime fileTime, int daysBetweenDates, Charset charset) {
    /** With fewer, not every fate and region is there. */
    public static final int FEWEST = 50;

    public DemoSettings {
        if (goodNumbers < FEWEST || daysBetweenDates < 1) {
            throw new IllegalArgumentException("at least " + FEWEST + " numbers and a day between dates");
        }
    }

    /** 200 numbers, dates ten days apart, UTF-8. */
    public static DemoSettings usual(long seed, OffsetDateTime fileTime) {
        return new DemoSettings(seed, 200, fileTime, 10, StandardCharsets.UTF_8);
    }

    /** The same for another number of good rows. */
    public DemoSettings withGoodNumbers(int count) {
        return new DemoSettings(seed, count, fileTime, daysBetweenDates, charset);
    }

    /** The same in another encoding. */
    public DemoSettings in(Charset other) {
        return new DemoSettings(seed, goodNumbers, fileTime, daysBetweenDates, other);
    }
}
