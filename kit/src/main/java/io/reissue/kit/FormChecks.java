package io.reissue.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** In what form requests may come. */
final class FormChecks {
    private static final String SECTION = "We ask";
    private static final String TOGETHER =
            "HTTPS + JSON, Standard Webhooks signatures in both directions, RFC 9457 problems, gzip.";
    private static final int BATCHES_AT_ONCE = 8;

    private FormChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "unknown-fields",
                        "Fields that the protocol does not know are passed over.",
                        SECTION,
                        "The payload is JSON and may grow: a receiver ignores what it does not know.",
                        FormChecks::unknownFields),
                new Check(
                        "unknown-type",
                        "A type that the protocol does not know is answered with 2xx or 4xx, and the endpoint goes on.",
                        SECTION,
                        "410 switches the platform off and raises an alert; other 4xx are not retried and shown to an operator.",
                        FormChecks::unknownType),
                new Check(
                        "gzip-request",
                        "A request whose body is compressed with gzip is accepted; its signature is over the plain body.",
                        SECTION,
                        TOGETHER,
                        carrier -> See.accepted(carrier.send(question(carrier).asGzip()))),
                new Check(
                        "gzip-response",
                        "Where gzip is accepted, the response is what its content-encoding says.",
                        SECTION,
                        TOGETHER,
                        carrier -> See.accepted(carrier.send(question(carrier).acceptingGzip()))),
                new Check(
                        "batch-full",
                        "Full batches are accepted, " + BATCHES_AT_ONCE + " of them at once.",
                        SECTION,
                        "At most 1,000 items a request by default (a platform may set less).",
                        FormChecks::full),
                new Check(
                        "retry-same-answer",
                        "A request that is sent again under its webhook-id is answered as the first time.",
                        SECTION,
                        "A platform repeats its first answer for a known webhook-id.",
                        FormChecks::retry));
    }

    private static Delivery question(Carrier carrier) {
        return Delivery.of(carrier.message(
                Carrier.QUERY, carrier.batch(carrier.now(), carrier.numbers().unknown(3))));
    }

    private static void unknownFields(Carrier carrier) {
        ObjectNode message = carrier.message(
                Carrier.QUERY, carrier.batch(carrier.now(), carrier.numbers().unknown(1)));
        message.put("schemaVersion", "1.7");
        ObjectNode data = (ObjectNode) message.path("data");
        data.putObject("trace").put("sampled", false);
        for (JsonNode item : data.path("items"))
            ((ObjectNode) item).putArray("labels").add(1);
        See.accepted(carrier.send(Delivery.of(message)));
    }

    private static void unknownType(Carrier carrier) {
        Exchange unknown = carrier.send(Delivery.of(carrier.message("number.renumbered")));
        See.that(unknown.accepted() || unknown.refused(), "it was answered neither with 2xx nor with 4xx", unknown);
        See.accepted(carrier.send(question(carrier)));
    }

    private static void full(Carrier carrier) {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BATCHES_AT_ONCE; i++) {
                answers.add(batches.submit(() -> carrier.unbind(
                        carrier.batch(carrier.now(), carrier.numbers().unknown(carrier.batchLimit())))));
            }
        }
        for (Future<Answer> answer : answers) See.accepted(got(answer).exchange());
    }

    private static Answer got(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static void retry(Carrier carrier) {
        Carrier.Batch batch = carrier.numbers().hasPrepared()
                ? carrier.batch(See.bound(carrier))
                : carrier.batch(carrier.now(), carrier.numbers().unknown(1));
        Delivery delivery = Delivery.of(carrier.message(Carrier.UNBIND, batch));
        Answer first = carrier.ask(Carrier.UNBIND, batch, delivery);
        See.accepted(first.exchange());
        Exchange again = carrier.send(delivery);
        See.accepted(again);
        // An answer that came to the callback need not come there a second time.
        if (!first.exchange().later().isEmpty()) return;
        Answer second =
                new Answer(Carrier.UNBIND, batch.numbers(), batch.refs(), Answer.parts(again.response()), again);
        See.that(
                first.content().equals(second.content()) && first.remainder().equals(second.remainder()),
                "the second answer is another than the first: "
                        + first.exchange().response(),
                again);
    }
}
