package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.PlantedFacts.handle;
import static io.reissue.sandbox.oracle.PlantedFacts.handles;
import static io.reissue.sandbox.oracle.PlantedFacts.in;
import static io.reissue.sandbox.oracle.PlantedFacts.isLater;
import static io.reissue.sandbox.oracle.PlantedFacts.ofUndone;
import static io.reissue.sandbox.oracle.Violation.planted;
import static io.reissue.sandbox.oracle.Violation.sql;
import static java.util.Objects.requireNonNull;

import io.reissue.sandbox.oracle.RecordedRun.Copy;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Of what must not happen at the platforms, by their own books: lines 3 and 4. */
final class PlatformViolations {
    private PlatformViolations() {}

    static Stream<Violation> all() {
        return Stream.of(cutoffs(), undos()).flatMap(list -> list);
    }

    private static Stream<Violation> cutoffs() {
        return Stream.of(
                planted("3", "an account bound after the cutoff was detached and restored", copy -> {
                    Set<String> later = handles(copy, account -> isLater(copy, account));
                    Plantings.account(
                            copy,
                            account -> later.contains(handle(account)),
                            account -> account.withArray("history")
                                    .addObject()
                                    .put("at", "2026-06-01T00:00:00Z")
                                    .put("state", "BOUND"));
                }),
                planted("3", "an account bound after the cutoff lost its sessions", copy -> {
                    Set<String> later = handles(copy, account -> isLater(copy, account));
                    Plantings.account(
                            copy, account -> later.contains(handle(account)), account -> account.put("sessions", 99));
                }),
                planted("3", "a next holder's account lost its sessions", copy -> {
                    Set<String> planted = handles(copy, account -> true);
                    Set<String> numbers = copy.planted().numbers().stream()
                            .map(Planted.Number::digits)
                            .collect(Collectors.toSet());
                    Plantings.account(
                            copy,
                            account -> !planted.contains(handle(account))
                                    && numbers.contains(account.path("number").asString()),
                            account -> account.put("sessions", 0));
                }),
                planted("3", "an account of a number in service was detached", copy -> {
                    Set<String> numbers = copy.planted().numbers().stream()
                            .map(Planted.Number::digits)
                            .collect(Collectors.toSet());
                    Set<String> inService = handles(copy, account -> !numbers.contains(account.digits()));
                    Plantings.account(
                            copy,
                            account -> inService.contains(handle(account)),
                            account -> account.put("state", "DETACHED"));
                }),
                planted(
                        "3",
                        "a platform was asked about a number after its release",
                        copy -> Plantings.message(
                                copy, in(copy, "RELEASED").digits(), "binding.queried", "2026-12-31T00:00:00Z")),
                planted(
                        "3",
                        "a platform was sent something after the release that is no status",
                        copy -> Plantings.message(
                                copy, in(copy, "RELEASED").digits(), "account.remove", "2026-12-31T00:00:00Z")),
                planted(
                        "3",
                        "a platform was asked about somebody's number that nobody handed in",
                        copy -> Plantings.message(copy, "8613800000000", "unbind.requested", "2026-06-01T00:00:00Z")),
                planted(
                        "3",
                        "a platform was asked to restore after a retirement",
                        copy -> Plantings.message(
                                copy, in(copy, "RETIRED").digits(), "restore.requested", "2026-12-31T00:00:00Z")),
                planted(
                        "3",
                        "a platform was asked about a number that never left service",
                        copy -> Plantings.message(
                                copy,
                                copy.planted().badRows().stream()
                                        .filter(row -> row.kind().equals("SUSPENDED_ARREARS"))
                                        .findFirst()
                                        .map(row -> requireNonNull(row.e164()).substring(1))
                                        .orElseThrow(),
                                "unbind.requested",
                                "2026-06-01T00:00:00Z")));
    }

    private static Stream<Violation> undos() {
        return Stream.of(
                planted(
                        "4",
                        "an account of a holder who came back is detached",
                        copy -> Plantings.account(copy, ofUndone(copy), account -> account.put("state", "DETACHED"))),
                planted(
                        "4",
                        "an account of a holder who came back has another bind date",
                        copy -> Plantings.account(
                                copy, ofUndone(copy), account -> account.put("boundOn", "2001-01-01T00:00:00Z"))),
                planted(
                        "4",
                        "an account of a holder who came back has other sessions",
                        copy -> Plantings.account(copy, ofUndone(copy), account -> account.put("sessions", 99))),
                planted(
                        "4",
                        "an account of a holder who came back has another id",
                        copy -> Plantings.account(copy, ofUndone(copy), account -> account.put("handle", "another"))),
                planted(
                        "4",
                        "an account of a holder who came back is gone",
                        copy -> Plantings.accountGoes(copy, ofUndone(copy))),
                sql("4", "a holder came back, and is owed a restore that nobody asks for", """
                        update restoration set outcome = null, settled_at = null where (batch_id, ref) = (
                            select r.batch_id, r.ref from restoration r join cycle c on c.id = r.cycle_id
                            where c.state = 'REINSTATED' order by r.registered_at, r.batch_id, r.ref limit 1)
                        """),
                planted(
                        "4",
                        "an account is detached while its holder comes back, and another platform owes whatever it detached",
                        copy -> undoStopsShort(copy, "p.code <> '%s'", null)),
                planted(
                        "4",
                        "an account is detached while its holder comes back, and its platform owed whatever it detached",
                        copy -> undoStopsShort(copy, "p.code = '%s'", "RESTORED")),
                sql("4", "a holder came back and has no number", """
                        update number set status = 'RECYCLING'
                        where id = (
                            select number_id from cycle where state = 'REINSTATED' order by created_at, intake_line limit 1)
                        """));
    }

    /**
     * A holder who was back is on his way back again, one of his accounts is detached, and there is one restore of whatever was detached.
     *
     * @param where whose it is, in SQL, by the code of the account's platform
     * @param outcome what came of it; null: it is owed
     */
    private static void undoStopsShort(Copy copy, String where, @Nullable String outcome) {
        Planted.Number number = in(copy, "REINSTATED");
        Planted.Account account = copy.planted().accounts().stream()
                .filter(one -> one.digits().equals(number.digits()))
                .findFirst()
                .orElseThrow();
        Plantings.account(copy, one -> account.handle().equals(handle(one)), one -> one.put("state", "DETACHED"));
        String cycle = copy.one("""
                select c.id::text from cycle c join intake_file f on f.id = c.intake_file_id
                where f.name = '%s' and c.intake_line = %d
                """.formatted(copy.planted().file(), number.line()));
        copy.sql(
                "update cycle set state = 'REINSTATING', closed_at = null, next_due = next_due + interval '1 year' where id = '%s'"
                        .formatted(cycle));
        copy.sql("""
                insert into restoration
                    (cycle_id, batch_id, ref, platform_id, stage, registered_at, any_batch, outcome, settled_at)
                select '%1$s', b.id, 4999, b.platform_id, 1, b.first_sent_at, true, %2$s,
                    case when %2$s is not null then b.first_sent_at end
                from batch b join platform p on p.id = b.platform_id
                where b.first_sent_at is not null and %3$s
                order by b.id limit 1
                """.formatted(
                cycle, outcome == null ? "null::text" : "'" + outcome + "'", where.formatted(account.platform())));
    }
}
