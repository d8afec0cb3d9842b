package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Books.Account;
import io.reissue.sandbox.oracle.Books.Cause;
import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 4. Reinstatement leaves every platform as it was: account ids, bind dates, sessions. The same holds for a withdrawal. While an undo is
 * under way, what is still detached is owed a restore that is on record.
 */
final class Undos {
    private static final String ACCOUNTS = "accounts of holders who came back";
    private static final String NUMBERS = "numbers that are back with their holders";
    private static final String DEBTS = "restores that an undone number is owed";
    private static final String OWED = "accounts that are still owed a restore";

    /** Longer than any step takes, and any relay. */
    private static final Duration LATE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Planted planted;
    private final Ledger ledger;
    private final PlatformFacts platforms;
    private final Instant at;
    private final Line line = new Line("4", "reinstatement leaves every platform as it was", ACCOUNTS, NUMBERS);

    Undos(JdbcClient jdbc, Planted planted, Ledger ledger, PlatformFacts platforms, Instant at) {
        this.jdbc = jdbc;
        this.planted = planted;
        this.ledger = ledger;
        this.platforms = platforms;
        this.at = at;
    }

    Check judge() {
        Map<String, List<Planted.Account>> before = new HashMap<>();
        planted.accounts()
                .forEach(account -> before.computeIfAbsent(account.digits(), first -> new ArrayList<>())
                        .add(account));
        Map<String, Long> after = new HashMap<>();
        platforms.accounts().forEach(account -> after.merge(account.number(), 1L, Long::sum));
        Set<Cause> owed = owed();
        Set<Whatever> owedWhatever = owedWhatever();
        for (Cycle cycle : ledger.cycles()) {
            Optional<Planted.Number> number = ledger.planted(cycle);
            // what a later cycle of the number did is judged there
            if (number.isEmpty() || ledger.of(number.get().digits()).getLast() != cycle) continue;
            List<Planted.Account> had = before.getOrDefault(number.get().digits(), List.of());
            if (cycle.undone()) {
                had.forEach(account -> asItWas(cycle, account));
                if (after.getOrDefault(number.get().digits(), 0L) != had.size()) {
                    line.violation(cycle.id() + " came back to another number of accounts than it left");
                }
            } else if (cycle.undoing()) {
                had.forEach(account -> owedOrAsItWas(cycle, account, owed, owedWhatever));
            }
        }
        askedFor();
        backWithHolders();
        return line.check();
    }

    private void asItWas(Cycle cycle, Planted.Account before) {
        Optional<Account> after = platforms.find(before);
        line.looked(ACCOUNTS, 1);
        String where = cycle.id() + " came back, and " + before.platform();
        if (after.isEmpty()) line.violation(where + " has the account no longer");
        else if (!after.get().state().equals(Account.BOUND)) line.violation(where + " left it detached");
        else if (!after.get().boundOn().equals(before.boundOn())) line.violation(where + " has another bind date");
        else if (after.get().sessions() != before.sessions()) line.violation(where + " has other sessions");
    }

    private void owedOrAsItWas(Cycle cycle, Planted.Account before, Set<Cause> owed, Set<Whatever> owedWhatever) {
        Optional<Account> after = platforms.find(before);
        if (after.isPresent() && after.get().state().equals(Account.BOUND)) asItWas(cycle, before);
        else {
            boolean remembered = owedWhatever.contains(new Whatever(cycle.id(), before.platform()))
                    || after.map(Account::detachedBy).filter(owed::contains).isPresent();
            line.look(
                    OWED,
                    remembered,
                    cycle.id() + " is owed a restore at " + before.platform() + " that nobody has noted");
        }
    }

    /** All that a platform has detached of a cycle's number, whoever asked: where the carrier has lost its record of that. */
    private record Whatever(UUID cycle, String platform) {}

    private Set<Whatever> owedWhatever() {
        return new HashSet<>(jdbc.sql("""
                select r.cycle_id, p.code from restoration r join platform p on p.id = r.platform_id
                where r.any_batch and r.outcome is null
                """)
                .query((row, n) -> new Whatever(row.getObject(1, UUID.class), row.getString(2)))
                .list());
    }

    private Set<Cause> owed() {
        return new HashSet<>(jdbc.sql("select batch_id::text, ref::text from restoration where outcome is null")
                .query((row, n) -> new Cause(row.getString(1), row.getString(2)))
                .list());
    }

    /** An undo ends when all was restored; what an answer that came later still detached is asked for when it is due. */
    private void askedFor() {
        jdbc.sql("""
                select r.cycle_id, r.registered_at > c.closed_at as later, coalesce(r.ask_again_at, r.registered_at) as due
                from restoration r join cycle c on c.id = r.cycle_id
                where r.outcome is null and c.state in ('REINSTATED', 'WITHDRAWN')
                """).query(row -> {
            boolean asked = row.getBoolean("later")
                    && Ledger.instant(row, "due").plus(LATE).isAfter(at);
            line.look(DEBTS, asked, row.getString("cycle_id") + " is undone, and owed a restore that nobody asks for");
        });
    }

    /** In service again, in the tenure that was; unless it is another operator's now, or was recycled once more. */
    private void backWithHolders() {
        jdbc.sql("""
                select c.id, n.status = 'PORTED_OUT' or n.status = 'IN_SERVICE' and exists (
                        select 1 from tenure t where t.number_id = n.id and t.ended_on is null
                            and t.started_on <= (c.disconnected_at at time zone c.zone)::date) as back
                from cycle c join number n on n.id = c.number_id
                where c.state in ('REINSTATING', 'WITHDRAWING', 'REINSTATED', 'WITHDRAWN')
                    and not exists (select 1 from cycle later where later.number_id = c.number_id and later.created_at > c.created_at)
                """).query(row -> {
            line.look(
                    NUMBERS, row.getBoolean("back"), row.getString("id") + " is undone, and its holder has no number");
        });
    }
}
