package io.reissue.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a partner that can't be called does with what lies there for it. Its books are seen through its answers alone. */
final class FetchChecks {
    private static final String SECTION = "If you can't be called";
    private static final String RECEIVED = "POST /partner/v1/batches/{batch}/received: you have it on disk.";
    private static final String RESTORE =
            "restore.requested: attach again what that (batch, ref) detached, with the same account ids and bind dates.";
    private static final int NOT_BOUND = 5;

    private FetchChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "fetch-listed",
                        "What is listed is fetched.",
                        SECTION,
                        "GET /partner/v1/batches?status=open: what is open to you; GET /partner/v1/batches/{batch}: the unbind.requested that a push would have brought.",
                        FetchChecks::listed),
                new Check(
                        "fetch-acknowledged",
                        "What was fetched is received, or answered.",
                        SECTION,
                        "A batch is open until you say received, or answer it.",
                        FetchChecks::acknowledged),
                new Check(
                        "fetch-forged",
                        "What was signed with another secret, or changed after signing, is neither received nor answered.",
                        "Trust",
                        "The unbind.requested that a push would have brought, with its webhook-id and our signature.",
                        FetchChecks::forged),
                new Check(
                        "fetch-gone",
                        "What is gone when it is fetched holds up nothing that is listed behind it.",
                        SECTION,
                        "410: expired, withdrawn, past its deadline, or issued again. The list has what took its place.",
                        FetchChecks::gone),
                new Check(
                        "fetch-detaches",
                        "What was bound before the cutoff is answered UNBOUND or refused, and what nobody has NOT_BOUND.",
                        "We ask",
                        "unbind.requested: detach every account bound to the number before cutoff.",
                        FetchChecks::detaches),
                new Check(
                        "fetch-cutoff",
                        "What was bound at the cutoff or after it is not touched.",
                        "We ask",
                        "unbind.requested: detach every account bound to the number before cutoff.",
                        FetchChecks::cutoff),
                new Check(
                        "fetch-again",
                        "A batch that is open once more, under the same webhook-id, is answered as the first time, or received.",
                        SECTION,
                        "One that is silent at half time is open once more, under the same id. A platform repeats its first answer for a known webhook-id.",
                        FetchChecks::again),
                new Check(
                        "fetch-restore",
                        "A restore is fetched, and attaches again what its item detached, as it was.",
                        SECTION,
                        RESTORE,
                        FetchChecks::restore),
                new Check(
                        "fetch-restore-nothing",
                        "Where nothing was detached, a restore is answered by NOTHING_TO_RESTORE.",
                        SECTION,
                        "A restore is open until you answer it RESTORED or NOTHING_TO_RESTORE.",
                        FetchChecks::restoreNothing),
                new Check(
                        "fetch-restore-first",
                        "A request to unbind that is fetched after its restore detaches nothing.",
                        "We ask",
                        "restore.requested also means \"if you have not processed the item yet, don't\"; it wins in any order of arrival.",
                        FetchChecks::restoreFirst),
                new Check(
                        "fetch-restore-whatever",
                        "A restore with a cutoff attaches again what any batch with this cutoff detached.",
                        "We ask",
                        RestoreChecks.WHATEVER,
                        FetchChecks::restoreWhatever),
                new Check(
                        "fetch-restore-whatever-first",
                        "A request to unbind that is fetched after a restore with its cutoff detaches nothing.",
                        "We ask",
                        RestoreChecks.WHATEVER,
                        FetchChecks::restoreWhateverFirst));
    }

    /** At all requests of the partner. */
    static List<Check> lookingBack() {
        return List.of(
                new Check(
                        "fetch-before-received",
                        "Received is said of what was fetched before, and of nothing else.",
                        SECTION,
                        RECEIVED,
                        FetchChecks::beforeReceived),
                new Check(
                        "fetch-signed",
                        "A request without a body is signed over its first line, at a time within 5 minutes.",
                        "Who you are",
                        "A request that has no body signs its first line instead: method, one space, path and query exactly as you send them.",
                        FetchChecks::signed));
    }

    private static Carrier.Batch ofNobody(Carrier carrier) {
        return carrier.batch(carrier.now(), carrier.numbers().unknown(NOT_BOUND));
    }

    private static Delivery request(Carrier carrier, Carrier.Batch batch) {
        return Delivery.of(carrier.message(Carrier.UNBIND, batch));
    }

    private static void listed(Carrier carrier) {
        Delivery delivery = request(carrier, ofNobody(carrier));
        Exchange exchange = carrier.send(delivery);
        See.that(carrier.shelf().isFetched(delivery), "it was listed, and not fetched", exchange);
    }

    private static void acknowledged(Carrier carrier) {
        Delivery delivery = request(carrier, ofNobody(carrier));
        Exchange exchange = carrier.send(delivery);
        See.needs(carrier.shelf().isFetched(delivery), "nothing is fetched");
        See.that(exchange.accepted(), "it was fetched, and neither received nor answered", exchange);
    }

    private static void forged(Carrier carrier) {
        Shelf shelf = carrier.shelf();
        List<Delivery> forgeries = List.of(
                request(carrier, ofNobody(carrier)).signed(Delivery.Signing.FORGED),
                request(carrier, ofNobody(carrier))
                        .signed((right, id, at, body) -> right.sign("another" + id, at, body)));
        forgeries.forEach(shelf::offer);
        Exchange honest = carrier.send(request(carrier, ofNobody(carrier)));
        See.needs(honest.accepted(), "nothing is received or answered");
        shelf.looksPass();
        for (Delivery forgery : forgeries)
            See.that(
                    !shelf.isTaken(forgery),
                    "its signature does not hold, and it was received or answered",
                    Exchange.listed(forgery));
    }

    private static void gone(Carrier carrier) {
        See.needs(carrier.send(request(carrier, ofNobody(carrier))).accepted(), "nothing is received or answered");
        carrier.shelf().offerGone(request(carrier, ofNobody(carrier)));
        Exchange behind = carrier.send(request(carrier, ofNobody(carrier)));
        See.that(behind.accepted(), "it stands behind one that is gone, and was not taken", behind);
    }

    private static PreparedNumber prepared(Carrier carrier) {
        return carrier.numbers().take("a prepared number", any -> true);
    }

    private static PreparedNumber ofOneInstant(Carrier carrier) {
        return carrier.numbers()
                .take(
                        "a prepared number whose accounts were bound at one instant",
                        one -> one.firstBound().equals(one.lastBound()));
    }

    /** What must be so before something else can be looked at. */
    private static Answer detached(Carrier carrier, Carrier.Batch batch) {
        Answer answer = carrier.unbind(batch);
        See.needs(answer.said("0").equals("UNBOUND"), "the prepared number was not detached");
        return answer;
    }

    private static void detaches(Carrier carrier) {
        PreparedNumber number = prepared(carrier);
        List<String> numbers = new ArrayList<>(List.of(number.number()));
        numbers.addAll(carrier.numbers().unknown(NOT_BOUND));
        Answer answer = carrier.unbind(carrier.batch(number.cutoffBehind(), numbers));
        See.needs(answer.isThere(), "no answer came");
        See.that(!answer.said("0").equals("NOT_BOUND"), "the prepared number is called NOT_BOUND", answer.exchange());
        for (String ref : answer.refs().subList(1, numbers.size()))
            See.that(
                    List.of("NOT_BOUND", "NOT_YET_SYNCED").contains(answer.said(ref)),
                    "ref " + ref + ", which nobody has, is called \"" + answer.said(ref) + "\"",
                    answer.exchange());
    }

    private static void cutoff(Carrier carrier) {
        PreparedNumber number = ofOneInstant(carrier);
        Answer answer = carrier.unbind(carrier.batch(number.firstBound(), List.of(number.number())));
        See.needs(answer.isThere(), "no answer came");
        See.that(!answer.said("0").equals("UNBOUND"), "it is called UNBOUND", answer.exchange());
    }

    private static void again(Carrier carrier) {
        Carrier.Batch batch = carrier.batch(prepared(carrier));
        Delivery delivery = request(carrier, batch);
        Answer first = carrier.ask(Carrier.UNBIND, batch, delivery);
        See.needs(first.said("0").equals("UNBOUND"), "the prepared number was not detached");
        Answer second = carrier.ask(Carrier.UNBIND, batch, delivery);
        See.that(second.exchange().accepted(), "it was neither received nor answered", second.exchange());
        See.that(
                !second.isThere() || first.content().equals(second.content()),
                "the second answer is another than the first: "
                        + first.exchange().came(),
                second.exchange());
    }

    private static void restore(Carrier carrier) {
        PreparedNumber number = prepared(carrier);
        Carrier.Batch batch = carrier.batch(number);
        Answer before = detached(carrier, batch);
        Answer restored = carrier.restore(batch);
        See.that(restored.said("0").equals("RESTORED"), "it is not answered RESTORED", restored.exchange());
        Answer after = carrier.unbind(carrier.batch(number));
        See.that(
                after.said("0").equals("UNBOUND") && before.handles("0").equals(after.handles("0")),
                "before the restore the same request said UNBOUND of " + before.handles("0"),
                after.exchange());
    }

    private static void restoreNothing(Carrier carrier) {
        Answer answer =
                carrier.restore(carrier.batch(carrier.now(), carrier.numbers().unknown(1)));
        See.needs(answer.isThere(), "no answer came");
        See.that(
                answer.said("0").equals("NOTHING_TO_RESTORE"), "it does not say NOTHING_TO_RESTORE", answer.exchange());
    }

    private static void restoreFirst(Carrier carrier) {
        Carrier.Batch batch = carrier.batch(prepared(carrier));
        See.needs(carrier.restore(batch).isThere(), "no answer came");
        Answer late = carrier.unbind(batch);
        See.needs(late.exchange().accepted(), "nothing is received or answered");
        See.that(!late.said("0").equals("UNBOUND"), "the number was detached", late.exchange());
    }

    private static void restoreWhatever(Carrier carrier) {
        PreparedNumber number = prepared(carrier);
        Carrier.Batch before = carrier.batch(number);
        detached(carrier, before);
        See.needs(carrier.restore(before).said("0").equals("RESTORED"), "the number was not restored");
        Instant cutoff = RestoreChecks.freshCutoff(carrier);
        detached(carrier, carrier.batch(cutoff, List.of(number.number())));
        Answer restored = carrier.restoreWhatever(carrier.batch(cutoff, List.of(number.number())));
        Answer after = carrier.unbind(carrier.batch(number));
        See.needs(after.isThere(), "no answer came");
        See.that(after.said("0").equals("UNBOUND"), "the number is not bound again", restored.exchange());
    }

    private static void restoreWhateverFirst(Carrier carrier) {
        PreparedNumber number = prepared(carrier);
        Carrier.Batch known = carrier.batch(number);
        See.needs(carrier.restore(known).isThere(), "no answer came");
        See.needs(!carrier.unbind(known).said("0").equals("UNBOUND"), "a restore that came first did not win");
        Instant cutoff = RestoreChecks.freshCutoff(carrier);
        See.needs(
                carrier.restoreWhatever(carrier.batch(cutoff, List.of(number.number())))
                        .isThere(),
                "no answer came");
        Answer late = carrier.unbind(carrier.batch(cutoff, List.of(number.number())));
        See.needs(late.exchange().accepted(), "nothing is received or answered");
        See.that(!late.said("0").equals("UNBOUND"), "the number was detached", late.exchange());
    }

    private static void beforeReceived(Carrier carrier) {
        carrier.shelf().tooEarly().stream().findFirst().ifPresent(batch -> {
            throw new Violation("it was called received, and had not been fetched", Exchange.posted(batch));
        });
    }

    private static void signed(Carrier carrier) {
        carrier.edge().orElseThrow().wronglySigned().stream().findFirst().ifPresent(what -> {
            throw new Violation("it is not signed as it should be", Exchange.posted(what));
        });
    }
}
