package io.reissue.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Who may ask. */
final class TrustChecks {
    private static final String SECTION = "Trust";
    private static final String SIGNED =
            "Standard Webhooks signatures in both directions: headers webhook-id, webhook-timestamp,"
                    + " webhook-signature (v1; two signatures while a secret rotates).";
    private static final String OFF = "Bad signature, or a timestamp more than 5 minutes off: 401, nothing stored.";

    private TrustChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "ping",
                        "A ping is answered with 2xx.",
                        "We ask",
                        "ping: 2xx; at onboarding.",
                        TrustChecks::ping),
                new Check(
                        "signature-valid",
                        "A request with a valid signature is accepted.",
                        SECTION,
                        SIGNED,
                        carrier -> See.accepted(carrier.send(question(carrier)))),
                new Check(
                        "signature-rotation",
                        "While a secret rotates, one valid signature of two is enough, in either place.",
                        SECTION,
                        SIGNED,
                        TrustChecks::rotation),
                new Check(
                        "signature-forged",
                        "A request that is signed with another secret, changed after signing, or not signed is refused, and changes nothing.",
                        SECTION,
                        OFF,
                        TrustChecks::forged),
                new Check(
                        "timestamp-off",
                        "A request whose timestamp is more than 5 minutes off, either way, is refused.",
                        SECTION,
                        OFF,
                        TrustChecks::farOff),
                new Check(
                        "timestamp-near",
                        "A request whose timestamp is 4 minutes off is accepted.",
                        SECTION,
                        OFF,
                        TrustChecks::nearlyOff));
    }

    private static void ping(Carrier carrier) {
        See.accepted(carrier.send(Delivery.of(carrier.message("ping"))));
    }

    static Delivery question(Carrier carrier) {
        return Delivery.of(carrier.message(
                Carrier.QUERY, carrier.batch(carrier.now(), carrier.numbers().unknown(1))));
    }

    private static void rotation(Carrier carrier) {
        See.accepted(carrier.send(question(carrier)
                .signed((right, id, at, body) ->
                        right.sign(id, at, body) + " " + Secret.nobodys().sign(id, at, body))));
        See.accepted(carrier.send(question(carrier)
                .signed((right, id, at, body) ->
                        Secret.nobodys().sign(id, at, body) + " " + right.sign(id, at, body))));
    }

    private static void forged(Carrier carrier) {
        List<Delivery.Signing> forgeries = List.of(
                Delivery.Signing.FORGED,
                (right, id, at, body) -> right.sign(id, at, "{}".getBytes(StandardCharsets.UTF_8)),
                (right, id, at, body) -> right.sign("another" + id, at, body),
                (right, id, at, body) -> "");
        for (Delivery.Signing forgery : forgeries)
            See.refused(carrier.send(question(carrier).signed(forgery)));
        if (!carrier.numbers().hasPrepared()) return;
        PreparedNumber number = See.bound(carrier);
        Exchange forged = carrier.send(Delivery.of(carrier.message(Carrier.UNBIND, carrier.batch(number)))
                .signed(forgeries.getFirst()));
        See.refused(forged);
        See.that(See.isBound(carrier, number.number()), "it was refused, and detached the number all the same", forged);
    }

    private static void farOff(Carrier carrier) {
        Duration over = Secret.TOLERANCE.plusMinutes(1);
        See.refused(carrier.send(question(carrier).aged(over)));
        See.refused(carrier.send(question(carrier).aged(over.negated())));
    }

    private static void nearlyOff(Carrier carrier) {
        Duration within = Secret.TOLERANCE.minusMinutes(1);
        See.accepted(carrier.send(question(carrier).aged(within)));
        See.accepted(carrier.send(question(carrier).aged(within.negated())));
    }
}
