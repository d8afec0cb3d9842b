package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.PlantedFacts.identifier;
import static io.reissue.sandbox.oracle.PlantedFacts.number;
import static io.reissue.sandbox.oracle.PlantedFacts.sha256;
import static io.reissue.sandbox.oracle.PlantedFacts.sm3;
import static io.reissue.sandbox.oracle.Violation.planted;
import static io.reissue.sandbox.oracle.Violation.sql;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.reissue.sandbox.oracle.RecordedRun.Copy;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Of what must be gone after a purge: line 5. */
final class TraceViolations {
    private TraceViolations() {}

    static Stream<Violation> all() {
        return Stream.of(traces(), forms(), pairs()).flatMap(list -> list);
    }

    private static Stream<Violation> traces() {
        return Stream.of(
                planted(
                        "5",
                        "a number stands in a table",
                        copy -> copy.sql("update platform set name_en = '"
                                + number(copy).e164() + "' where id = (select min(id) from platform)")),
                planted("5", "a number stands in a table as a number", copy -> {
                    copy.sql("create table kept (digits bigint)");
                    copy.sql("insert into kept values (" + number(copy).digits() + ")");
                }),
                planted("5", "a handle stands in a table of another schema", copy -> {
                    copy.sql("create schema extra");
                    copy.sql("create table extra.notes (notes varchar(99)[])");
                    copy.sql("insert into extra.notes values (array['x', '"
                            + copy.planted().accounts().getFirst().handle() + "'])");
                }),
                planted(
                        "5",
                        "the hash of a contact stands among sealed bytes",
                        copy -> copy.sql("update platform_secret set sealed = sealed || decode('"
                                + HexFormat.of().formatHex(sha256(number(copy).contact()))
                                + "', 'hex') where id = (select min(id) from platform_secret)")),
                planted("5", "a token stands outside the inventory", copy -> copy.sql("""
                        update platform set endpoint = endpoint || '/' || (
                                select encode(n.token, 'hex') from number n join cycle c on c.number_id = n.id
                                order by c.created_at, c.intake_line limit 1)
                        where id = (select min(id) from platform)
                        """)),
                planted(
                        "5",
                        "a contact stands in a history",
                        copy -> Plantings.signal(
                                copy, "recycle.", number(copy).contact().getBytes(UTF_8))),
                planted(
                        "5",
                        "the hash of a reference stands in a history",
                        copy -> Plantings.signal(
                                copy,
                                "cohort.",
                                Base64.getEncoder().encode(sha256(number(copy).holderReference())))),
                planted(
                        "5",
                        "a number is the name of a workflow",
                        copy -> Plantings.unknownWorkflow(
                                copy, "renewal." + number(copy).digits())),
                planted(
                        "5",
                        "a platform's name of a number stands in the log",
                        copy -> copy.log("{\"message\":\"asked about "
                                + identifier(copy, number(copy).digits()) + "\"}")),
                planted(
                        "5",
                        "a reference stands in the log",
                        copy -> copy.log("{\"message\":\"" + number(copy).holderReference() + " left\"}")),
                planted(
                        "5",
                        "a number is a label of a metric",
                        copy -> copy.application()
                                .change((path, page) -> path.endsWith("prometheus")
                                        ? page + "\nasked{number=\""
                                                + number(copy).e164() + "\"} 1\n"
                                        : page)),
                planted("5", "a number stands in a document, in hex", copy -> {
                    copy.sql("create table documents (body json)");
                    copy.sql("insert into documents values (json_build_object('x', json_build_array('"
                            + HexFormat.of().formatHex(number(copy).digits().getBytes(UTF_8)) + "')))");
                }),
                planted("5", "the hash of a number stands in a column of text", copy -> {
                    copy.sql("create table hashes (hash text)");
                    copy.sql("insert into hashes values ('"
                            + HexFormat.of().formatHex(sha256(number(copy).digits())) + "')");
                }),
                planted("5", "a contact stands among sealed bytes as it is", copy -> {
                    copy.sql("create table sealed (bytes bytea)");
                    copy.sql("insert into sealed values (decode('00ff"
                            + HexFormat.of().formatHex(number(copy).contact().getBytes(UTF_8)) + "', 'hex'))");
                }),
                sql("5", "a purged cycle still has its key", """
                        insert into cycle_key (cycle_id, kek_id, wrapped)
                        select c.id, 'kek', '\\x00' from certificate p join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """),
                sql("5", "a purged cycle still has a note", """
                        update command set note_sealed = '\\x00' where id = (
                            select k.id from command k join certificate p using (cycle_id) join cycle c on c.id = k.cycle_id
                            order by k.requested_at, c.created_at, c.intake_line, k.actor limit 1)
                        """),
                sql(
                        "5",
                        "the application can read the real-name record",
                        "grant select on real_name.record to reissue_app"));
    }

    private static Stream<Violation> forms() {
        return Stream.of(
                planted("5", "the SM3 of a reference stands in a document, in base64", copy -> {
                    copy.sql("create table documents (body jsonb)");
                    copy.sql("insert into documents values (jsonb_build_object('x', '"
                            + Base64.getEncoder()
                                    .encodeToString(sm3(number(copy).holderReference())) + "'))");
                }),
                planted("5", "the MD5 of a number stands in a list", copy -> {
                    copy.sql("create table listed (hash text)");
                    copy.sql("insert into listed values (md5('" + number(copy).digits() + "'))");
                }),
                planted("5", "a number stands in a table as people write it", copy -> {
                    String digits = copy.planted().numbers().stream()
                            .filter(number -> number.region().equals("CN"))
                            .findFirst()
                            .orElseThrow()
                            .digits();
                    int last = digits.length() - 4;
                    copy.sql("create table notes (note text)");
                    copy.sql("insert into notes values ('call +" + digits.substring(0, last - 4) + " "
                            + digits.substring(last - 4, last) + " " + digits.substring(last) + "')");
                }),
                planted(
                        "5",
                        "a number stands in the memo of a run that was started again since",
                        copy -> Plantings.earlierRun(copy, number(copy).digits())),
                sql("5", "a file is still there as it was handed in", """
                        insert into intake_part (file_id, seq, sealed) select id, 0, '\\x00' from intake_file
                        """));
    }

    /** A cycle of whose number nothing may be left. */
    private static String purged(Copy copy) {
        return copy.one("""
                select c.id::text from certificate p join cycle c on c.id = p.cycle_id
                order by c.created_at, c.intake_line limit 1
                """);
    }

    private static Stream<Violation> pairs() {
        return Stream.of(
                planted(
                        "5",
                        "the log says of a cycle what a platform answered",
                        copy -> copy.log("{\"message\":\"pay said UNBOUND of " + purged(copy) + "\"}")),
                planted(
                        "5",
                        "the log says of a cycle in other letters what a platform answered",
                        copy -> copy.log("{\"message\":\"PAY: not_bound, " + purged(copy) + "\"}")),
                planted("5", "a metric names a cycle", copy -> {
                    String cycle = purged(copy);
                    copy.application()
                            .change((path, page) ->
                                    path.endsWith("prometheus") ? page + "\nasked{cycle=\"" + cycle + "\"} 1\n" : page);
                }),
                sql("5", "a purged cycle is still a member of its cohort", """
                        insert into membership (cohort_id, ordinal, cycle_id)
                        select (select id from cohort order by opened_at, jurisdiction, shard, workflow_id limit 1), 4999, c.id
                        from certificate p join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """),
                sql("5", "a purged cycle's own asks are still there", """
                        insert into own_ask (cycle_id, platform_id, attempts, batch_id)
                        select c.id, 1, 1, (select id from batch order by planned_at, platform_id, step, seq, id limit 1)
                        from certificate p join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """),
                sql(
                        "5",
                        "a table nobody thought of pairs a purged cycle with an outcome",
                        "create table seen (what jsonb)",
                        """
                        insert into seen select jsonb_build_object('cycle', c.id, 'platform', 'pay', 'said', 'NOT_BOUND')
                        from certificate p join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """),
                sql(
                        "5",
                        "a table nobody thought of says of a purged cycle by a bit whether a platform had it bound",
                        "create table bits (cycle uuid, platform_id int, bound boolean)",
                        """
                        insert into bits select c.id, 3, true from certificate p join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """),
                sql("5", "the outcomes of a cohort of one outlive it", """
                        insert into outcome_exception (cohort_id, ordinal, platform_id, outcome, reason, changed_at)
                        select o.id, 0, 1, 'REFUSED', 'BALANCE_OR_DEBT', o.opened_at
                        from cohort o where o.members = 1 and not exists (select 1 from membership m where m.cohort_id = o.id)
                        order by o.opened_at, o.kind, o.jurisdiction, o.slot_day, o.shard limit 1
                        """),
                sql("5", "what was said to a cohort of one stays in a log", """
                        insert into delivery (platform_id, direction, type, webhook_id, batch_id, cohort_id, items, bytes, first_at, last_at,
                            took_millis, status, accepted, duplicates, conflicts, gone)
                        select b.platform_id, 'FROM_PLATFORM', 'outcomes', 'planted', b.id, o.id, 1, 90, o.opened_at, o.opened_at, 1, 202, 1, 0, 0, 0
                        from cohort o join batch b on b.cohort_id = o.id
                        where o.members = 1 and not exists (select 1 from membership m where m.cohort_id = o.id)
                        order by o.opened_at, o.kind, o.jurisdiction, o.slot_day, o.shard, b.platform_id, b.step, b.seq limit 1
                        """),
                sql("5", "a result says more than counts", """
                        update cycle_result set counts = counts || '{"pay": "UNBOUND"}'
                        where cycle_id = (select id from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                        """));
    }
}
