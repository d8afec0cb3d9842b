package io.reissue.sandbox.kill.trap;

import java.util.Locale;

/**
 * One point at which a sandbox is killed.
 *
 * @param nth which transaction of this kind since the start, from 1
 */
public record KillPoint(Place place, Moment moment, int nth) {
    /** The system property that names a child's point. */
    public static final String PROPERTY = "reissue.kill-point";

    /** On which side of the commit. */
    public enum Moment {
        /** Everything is written, nothing is durable. */
        BEFORE_COMMIT,
        /** It is durable, and nobody has heard of it. */
        AFTER_COMMIT
    }

    /** As {@link #toString} writes it. */
    public static KillPoint parse(String text) {
        String[] parts = text.split(" ");
        return new KillPoint(
                Place.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Moment.valueOf(parts[1].toUpperCase(Locale.ROOT).replace('-', '_')),
                Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return (place + " " + moment.name().replace('_', '-') + " " + nth).toLowerCase(Locale.ROOT);
    }
}
