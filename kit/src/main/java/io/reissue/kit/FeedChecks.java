package io.reissue.kit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a partner reads the status feed. What it makes of it is not seen. */
final class FeedChecks {
    private static final String SECTION = "Status";
    private static final String CURSOR =
            "The cursor is the id of the last event that you have on disk; without one you read from the start.";

    /** Three pages and a bit. */
    private static final int EVENTS = 3 * StatusFeed.PAGE + 1;

    private FeedChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "feed-to-the-end",
                        "The feed is read to its end, page by page.",
                        SECTION,
                        "Link: <…>; rel=\"next\" is always there; an empty array means: later, there.",
                        FeedChecks::toTheEnd),
                new Check(
                        "feed-goes-on",
                        "What is new is read from the cursor on, and not from the start.",
                        SECTION,
                        CURSOR,
                        FeedChecks::goesOn),
                new Check(
                        "feed-cursor",
                        "A cursor is the id of an event that was read, and no other number.",
                        SECTION,
                        "Ids grow and may skip. 400 with parameter for a cursor that we never gave out.",
                        FeedChecks::cursor),
                new Check(
                        "feed-unknown-type",
                        "An event of a type that the protocol does not know is passed over.",
                        SECTION,
                        "Within v1 fields, types and problem members are added. Ignore what you do not know.",
                        FeedChecks::unknownType));
    }

    private static StatusFeed feed(Carrier carrier) {
        See.needs(carrier.edge().isPresent(), "there is no callback (--callback-secret)");
        return carrier.edge().orElseThrow().feed();
    }

    private static void publish(Carrier carrier, StatusFeed feed, String type, int count) {
        feed.publish(
                type,
                carrier.numbers().unknown(count).stream().map(carrier::named).toList());
    }

    private static void toTheEnd(Carrier carrier) {
        StatusFeed feed = feed(carrier);
        publish(carrier, feed, "number.disconnected", EVENTS);
        See.needs(feed.isRead(), "nobody reads the feed");
        See.that(feed.isReadToItsEnd(), "it was not read to its end", shown(feed));
    }

    private static void goesOn(Carrier carrier) {
        StatusFeed feed = feed(carrier);
        See.needs(!feed.reads().isEmpty() && feed.isReadToItsEnd(), "the feed was not read to its end");
        int before = feed.reads().size();
        publish(carrier, feed, "number.purged", EVENTS);
        boolean read = feed.isReadToItsEnd();
        See.that(
                feed.reads().stream().skip(before).noneMatch(StatusFeed.Read::fromTheStart),
                "it began at the start again",
                shown(feed));
        See.that(read, "what is new was not read", shown(feed));
    }

    private static void cursor(Carrier carrier) {
        StatusFeed feed = feed(carrier);
        See.needs(!feed.reads().isEmpty(), "nobody reads the feed");
        Set<String> given = feed.reads().stream()
                .flatMap(read -> Stream.concat(Stream.of("", "0"), read.given().stream()))
                .collect(Collectors.toSet());
        See.that(
                feed.reads().stream().map(StatusFeed.Read::after).allMatch(given::contains),
                "a cursor is the id of no event",
                shown(feed));
    }

    private static void unknownType(Carrier carrier) {
        StatusFeed feed = feed(carrier);
        See.needs(!feed.reads().isEmpty() && feed.isReadToItsEnd(), "the feed was not read to its end");
        publish(carrier, feed, "number.renumbered", 1);
        publish(carrier, feed, "number.reassigned", 1);
        See.that(feed.isReadToItsEnd(), "it was not read on behind an event of another type", shown(feed));
    }

    private static Exchange shown(StatusFeed feed) {
        return Exchange.posted(feed.reads().stream()
                .map(read -> "GET " + StatusFeed.PATH + "?after=" + read.after() + " was given " + read.given())
                .collect(Collectors.joining("\n")));
    }
}
