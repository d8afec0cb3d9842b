package io.reissue.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is detached, and what is not. */
final class UnbindChecks {
    private static final String SECTION = "We ask";
    private static final String BEFORE_CUTOFF =
            "unbind.requested: detach every account bound to the number before cutoff.";
    private static final int NOT_BOUND = 20;

    private UnbindChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "answered",
                        "A request to unbind is answered, in its 2xx or later at the callback.",
                        SECTION,
                        "A 2xx may already hold the whole answer; 202 means \"later\".",
                        UnbindChecks::answered),
                new Check(
                        "query-unknown",
                        "binding.queried says NOT_BOUND of a number that nobody has.",
                        SECTION,
                        "binding.queried: say only whether accounts are bound; change nothing.",
                        UnbindChecks::queryOfNobody),
                new Check(
                        "query-changes-nothing",
                        "binding.queried says BOUND of a prepared number, and says so again.",
                        SECTION,
                        "binding.queried: say only whether accounts are bound; change nothing.",
                        UnbindChecks::query),
                new Check(
                        "remainder",
                        "Only exceptions are listed, and the remainder speaks for all other items.",
                        "The platform answers",
                        "Exceptions only: remainder speaks for every item of this batch that no answer to this batch has listed.",
                        UnbindChecks::remainder),
                new Check(
                        "unbind-detaches",
                        "What was bound before the cutoff is detached, or the answer says why not.",
                        SECTION,
                        BEFORE_CUTOFF,
                        UnbindChecks::detaches),
                new Check(
                        "cutoff",
                        "What was bound at the cutoff or after it is not touched.",
                        SECTION,
                        BEFORE_CUTOFF,
                        UnbindChecks::cutoff),
                new Check(
                        "cutoff-said",
                        "What was bound after the cutoff is refused as BOUND_AFTER_CUTOFF rather than passed over.",
                        SECTION,
                        "BOUND_AFTER_CUTOFF counts as cleared in a renewal; in recycling as open, with its own stuck reason.",
                        UnbindChecks::cutoffSaid),
                new Check(
                        "cutoff-between",
                        "Of accounts on both sides of the cutoff the later ones stay, and the item is not called UNBOUND.",
                        SECTION,
                        "An item is as good as its worst account.",
                        UnbindChecks::cutoffBetween),
                new Check(
                        "expires",
                        "A request that comes after its expiresAt is not processed.",
                        SECTION,
                        "Every batch has expiresAt; after it nobody sends or processes it.",
                        UnbindChecks::expires));
    }

    private static void answered(Carrier carrier) {
        Answer answer =
                carrier.unbind(carrier.batch(carrier.now(), carrier.numbers().unknown(3)));
        See.accepted(answer.exchange());
        See.needs(
                answer.exchange().status() != 202 || carrier.edge().isPresent(),
                "answers come later, and there is no callback (--callback-secret)");
        See.that(answer.isThere(), "no answer came", answer.exchange());
    }

    private static void queryOfNobody(Carrier carrier) {
        Answer answer =
                carrier.query(carrier.batch(carrier.now(), carrier.numbers().unknown(1)));
        See.needs(answer.isThere(), "no answer came");
        See.that(answer.said("0").equals("NOT_BOUND"), "it does not say NOT_BOUND", answer.exchange());
    }

    private static void query(Carrier carrier) {
        PreparedNumber number = carrier.numbers().take("a prepared number", any -> true);
        Carrier.Batch first = carrier.batch(carrier.now(), List.of(number.number()));
        for (Carrier.Batch batch : List.of(first, carrier.batch(carrier.now(), first.numbers()))) {
            Answer answer = carrier.query(batch);
            See.needs(answer.isThere(), "no answer came");
            See.that(answer.said("0").equals("BOUND"), "it does not say BOUND", answer.exchange());
        }
    }

    private static void remainder(Carrier carrier) {
        List<String> numbers = new ArrayList<>(carrier.numbers().unknown(NOT_BOUND));
        if (carrier.numbers().hasPrepared()) numbers.add(See.bound(carrier).number());
        Answer answer = carrier.unbind(carrier.batch(carrier.now(), numbers));
        See.needs(answer.isThere(), "no answer came");
        for (String ref : answer.refs())
            See.that(!answer.said(ref).isEmpty(), "nothing is said of ref " + ref, answer.exchange());
        See.that(
                answer.results()
                        .noneMatch(result -> Answer.text(result, "outcome").equals(answer.remainder())),
                "items are listed of which the remainder says the same",
                answer.exchange());
    }

    private static void detaches(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Answer answer = carrier.unbind(carrier.batch(number));
        See.needs(answer.isThere(), "no answer came");
        boolean excused = List.of("REFUSED", "NOT_YET_SYNCED").contains(answer.said("0"));
        See.needs(!excused, "the prepared number was not detached: " + answer.said("0"));
        See.that(!See.isBound(carrier, number.number()), "the number is still bound", answer.exchange());
    }

    /** A number whose accounts were bound at one instant, if there is one: nothing of it may go. */
    private static PreparedNumber ofOneInstant(Carrier carrier) {
        PreparedNumber number = carrier.numbers()
                .take(
                        "a prepared number whose accounts were bound at one instant",
                        one -> one.firstBound().equals(one.lastBound()));
        See.needs(See.isBound(carrier, number.number()), "a prepared number was not bound before this check");
        return number;
    }

    private static Answer unbindAtCutoff(Carrier carrier, PreparedNumber number) {
        return carrier.unbind(carrier.batch(number.firstBound(), List.of(number.number())));
    }

    private static void cutoff(Carrier carrier) {
        PreparedNumber number = ofOneInstant(carrier);
        Answer answer = unbindAtCutoff(carrier, number);
        See.that(
                See.isBound(carrier, number.number()),
                "an account was detached that was bound at the cutoff",
                answer.exchange());
    }

    private static void cutoffSaid(Carrier carrier) {
        PreparedNumber number = ofOneInstant(carrier);
        Answer answer = unbindAtCutoff(carrier, number);
        See.needs(answer.isThere(), "no answer came");
        See.needs(See.isBound(carrier, number.number()), "the account did not stay");
        See.that(
                List.of("REFUSED", "NOT_YET_SYNCED").contains(answer.said("0")),
                "it is not REFUSED, but " + answer.said("0"),
                answer.exchange());
    }

    private static void cutoffBetween(Carrier carrier) {
        PreparedNumber number = carrier.numbers()
                .take(
                        "a prepared number with accounts of several days",
                        one -> one.firstBound().plusSeconds(1).isBefore(one.lastBound()));
        See.needs(See.isBound(carrier, number.number()), "a prepared number was not bound before this check");
        Answer answer = carrier.unbind(carrier.batch(number.firstBound().plusSeconds(1), List.of(number.number())));
        See.that(
                See.isBound(carrier, number.number()),
                "an account is gone that was bound after the cutoff",
                answer.exchange());
        See.that(
                !List.of("UNBOUND", "NOT_BOUND").contains(answer.said("0")),
                "an account is still bound, and the item is called " + answer.said("0"),
                answer.exchange());
    }

    private static void expires(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch late = carrier.batch(number).expiring(carrier.now().minus(Duration.ofMinutes(10)));
        Answer answer = carrier.unbind(late);
        See.that(See.isBound(carrier, number.number()), "the number was detached", answer.exchange());
    }
}
