package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One request on its way to a platform.
 *
 * @param message what follows for what it asks, whenever it is sent
 * @param now when it is sent this time
 * @param acquaintance how long ago the platform was first asked anything
 */
public record Call(Chance message, Instant now, Duration acquaintance) {
    private static final long DAYS = 3;

    /** What follows for this message in this hour: sent again a while later, it may fare better. */
    Chance thisTime() {
        return message.and(now.truncatedTo(ChronoUnit.HOURS).toString());
    }

    /** What follows for this message in these three days: what keeps failing is asked for in another way one day. */
    Chance theseDays() {
        return message.and(Long.toString(
                Math.floorDiv(now.getEpochSecond(), Duration.ofDays(DAYS).toSeconds())));
    }
}
