package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 8. A number has at most one open cycle, and no assignment without certificate and acknowledged disclosure. */
final class Proofs {
    private static final String NUMBERS = "numbers with a cycle";
    private static final String CERTIFICATES = "certificates, by their signature";
    private static final String POOL = "numbers that left us by a purge";
    private static final String ASSIGNMENTS = "assignments";
    private static final String HOLDERS = "assignments on record";
    private static final String RECORDS = "certificates, by what is on record";
    private static final String RESTING = "numbers that nobody has";

    private static final Set<String> STAGES = Set.of("identity", "required", "rest");

    /** A certificate that is what it says. */
    private record Proof(UUID id, Cycle cycle, Instant issuedAt) {}

    private record Tenure(
            long number,
            LocalDate start,
            @Nullable UUID certificate,
            @Nullable String disclosure,
            boolean first) {
        static Tenure read(ResultSet row, int n) throws SQLException {
            return new Tenure(
                    row.getLong("number_id"),
                    row.getObject("started_on", LocalDate.class),
                    row.getObject("certificate_id", UUID.class),
                    row.getString("disclosure_version"),
                    row.getBoolean("first"));
        }
    }

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final CertificateKeys keys;
    private final JsonMapper json = new JsonMapper();
    private final Map<UUID, Proof> proofs = new HashMap<>();
    private final Line line =
            new Line("8", "one open cycle a number, no assignment without proof", NUMBERS, CERTIFICATES, POOL);

    Proofs(JdbcClient jdbc, Ledger ledger, CertificateKeys keys) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.keys = keys;
    }

    Check judge() {
        oneOpenCycle();
        certificates();
        pool();
        assignments();
        return line.check();
    }

    /** By the store's number, and by the planted one: two rows of the store could name the same number. */
    private void oneOpenCycle() {
        Map<Long, Integer> open = new HashMap<>();
        Map<String, Integer> planted = new HashMap<>();
        for (Cycle cycle : ledger.cycles()) {
            int one = cycle.mustBeOpen() ? 1 : 0;
            open.merge(cycle.numberId(), one, Integer::sum);
            ledger.planted(cycle).ifPresent(number -> planted.merge(number.digits(), one, Integer::sum));
        }
        open.forEach((number, count) ->
                line.look(NUMBERS, count <= 1, "number " + number + " has " + count + " open cycles"));
        long twice = planted.values().stream().filter(count -> count > 1).count();
        if (twice > 0) line.violation(twice + " planted numbers have more than one open cycle");
    }

    private void certificates() {
        jdbc.sql("""
                select p.id, p.cycle_id, p.jws, p.issued_at, r.counts::text as counts, a.subject is not null as audited
                from certificate p left join cycle_result r on r.cycle_id = p.cycle_id
                left join (
                    select distinct subject, detail ->> 'certificate' as id from audit_entry where action like 'cycle.purged%') a
                    on a.subject = p.cycle_id::text and a.id = p.id::text
                """).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            Optional<Cycle> cycle = ledger.find(row.getObject("cycle_id", UUID.class));
            Instant issuedAt = Ledger.instant(row, "issued_at");
            Optional<JsonNode> claims = cycle.isEmpty()
                    ? Optional.empty()
                    : keys.genuine(row.getString("jws")).filter(said -> says(said, id, cycle.get(), issuedAt));
            String certificate = "certificate " + id;
            line.look(CERTIFICATES, claims.isPresent(), certificate + " is not genuine");
            line.look(RECORDS, row.getBoolean("audited"), certificate + " is on no record");
            if (claims.isEmpty()) return;
            proofs.put(id, new Proof(id, cycle.get(), issuedAt));
            boolean same = counts(claims.get(), row.getString("counts"));
            line.look(RECORDS, same, certificate + " counts otherwise than its cycle");
        });
        Set<UUID> certified = new HashSet<>();
        proofs.values().forEach(proof -> certified.add(proof.cycle().id()));
        for (Cycle cycle : ledger.cycles()) {
            if (cycle.purged() && cycle.purgedAt() == null && !certified.contains(cycle.id())) {
                line.violation(cycle.id() + " was purged without a certificate");
            }
        }
    }

    /** What was counted, and what the certificate says of it, are the same. */
    private boolean counts(JsonNode claims, @Nullable String result) {
        JsonNode counted = json.readTree(result == null ? "{}" : result);
        return STAGES.stream()
                .allMatch(stage -> claims.path("stages").path(stage).equals(counted.path(stage)));
    }

    private static boolean says(JsonNode claims, UUID id, Cycle cycle, Instant issuedAt) {
        return claims.path("jti").asString("").equals(id.toString())
                && claims.path("sub").asString("").equals(cycle.id().toString())
                && claims.path("jurisdiction").asString("").equals(cycle.jurisdiction())
                && Duration.between(Instant.parse(claims.path("purgedAt").asString("")), issuedAt)
                                .toSeconds()
                        == 0;
    }

    private void pool() {
        record Number(long id, String status, @Nullable UUID certificate) {}
        List<Number> numbers = jdbc.sql("""
                select id, status, certificate_id from number where status in ('POOL', 'RETIRED', 'RETURNED_TO_DONOR')
                """)
                .query((row, n) -> new Number(row.getLong(1), row.getString(2), row.getObject(3, UUID.class)))
                .list();
        for (Number number : numbers) {
            Proof proof = number.certificate() == null ? null : proofs.get(number.certificate());
            boolean proven = proof != null
                    && proof.cycle().numberId() == number.id()
                    && number.status()
                            .equals(
                                    proof.cycle().released()
                                            ? "POOL"
                                            : proof.cycle().state());
            line.look(POOL, proven, "number " + number.id() + " is out of service without a certificate of its own");
        }
        whileItRests();
    }

    /** A number whose cycle is not at its end is nobody's and in no pool; one that was purged is somebody's by an assignment only. */
    private void whileItRests() {
        jdbc.sql("""
                select n.id, case c.state when 'RELEASED' then n.status <> 'IN_SERVICE' or t.certificate_id is not null
                        else n.status = 'RECYCLING' end as rests
                from cycle c join number n on n.id = c.number_id
                left join tenure t on t.number_id = n.id and t.ended_on is null
                where c.state in ('ACCEPTED', 'RESTING', 'RELEASED') and not exists (
                    select 1 from cycle later where later.number_id = c.number_id and later.created_at > c.created_at)
                """).query(row -> {
            line.look(
                    RESTING,
                    row.getBoolean("rests"),
                    "number " + row.getLong("id") + " was given to somebody by nobody");
        });
    }

    private record Acknowledged(
            String number, String certificate, @Nullable String disclosure) {}

    /** Every tenure but the one that was there before us came of an assignment; the shop's word of it is in the audit. */
    private void assignments() {
        List<Tenure> tenures = jdbc.sql("""
                select t.*, t.started_on = min(t.started_on) over (partition by t.number_id) as first from tenure t
                """).query(Tenure::read).list();
        Set<Acknowledged> audited = new HashSet<>(jdbc.sql("""
                select subject, detail ->> 'certificate', detail ->> 'disclosure' from audit_entry
                where action = 'number.assigned'
                """)
                .query((row, n) -> new Acknowledged(row.getString(1), row.getString(2), row.getString(3)))
                .list());
        Set<Acknowledged> held = new HashSet<>();
        tenures.forEach(tenure -> held.add(new Acknowledged(
                String.valueOf(tenure.number()), String.valueOf(tenure.certificate()), tenure.disclosure())));
        audited.forEach(one -> line.look(
                HOLDERS,
                held.contains(one),
                "number " + one.number() + " has no trace of a holder it was assigned to"));
        Set<UUID> used = new HashSet<>();
        for (Tenure tenure : tenures) {
            if (tenure.first() && tenure.certificate() == null) continue;
            String what = "number " + tenure.number() + " has a next holder ";
            Proof proof = tenure.certificate() == null ? null : proofs.get(tenure.certificate());
            line.looked(ASSIGNMENTS, 1);
            if (proof == null
                    || proof.cycle().numberId() != tenure.number()
                    || !proof.cycle().released()) {
                line.violation(what + "without a certificate of its own");
            } else if (!used.add(proof.id())) {
                line.violation(what + "who came by a certificate that another one had used up");
            } else if (tenure.start().isBefore(day(proof))) {
                line.violation(what + "from before its purge");
            } else if (tenure.disclosure() == null || tenure.disclosure().isBlank()) {
                line.violation(what + "who acknowledged no disclosure");
            } else if (!audited.contains(
                    new Acknowledged(String.valueOf(tenure.number()), proof.id().toString(), tenure.disclosure()))) {
                line.violation(what + "whose acknowledgement is on no record");
            }
        }
    }

    private static LocalDate day(Proof proof) {
        ZoneId zone = Law.of(proof.cycle().jurisdiction(), proof.cycle().lineType())
                .map(Law::zone)
                .orElse(ZoneId.of("UTC"));
        return proof.issuedAt().atZone(zone).toLocalDate();
    }
}
