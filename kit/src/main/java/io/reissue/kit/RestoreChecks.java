package io.reissue.kit;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What a restore brings back, and when it wins. */
final class RestoreChecks {
    private static final String SECTION = "We ask";
    private static final String EXACTLY =
            "restore.requested: attach again what that (batch, ref) detached, with the same account ids and bind dates.";
    static final String WHATEVER =
            "An item with a cutoff means whatever was detached from the number by any unbind.requested with this cutoff, and that none with this cutoff is processed any more.";
    private static final String WINS =
            "restore.requested also means \"if you have not processed the item yet, don't\"; it wins in any order of arrival.";

    private static final int AN_HOUR_OF_MILLIS = 3_600_000;

    private RestoreChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "restore-undoes",
                        "A restore attaches again what its item detached.",
                        SECTION,
                        EXACTLY,
                        RestoreChecks::undoes),
                new Check(
                        "restore-as-it-was",
                        "What was restored has its account ids and bind dates: the same request detaches the same once more.",
                        SECTION,
                        EXACTLY,
                        RestoreChecks::asItWas),
                new Check(
                        "restore-own-batch",
                        "A restore under another batch leaves detached what that batch did not detach.",
                        SECTION,
                        EXACTLY,
                        RestoreChecks::ownBatch),
                new Check(
                        "restore-own-ref",
                        "A restore of one item leaves the other items of its batch detached.",
                        SECTION,
                        EXACTLY,
                        RestoreChecks::ownRef),
                new Check(
                        "restore-whatever",
                        "A restore with a cutoff attaches again what any batch with this cutoff detached.",
                        SECTION,
                        WHATEVER,
                        RestoreChecks::whatever),
                new Check(
                        "restore-whatever-first",
                        "A request to unbind that comes after a restore with its cutoff detaches nothing.",
                        SECTION,
                        WHATEVER,
                        RestoreChecks::whateverFirst),
                new Check(
                        "restore-nothing",
                        "Where nothing was detached, a restore is answered by NOTHING_TO_RESTORE.",
                        SECTION,
                        "Answer: RESTORED or NOTHING_TO_RESTORE.",
                        RestoreChecks::nothing),
                new Check(
                        "restore-first",
                        "A request to unbind that comes after its restore detaches nothing.",
                        SECTION,
                        WINS,
                        RestoreChecks::first),
                new Check(
                        "restore-then-retry",
                        "A request that is sent again after its restore detaches nothing.",
                        SECTION,
                        WINS,
                        RestoreChecks::thenRetry));
    }

    private static void undoes(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch batch = carrier.batch(number);
        See.detached(carrier, batch);
        Answer answer = carrier.restore(batch);
        See.accepted(answer.exchange());
        See.that(See.isBound(carrier, number.number()), "the number is not bound again", answer.exchange());
        See.that(answer.said("0").equals("RESTORED"), "it does not say RESTORED", answer.exchange());
    }

    private static void asItWas(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch batch = carrier.batch(number);
        Answer before = See.detached(carrier, batch);
        Answer restored = carrier.restore(batch);
        See.needs(See.isBound(carrier, number.number()), "the number was not restored");
        Answer after = carrier.unbind(carrier.batch(number));
        See.that(
                !See.isBound(carrier, number.number()),
                "bound once more since the restore: the bind date is another one",
                restored.exchange());
        See.that(
                before.handles("0").equals(after.handles("0")),
                "before the restore the accounts were " + before.handles("0"),
                after.exchange());
    }

    private static void ownBatch(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        See.detached(carrier, carrier.batch(number));
        Answer answer = carrier.restore(carrier.batch(number));
        See.that(
                !See.isBound(carrier, number.number()),
                "it attached what another batch had detached",
                answer.exchange());
    }

    private static void ownRef(Carrier carrier) {
        PreparedNumber one = See.bound(carrier);
        PreparedNumber other = See.bound(carrier);
        See.needs(!one.equals(other), "needs two prepared numbers (--numbers)");
        Carrier.Batch batch = carrier.batch(carrier.now(), List.of(one.number(), other.number()));
        See.detached(carrier, batch);
        Answer answer = carrier.restore(batch, "0");
        See.that(!See.isBound(carrier, other.number()), "it attached ref 1 too", answer.exchange());
    }

    private static void whatever(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch before = carrier.batch(number);
        See.detached(carrier, before);
        carrier.restore(before);
        See.needs(See.isBound(carrier, number.number()), "the number was not restored");
        Instant cutoff = freshCutoff(carrier);
        Carrier.Batch batch = carrier.batch(cutoff, List.of(number.number()));
        See.detached(carrier, batch);
        Answer answer = carrier.restoreWhatever(carrier.batch(cutoff, List.of(number.number())));
        See.accepted(answer.exchange());
        See.that(See.isBound(carrier, number.number()), "the number is not bound again", answer.exchange());
    }

    private static void whateverFirst(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch known = carrier.batch(number);
        See.accepted(carrier.restore(known).exchange());
        carrier.unbind(known);
        See.needs(See.isBound(carrier, number.number()), "a restore that came first did not win");
        Instant cutoff = freshCutoff(carrier);
        See.accepted(carrier.restoreWhatever(carrier.batch(cutoff, List.of(number.number())))
                .exchange());
        Answer late = carrier.unbind(carrier.batch(cutoff, List.of(number.number())));
        See.that(See.isBound(carrier, number.number()), "the number was detached", late.exchange());
    }

    /** One that no check had before, nor an earlier run: nothing with it is ever processed again. */
    static Instant freshCutoff(Carrier carrier) {
        return carrier.now().minusMillis(ThreadLocalRandom.current().nextInt(AN_HOUR_OF_MILLIS));
    }

    private static void nothing(Carrier carrier) {
        Answer answer =
                carrier.restore(carrier.batch(carrier.now(), carrier.numbers().unknown(1)));
        See.accepted(answer.exchange());
        See.needs(answer.isThere(), "no answer came");
        See.that(
                answer.said("0").equals("NOTHING_TO_RESTORE"), "it does not say NOTHING_TO_RESTORE", answer.exchange());
    }

    private static void first(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch batch = carrier.batch(number);
        See.accepted(carrier.restore(batch).exchange());
        Answer late = carrier.unbind(batch);
        See.that(See.isBound(carrier, number.number()), "the number was detached", late.exchange());
    }

    private static void thenRetry(Carrier carrier) {
        PreparedNumber number = See.bound(carrier);
        Carrier.Batch batch = carrier.batch(number);
        Delivery delivery = Delivery.of(carrier.message(Carrier.UNBIND, batch));
        carrier.ask(Carrier.UNBIND, batch, delivery);
        See.needs(!See.isBound(carrier, number.number()), "the number was not detached before the restore");
        carrier.restore(batch);
        See.needs(See.isBound(carrier, number.number()), "the number was not restored");
        Answer again = carrier.ask(Carrier.UNBIND, batch, delivery);
        See.that(See.isBound(carrier, number.number()), "the number was detached", again.exchange());
    }
}
