package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a platform does with one item, and what it says about it. Only inside {@link PlatformStore#commit}. */
final class Judgement {
    /** Reasons that pass with time, by themselves or because somebody settles something. */
    private static final Set<Answer.Refusal> PASSING = Set.of(
            Answer.Refusal.BALANCE_OR_DEBT, Answer.Refusal.DISPUTE_OR_LEGAL_HOLD, Answer.Refusal.HOLDER_MUST_CONFIRM);

    private final PlatformStore store;
    private final Accounts accounts;

    Judgement(PlatformStore store, Accounts accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** Whether the platform gives in to this refusal after its delay. */
    static boolean passes(Answer.Item item) {
        return item.reason() != null && PASSING.contains(item.reason());
    }

    /** Detaches what may be detached. Asked again under the same (batch, ref), it says again what that one did. */
    Answer.Item unbind(PlatformProfile platform, String batch, Ask.Item item, Instant now) {
        Account.Reference by = new Account.Reference(batch, item.ref());
        if (platform.manners().behaviour() == Behaviour.NOT_YET_SYNCED_FIRST
                && now.isBefore(patienceEnds(platform, item.id(), now))) {
            return Answer.Item.plain(item.ref(), ItemOutcome.NOT_YET_SYNCED);
        }
        boolean restored = store.restores.containsKey(restoreKey(platform, by));
        List<Account> after = new ArrayList<>();
        List<Answer.OfAccount> said = new ArrayList<>();
        for (Account account : accounts.of(platform, item.id())) {
            Answer.Refusal refusal =
                    account.state() == Account.State.BOUND ? refusal(platform, item, account, restored, now) : null;
            if (account.state() != Account.State.BOUND) {
                after.add(account);
                if (by.equals(account.detachedBy())) {
                    said.add(new Answer.OfAccount(account.handle(), ItemOutcome.UNBOUND, null));
                }
            } else if (refusal != null) {
                after.add(account);
                said.add(new Answer.OfAccount(account.handle(), ItemOutcome.REFUSED, refusal));
            } else {
                after.add(account.detached(by, now));
                said.add(new Answer.OfAccount(account.handle(), ItemOutcome.UNBOUND, null));
            }
        }
        if (said.isEmpty()) {
            return Answer.Item.plain(item.ref(), ItemOutcome.NOT_BOUND);
        }
        accounts.put(platform, item.id(), after);
        return worstOf(platform, item.ref(), said);
    }

    /** Undoes exactly what (batch, ref) detached, and keeps it from detaching anything when it arrives only later. */
    Answer.Item restore(PlatformProfile platform, String batch, Ask.Item item, Instant now) {
        Account.Reference by = new Account.Reference(batch, item.ref());
        store.restores.put(restoreKey(platform, by), now.toString());
        boolean any = accounts.restore(platform, item.id(), by, now);
        return Answer.Item.plain(item.ref(), any ? ItemOutcome.RESTORED : ItemOutcome.NOTHING_TO_RESTORE);
    }

    /** Says whether anything is bound, and changes nothing. */
    Answer.Item query(PlatformProfile platform, Ask.Item item) {
        boolean bound =
                accounts.of(platform, item.id()).stream().anyMatch(account -> account.state() == Account.State.BOUND);
        return Answer.Item.plain(item.ref(), bound ? ItemOutcome.BOUND : ItemOutcome.NOT_BOUND);
    }

    /** When the platform's delay for this name is over; counted from the first time the name came up. */
    Instant patienceEnds(PlatformProfile platform, String name, Instant now) {
        String key = platform.code() + "/" + name;
        String first = store.firsts.putIfAbsent(key, now.toString());
        return (first == null ? now : Instant.parse(first))
                .plus(platform.manners().delay());
    }

    /** When the last refusal of these items is over. */
    Instant refusalsEnd(PlatformProfile platform, List<Ask.Item> items, Instant now) {
        Instant end = now;
        for (Ask.Item item : items) {
            for (Account account : accounts.of(platform, item.id())) {
                if (account.state() == Account.State.BOUND && refusesAtFirst(account)) {
                    Instant own = patienceEnds(platform, item.id() + "/" + account.handle(), now);
                    end = own.isAfter(end) ? own : end;
                }
            }
        }
        return end;
    }

    private Answer.@Nullable Refusal refusal(
            PlatformProfile platform, Ask.Item item, Account account, boolean restored, Instant now) {
        if (restored) {
            return Answer.Refusal.OTHER;
        }
        if (item.cutoff() == null || !account.boundOn().isBefore(item.cutoff())) {
            return Answer.Refusal.BOUND_AFTER_CUTOFF;
        }
        if (platform.manners().behaviour() == Behaviour.REFUSES_AT_FIRST
                && refusesAtFirst(account)
                && now.isBefore(patienceEnds(platform, item.id() + "/" + account.handle(), now))) {
            if (platform.kind() == PlatformKind.LENDER) {
                return Answer.Refusal.BALANCE_OR_DEBT;
            }
            return switch (Math.floorMod(account.handle().hashCode(), 9)) {
                case 0 -> Answer.Refusal.BALANCE_OR_DEBT;
                case 3 -> Answer.Refusal.DISPUTE_OR_LEGAL_HOLD;
                default -> Answer.Refusal.HOLDER_MUST_CONFIRM;
            };
        }
        return null;
    }

    /** One account in three, always the same ones. */
    private static boolean refusesAtFirst(Account account) {
        return Math.floorMod(account.handle().hashCode(), 3) == 0;
    }

    private static Answer.Item worstOf(PlatformProfile platform, String ref, List<Answer.OfAccount> said) {
        List<Answer.Refusal> refusals = said.stream()
                .flatMap(account -> Stream.ofNullable(account.reason()))
                .toList();
        if (refusals.isEmpty()) {
            return new Answer.Item(ref, ItemOutcome.UNBOUND, null, null, said);
        }
        // A reason that never passes hides one that does: asking again would not close the item.
        Answer.Refusal reason = refusals.stream()
                .filter(refusal -> !PASSING.contains(refusal))
                .findFirst()
                .orElse(refusals.getFirst());
        return new Answer.Item(
                ref,
                ItemOutcome.REFUSED,
                reason,
                PASSING.contains(reason) ? platform.manners().askAgainAfter() : null,
                said);
    }

    private static String restoreKey(PlatformProfile platform, Account.Reference by) {
        return platform.code() + "/" + by.batch() + "/" + by.ref();
    }
}
