package io.reissue.sandbox.oracle;

import com.google.protobuf.ByteString;
import io.reissue.sandbox.oracle.RecordedRun.Copy;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
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

    /** The histories of workflows that still run no longer have such events. */
    static void withoutEvents(Copy copy, Predicate<HistoryEvent> which) {
        copy.temporal()
                .change(
                        (id, history) -> {
                            boolean ended = history.getEventsList().stream()
                                    .anyMatch(HistoryEvent::hasWorkflowExecutionCompletedEventAttributes);
                            if (ended) return history;
                            List<HistoryEvent> left = history.getEventsList().stream()
                                    .filter(which.negate())
                                    .toList();
                            return history.toBuilder()
                                    .clearEvents()
                                    .addAllEvents(left)
                                    .build();
                        },
                        null);
    }

    /** A run of the first number's workflow that no longer is its latest, with that text in its memo. */
    static void earlierRun(Copy copy, String text) {
        String id = "recycle." + copy.one("select id::text from cycle order by created_at, intake_line limit 1");
        Memo memo = Memo.newBuilder()
                .putFields(
                        "note",
                        Payload.newBuilder()
                                .setData(ByteString.copyFromUtf8(text))
                                .build())
                .build();
        HistoryEvent started = HistoryEvent.newBuilder()
                .setWorkflowExecutionStartedEventAttributes(
                        WorkflowExecutionStartedEventAttributes.newBuilder().setMemo(memo))
                .build();
        copy.temporal()
                .earlier(
                        WorkflowExecution.newBuilder()
                                .setWorkflowId(id)
                                .setRunId("earlier")
                                .build(),
                        History.newBuilder().addEvents(started).build());
    }

    /**
     * A command of the first cycle of which that holds was accepted and applied, and is in the audit.
     *
     * @param which a condition in SQL
     * @param at when, in SQL
     */
    static void command(Copy copy, String kind, String which, String at) {
        String id = copy.one("select gen_random_uuid()::text");
        copy.sql("""
                insert into command (id, cycle_id, kind, actor, verdict, requested_at, applied_at)
                select '%s', id, '%s', 'operator-a', 'ACCEPTED', %s, %s from cycle
                where %s order by created_at, intake_line limit 1
                """.formatted(id, kind, at, at, which));
        copy.sql("""
                insert into audit_entry (seq, at, actor, action, subject, detail)
                select s.seq + 1, k.requested_at, k.actor, 'command.' || k.kind, k.cycle_id::text,
                    jsonb_build_object('command', k.id, 'verdict', k.verdict)
                from command k, sequenced s where k.id = '%s' and s.family = 'AUDIT'
                """.formatted(id));
        auditChainedAgain(copy);
    }

    /** The first number that was released and assigned is in the pool, and nothing tells otherwise; says which. */
    static String neverAssigned(Copy copy) {
        String number = holderIsGone(copy);
        copy.sql("""
                with gone as (
                    delete from audit_entry where action = 'number.assigned' and subject = '%s' returning seq)
                update audit_entry a set seq = -a.seq from gone where a.seq > gone.seq
                """.formatted(number));
        copy.jdbc().sql("update audit_entry set seq = -seq - 1 where seq < 0").update();
        auditChainedAgain(copy);
        return number;
    }

    /** The same, but for the audit, where the shop's word of it stands. */
    static String holderIsGone(Copy copy) {
        String number = copy.one("""
                select c.number_id::text from cycle c join certificate p on p.cycle_id = c.id
                join tenure t on t.certificate_id = p.id where c.state = 'RELEASED'
                order by c.created_at, c.intake_line limit 1
                """);
        copy.sql("update number set status = 'POOL' where id = " + number);
        copy.sql("delete from tenure where certificate_id is not null and number_id = " + number);
        copy.sql("""
                with gone as (
                    delete from feed_event where type = 'number.reassigned' and number_id = %s returning seq)
                update feed_event f set seq = -f.seq from gone where f.seq > gone.seq
                """.formatted(number));
        copy.jdbc().sql("update feed_event set seq = -seq - 1 where seq < 0").update();
        copy.sql("update sequenced set seq = seq - 1 where family = 'FEED'");
        return number;
    }

    /** As by somebody who may write what he likes: every entry of the audit follows from the one before it. */
    static void auditChainedAgain(Copy copy) {
        copy.sql("""
                do $$
                declare
                    entry record;
                    link bytea := decode(repeat('00', 32), 'hex');
                    made bytea;
                    part text;
                begin
                    for entry in select * from audit_entry where seq is not null order by seq loop
                        made := link || int8send(entry.seq) || int8send((extract(epoch from entry.at) * 1000000)::bigint);
                        foreach part in array array[entry.actor, entry.action, entry.subject, entry.detail::text] loop
                            made := made || int4send(octet_length(convert_to(part, 'UTF8'))) || convert_to(part, 'UTF8');
                        end loop;
                        update audit_entry set previous = link, hash = sha256(made) where id = entry.id;
                        link := sha256(made);
                    end loop;
                    update sequenced set hash = link, seq = (select max(seq) from audit_entry) where family = 'AUDIT';
                end $$
                """);
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
