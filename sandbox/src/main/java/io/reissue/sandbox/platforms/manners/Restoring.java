package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * How a platform gives back what it detached.
 *
 * @param failsFor for how long each restore fails, counted from the first time it was asked for; zero: not at all
 * @param status what it answers meanwhile
 * @param answersAfter how long after it acted it says so; zero: in the response
 */
public record Restoring(Duration failsFor, int status, Duration answersAfter) {
    public static final Restoring AT_ONCE = new Restoring(Duration.ZERO, 503, Duration.ZERO);

    public boolean fails(Instant firstAsked, Instant now) {
        return now.isBefore(firstAsked.plus(failsFor));
    }

    Stream<String> words() {
        return Stream.concat(
                failsFor.isZero()
                        ? Stream.empty()
                        : Stream.of("restoring fails with " + status + " for " + Words.of(failsFor)),
                answersAfter.isZero()
                        ? Stream.empty()
                        : Stream.of("says " + Words.of(answersAfter) + " later that it restored"));
    }
}
