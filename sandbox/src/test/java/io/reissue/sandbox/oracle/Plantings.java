package io.reissue.sandbox.oracle;

import com.google.protobuf.ByteString;
import io.reissue.sandbox.oracle.RecordedRun.Copy;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ways to change what was recorded of the platforms and of Temporal. */
final class Plantings {
    private static final JsonMapper JSON = new JsonMapper();

    private Plantings() {}

    /** The first account of the platforms' books for which that holds is another from now on. */
    static void account(Copy copy, Predicate<JsonNode> which, Consumer<ObjectNode> how) {
        first(copy, "/control/accounts", "accounts", which, how);
    }

    /** As {@link #account}, and all of them. */
    static void exchanges(Copy copy, Predicate<JsonNode> which, Consumer<ObjectNode> how) {
        copy.control().change((path, page) -> {
            if (!path.startsWith("/control/exchanges")) return page;
            JsonNode tree = JSON.readTree(page);
            for (JsonNode one : tree.path("exchanges")) if (which.test(one)) how.accept((ObjectNode) one);
            return tree.toString();
        });
    }

    private static void first(
            Copy copy, String pages, String list, Predicate<JsonNode> which, Consumer<ObjectNode> how) {
        AtomicBoolean done = new AtomicBoolean();
        copy.control().change((path, page) -> {
            if (!path.startsWith(pages)) return page;
            JsonNode tree = JSON.readTree(page);
            for (JsonNode one : tree.path(list)) {
                if (which.test(one) && !done.getAndSet(true)) how.accept((ObjectNode) one);
            }
            return tree.toString();
        });
    }

    /** An account goes missing. */
    static void accountGoes(Copy copy, Predicate<JsonNode> which) {
        AtomicBoolean done = new AtomicBoolean();
        copy.control().change((path, page) -> {
            if (!path.startsWith("/control/accounts")) return page;
            ObjectNode tree = (ObjectNode) JSON.readTree(page);
            ArrayNode left = JSON.createArrayNode();
            for (JsonNode one : tree.path("accounts")) {
                if (done.get() || !which.test(one)) left.add(one);
                else done.set(true);
            }
            tree.set("accounts", left);
            return tree.toString();
        });
    }

    /** A platform was asked once more about a number. */
    static void message(Copy copy, String digits, String type, String at) {
        String name = PlantedFacts.identifier(copy, digits).substring(0, 16);
        String platform = PlantedFacts.keyed(copy).code();
        copy.control().change((path, page) -> {
            if (!path.startsWith("/control/exchanges")) return page;
            ObjectNode tree = (ObjectNode) JSON.readTree(page);
            if (tree.hasNonNull("next")) return page;
            tree.withArray("exchanges")
                    .addObject()
                    .put("seq", 9_999_999)
                    .put("at", at)
                    .put("platform", platform)
                    .put("direction", "RECEIVED")
                    .put("type", type)
                    .put("webhookId", "late")
                    .put("batch", "019fffff-0000-7000-8000-000000000000")
                    .put("items", 1)
                    .put("handling", "PROCESSED")
                    .put("status", 202)
                    .withArray("named")
                    .add(name);
            return tree.toString();
        });
    }

    /** A signal with these bytes was written into the history of the first workflow of that kind that has one. */
    static void signal(Copy copy, String kind, byte[] data) {
        AtomicBoolean done = new AtomicBoolean();
        copy.temporal()
                .change(
                        (id, history) -> id.startsWith(kind) && history.getEventsCount() > 0 && !done.getAndSet(true)
                                ? history.toBuilder().addEvents(signaled(data)).build()
                                : history,
                        null);
    }

    /** A workflow that no table names, and that a server tells of that can list. */
    static void unknownWorkflow(Copy copy, String workflowId) {
        copy.temporal()
                .change(
                        (id, history) -> id.equals(workflowId)
                                ? History.newBuilder()
                                        .addEvents(signaled(new byte[0]))
                                        .build()
                                : history,
                        List.of(workflowId));
    }

    private static HistoryEvent signaled(byte[] data) {
        return HistoryEvent.newBuilder()
                .setWorkflowExecutionSignaledEventAttributes(WorkflowExecutionSignaledEventAttributes.newBuilder()
                        .setSignalName("planted")
                        .setInput(Payloads.newBuilder()
                                .addPayloads(Payload.newBuilder().setData(ByteString.copyFrom(data)))))
                .build();
    }
}
