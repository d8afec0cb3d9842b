package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Books.Account;
import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 3. No account bound after the cutoff is ever touched. For a cycle nothing but status is sent after its release. By the platforms' own
 * books and logs.
 */
final class Cutoffs {
    private static final String LATER = "accounts bound after the cutoff";
    private static final String IN_SERVICE = "accounts of numbers in service";
    private static final String DETACHED = "accounts that were let go";
    private static final String REQUESTS = "requests about purged numbers";

    private final Planted planted;
    private final Ledger ledger;
    private final Line line = new Line(
            "3", "nothing bound after the cutoff is touched, nothing asked after release", LATER, IN_SERVICE, REQUESTS);

    Cutoffs(Planted planted, Ledger ledger) {
        this.planted = planted;
        this.ledger = ledger;
    }

    Check judge(PlatformFacts platforms) {
        Map<String, Instant> cutoffs = new HashMap<>();
        planted.numbers().forEach(number -> cutoffs.merge(number.digits(), number.cutoff(), Cutoffs::later));
        for (Account account : platforms.accounts()) account(account, cutoffs.get(account.number()));
        nextHolders(platforms, cutoffs);
        for (Planted.Account before : planted.accounts()) {
            Instant cutoff = cutoffs.get(before.digits());
            if (cutoff != null && before.boundOn().isBefore(cutoff)) continue;
            line.look(
                    cutoff == null ? IN_SERVICE : LATER,
                    platforms
                            .find(before)
                            .filter(after -> unchanged(before, after))
                            .isPresent(),
                    before.platform() + " no longer has an account as it was that nobody was to touch");
        }
        platforms.requests().read(this::asked);
        platforms
                .strangers()
                .forEach((platform, items) ->
                        line.violation(platform + " was asked about " + items + " numbers that nobody has handed in"));
        return line.check();
    }

    private void account(Account account, @Nullable Instant cutoff) {
        boolean untouched = account.history().size() <= 1 && account.state().equals(Account.BOUND);
        if (cutoff == null) {
            line.look(IN_SERVICE, untouched, account.platform() + " touched an account of a number in service");
        } else if (!account.boundOn().isBefore(cutoff)) {
            line.look(LATER, untouched, account.platform() + " touched an account bound after the cutoff");
        } else if (!untouched) {
            line.looked(DETACHED, 1);
        }
    }

    /** Whoever registers is signed in, and signs out of no account himself. */
    private void nextHolders(PlatformFacts platforms, Map<String, Instant> cutoffs) {
        Map<String, Set<String>> before = new HashMap<>();
        planted.accounts()
                .forEach(account -> before.computeIfAbsent(account.platform(), first -> new HashSet<>())
                        .add(account.handle()));
        for (Account account : platforms.accounts()) {
            Instant cutoff = cutoffs.get(account.number());
            boolean registered =
                    !before.getOrDefault(account.platform(), Set.of()).contains(account.handle());
            if (cutoff == null || !registered) continue;
            line.look(
                    LATER,
                    account.sessions() > 0,
                    account.platform() + " ended the sessions of an account bound after the cutoff");
        }
    }

    private static boolean unchanged(Planted.Account before, Account after) {
        return after.boundOn().equals(before.boundOn())
                && after.sessions() == before.sessions()
                && after.state().equals(Account.BOUND);
    }

    /** Between a purge and the number's next cycle nothing is asked; about numbers that never left service, nothing at all. */
    private void asked(String digits, String platform, Instant at) {
        List<Cycle> cycles = ledger.of(digits);
        if (cycles.isEmpty()) {
            line.violation(platform + " was asked about a number that has no cycle");
            return;
        }
        Cycle current = cycles.getFirst();
        for (Cycle cycle : cycles) if (!cycle.createdAt().isAfter(at)) current = cycle;
        Instant purged = current.purgedAt();
        if (purged == null) return;
        line.look(REQUESTS, !at.isAfter(purged), current.id() + " was asked about at " + platform + " after its purge");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
