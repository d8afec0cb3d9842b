package io.reissue.kit;

import java.util.List;

/** What several checks look at, and what they need to be so before they can look. */
final class See {
    private See() {}

    static void that(boolean kept, String otherwise, Exchange seenIn) {
        if (!kept) throw new Violation(otherwise, seenIn);
    }

    static void accepted(Exchange exchange) {
        that(exchange.accepted(), "it was not accepted", exchange);
    }

    static void refused(Exchange exchange) {
        that(exchange.refused(), "it was not refused with 4xx", exchange);
    }

    static void needs(boolean given, String otherwise) {
        if (!given) throw new NotSeen(otherwise);
    }

    /** By asking: the only way to see into a partner's books. */
    static boolean isBound(Carrier carrier, String number) {
        Answer answer = carrier.query(carrier.batch(carrier.now(), List.of(number)));
        String said = answer.said("0");
        needs(
                said.equals("BOUND") || said.equals("NOT_BOUND"),
                "binding.queried was not answered by BOUND or NOT_BOUND");
        return said.equals("BOUND");
    }

    /** A prepared number that is bound at present. */
    static PreparedNumber bound(Carrier carrier) {
        PreparedNumber number = carrier.numbers().take("a prepared number", any -> true);
        needs(isBound(carrier, number.number()), "a prepared number was not bound before this check");
        return number;
    }

    /** Asks to detach what is bound, and sees it detached. */
    static Answer detached(Carrier carrier, Carrier.Batch batch) {
        Answer answer = carrier.unbind(batch);
        for (String number : batch.numbers())
            needs(!isBound(carrier, number), "the number was not detached before the restore");
        return answer;
    }
}
