package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One request on its way to a platform.
 *
 * @param message what follows for this message, whenever it is sent
 * @param now when it is sent this time
 * @param acquaintance how long ago the platform was first asked anything
 */
public record Call(Chance message, Instant now, Duration acquaintance) {
    /** What follows for this message in this hour: sent again a while later, it may fare better. */
    Chance thisTime() {
        return message.and(now.truncatedTo(ChronoUnit.HOURS).toString());
    }
}
