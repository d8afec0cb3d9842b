package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Judging;
import io.reissue.sandbox.platforms.manners.Judging.Stance;
import io.reissue.sandbox.platforms.wire.Answer;
import io.reissue.sandbox.platforms.wire.Ask;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a platform does with one item, and what it says about it. Only inside {@link PlatformStore#commit}. */
final class Judgement {
    private final PlatformStore store;
    private final Accounts accounts;
    private final Pace pace;

    Judgement(PlatformStore store, Accounts accounts, Pace pace) {
        this.store = store;
        this.accounts = accounts;
        this.pace = pace;
    }

    /** Why an account stays bound; {@code stance} null: because the protocol says so, and for ever. */
    private record Against(Refusal reason, @Nullable Stance stance) {
        boolean passes() {
            return stance != null && stance.relentsAfter() != null;
        }

        @Nullable
        Duration askAgainAfter() {
            return stance == null ? null : stance.askAgainAfter();
        }
    }

    private record OfAccount(
            Account after, Answer.OfAccount said, @Nullable Against against) {}

    /** Detaches what may be detached. Asked again under the same (batch, ref), it says again what that one did. */
    Answer.Item unbind(PlatformProfile platform, String batch, Ask.Item item, Instant now) {
        Judging judging = platform.manners().judging();
        Instant inManners = pace.inManners(now);
        if (judging.denies(pace.inManners(firstContact(platform, now)), inManners)) {
            return Answer.Item.plain(item.ref(), ItemOutcome.NOT_BOUND);
        }
        if (!judging.lag().isZero()
                && judging.lags(pace.inManners(first(platform, "asked/" + item.id(), now)), inManners)) {
            return Answer.Item.plain(item.ref(), ItemOutcome.NOT_YET_SYNCED);
        }
        Account.Reference by = new Account.Reference(batch, item.ref());
        boolean restored = store.restores.get(restoreKey(platform, by)) != null
                || store.restores.get(restoreKey(platform, item)) != null;
        List<Account> after = new ArrayList<>();
        List<OfAccount> said = new ArrayList<>();
        for (Account account : accounts.of(platform, item.id())) {
            Optional<OfAccount> own = account.state() == Account.State.BOUND
                    ? Optional.of(judge(platform, item, account, by, restored, now))
                    : again(account, by);
            after.add(own.map(OfAccount::after).orElse(account));
            own.ifPresent(said::add);
        }
        if (said.isEmpty()) {
            return Answer.Item.plain(item.ref(), ItemOutcome.NOT_BOUND);
        }
        accounts.put(platform, item.id(), after);
        return worstOf(item.ref(), said);
    }

    private OfAccount judge(
            PlatformProfile platform,
            Ask.Item item,
            Account account,
            Account.Reference by,
            boolean restored,
            Instant now) {
        Against against = against(platform, item, account, restored, now);
        if (against != null) {
            return new OfAccount(
                    account, new Answer.OfAccount(account.handle(), ItemOutcome.REFUSED, against.reason()), against);
        }
        return new OfAccount(
                account.detached(by, now), new Answer.OfAccount(account.handle(), ItemOutcome.UNBOUND, null), null);
    }

    private static Optional<OfAccount> again(Account account, Account.Reference by) {
        return by.equals(account.detachedBy())
                ? Optional.of(
                        new OfAccount(account, new Answer.OfAccount(account.handle(), ItemOutcome.UNBOUND, null), null))
                : Optional.empty();
    }

    private @Nullable Against against(
            PlatformProfile platform, Ask.Item item, Account account, boolean restored, Instant now) {
        if (restored) {
            return new Against(Refusal.OTHER, null);
        }
        if (item.cutoff() == null || !account.boundOn().isBefore(item.cutoff())) {
            return new Against(Refusal.BOUND_AFTER_CUTOFF, null);
        }
        return platform.manners()
                .judging()
                .against(platform.manners().chance(), account.handle())
                .filter(stance -> stance.holds(
                        pace.inManners(first(platform, "refused/" + item.id() + "/" + account.handle(), now)),
                        pace.inManners(now)))
                .map(stance -> new Against(stance.reason(), stance))
                .orElse(null);
    }

    /** A reason that never passes hides one that does: asking again would not close the item. */
    private Answer.Item worstOf(String ref, List<OfAccount> said) {
        List<Answer.OfAccount> each = said.stream().map(OfAccount::said).toList();
        List<Against> refusals =
                said.stream().flatMap(own -> Stream.ofNullable(own.against())).toList();
        if (refusals.isEmpty()) {
            return new Answer.Item(ref, ItemOutcome.UNBOUND, null, null, each);
        }
        Against worst = refusals.stream()
                .filter(against -> !against.passes())
                .findFirst()
                .orElse(refusals.getFirst());
        return new Answer.Item(ref, ItemOutcome.REFUSED, worst.reason(), pace.advice(worst.askAgainAfter()), each);
    }

    /** When the last refusal of this item that passes is over, if the platform will say so by itself. */
    Optional<Instant> completesAt(PlatformProfile platform, Ask.Item item, Instant now) {
        Judging judging = platform.manners().judging();
        return accounts.of(platform, item.id()).stream()
                .filter(account -> account.state() == Account.State.BOUND)
                .flatMap(account -> judging
                        .against(platform.manners().chance(), account.handle())
                        .filter(stance -> stance.says() && stance.relentsAfter() != null)
                        .map(stance -> pace.inManners(
                                        first(platform, "refused/" + item.id() + "/" + account.handle(), now))
                                .plus(stance.relentsAfter()))
                        .stream())
                .max(Instant::compareTo)
                .map(pace::onClock);
    }

    /** When this item will no longer be NOT_YET_SYNCED. */
    Instant syncedAt(PlatformProfile platform, Ask.Item item, Instant now) {
        return pace.onClock(pace.inManners(first(platform, "asked/" + item.id(), now))
                .plus(platform.manners().judging().lag()));
    }

    /**
     * Undoes exactly what (batch, ref) detached, or with a cutoff whatever a request with this cutoff did, and keeps it from detaching
     * anything when it arrives only later.
     */
    Answer.Item restore(PlatformProfile platform, String batch, Ask.Item item, Instant now) {
        Account.Reference by = new Account.Reference(batch, item.ref());
        Instant cutoff = item.cutoff();
        store.restores.put(restoreKey(platform, by), now);
        if (cutoff != null) store.restores.put(restoreKey(platform, item), now);
        // what an earlier holder had was restored or erased before there was a later cutoff
        boolean any = accounts.restore(
                platform,
                item.id(),
                account -> by.equals(account.detachedBy())
                        || cutoff != null && account.boundOn().isBefore(cutoff),
                by,
                now);
        return Answer.Item.plain(item.ref(), any ? ItemOutcome.RESTORED : ItemOutcome.NOTHING_TO_RESTORE);
    }

    /** Whether the platform does not get its restores done yet. */
    boolean failsToRestore(PlatformProfile platform, Ask ask, Instant now) {
        return ask.items().stream()
                .map(item -> first(platform, "restore/" + ask.batch() + "/" + item.ref(), now))
                .anyMatch(first -> platform.manners().restoring().fails(pace.inManners(first), pace.inManners(now)));
    }

    /** Says whether anything is bound, and changes nothing. */
    Answer.Item query(PlatformProfile platform, Ask.Item item) {
        boolean bound =
                accounts.of(platform, item.id()).stream().anyMatch(account -> account.state() == Account.State.BOUND);
        return Answer.Item.plain(item.ref(), bound ? ItemOutcome.BOUND : ItemOutcome.NOT_BOUND);
    }

    /** When the platform was first asked anything about a batch; from now on, if it was not. */
    Instant firstContact(PlatformProfile platform, Instant now) {
        return store.firsts.getOrPut(platform.code(), now);
    }

    private Instant first(PlatformProfile platform, String what, Instant now) {
        return store.firsts.getOrPut(platform.code() + "/" + what, now);
    }

    private static String restoreKey(PlatformProfile platform, Account.Reference by) {
        return platform.code() + "/" + by.batch() + "/" + by.ref();
    }

    private static String restoreKey(PlatformProfile platform, Ask.Item item) {
        return platform.code() + "/" + item.id() + "/" + item.cutoff();
    }
}
