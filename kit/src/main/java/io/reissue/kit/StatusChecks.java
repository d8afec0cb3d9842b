package io.reissue.kit;

import java.util.List;

/** What became of numbers, pushed: nothing is to be done about it at once, and nothing may be refused. */
final class StatusChecks {
    private static final String SECTION = "Status";
    private static final String HEARD =
            "number.disconnected, number.reinstated, number.purged, number.reassigned: nothing beyond 2xx.";
    private static final String ANY_ORDER =
            "Requests come in any order and may come twice: event is the id in the feed, which has the order.";
    private static final List<String> TYPES =
            List.of("number.disconnected", "number.reinstated", "number.purged", "number.reassigned");

    private StatusChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "status-notifications",
                        "Each of the four status notifications is answered with 2xx.",
                        SECTION,
                        HEARD,
                        StatusChecks::each),
                new Check(
                        "status-full",
                        "A notification about as many numbers as a batch may have is accepted.",
                        SECTION,
                        "One type a request, at most as many items as you take in a batch.",
                        StatusChecks::full),
                new Check(
                        "status-twice",
                        "An event that comes a second time, in another request, is accepted.",
                        SECTION,
                        ANY_ORDER,
                        StatusChecks::twice),
                new Check(
                        "status-order",
                        "An event that comes after a later one is accepted.",
                        SECTION,
                        ANY_ORDER,
                        StatusChecks::anyOrder),
                new Check(
                        "status-forged",
                        "A notification that is signed with another secret is refused.",
                        "Trust",
                        "Bad signature, or a timestamp more than 5 minutes off: 401, nothing stored.",
                        StatusChecks::forged),
                new Check(
                        "status-detaches-nothing",
                        "number.disconnected detaches nothing: its holder can still come back.",
                        SECTION,
                        HEARD,
                        StatusChecks::detachesNothing));
    }

    private static Delivery one(Carrier carrier, String type, long event) {
        return Delivery.of(carrier.notification(type, event, carrier.numbers().unknown(1)));
    }

    private static void each(Carrier carrier) {
        for (String type : TYPES) See.accepted(carrier.send(one(carrier, type, carrier.nextEvent())));
    }

    private static void full(Carrier carrier) {
        List<String> numbers = carrier.numbers().unknown(carrier.batchLimit());
        long first = carrier.nextEvent();
        for (int i = 1; i < numbers.size(); i++) carrier.nextEvent();
        See.accepted(carrier.send(Delivery.of(carrier.notification("number.purged", first, numbers))));
    }

    private static void twice(Carrier carrier) {
        long event = carrier.nextEvent();
        List<String> number = carrier.numbers().unknown(1);
        for (int i = 0; i < 2; i++)
            See.accepted(carrier.send(Delivery.of(carrier.notification("number.disconnected", event, number))));
    }

    private static void anyOrder(Carrier carrier) {
        long earlier = carrier.nextEvent();
        long later = carrier.nextEvent();
        See.accepted(carrier.send(one(carrier, "number.reinstated", later)));
        See.accepted(carrier.send(one(carrier, "number.disconnected", earlier)));
    }

    private static void forged(Carrier carrier) {
        See.needs(
                carrier.send(TrustChecks.question(carrier).signed(Delivery.Signing.FORGED))
                        .refused(),
                "nothing is refused for its signature, see signature-forged");
        See.refused(
                carrier.send(one(carrier, "number.purged", carrier.nextEvent()).signed(Delivery.Signing.FORGED)));
    }

    private static void detachesNothing(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Exchange told = carrier.send(Delivery.of(
                carrier.notification("number.disconnected", carrier.nextEvent(), List.of(number.number()))));
        See.that(See.isBound(carrier, number.number()), "the number was detached", told);
    }
}
