package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The accounts of all platforms, found by what a platform calls a number. Changes only inside {@link PlatformStore#commit}. */
final class Accounts {
    private final PlatformStore store;

    Accounts(PlatformStore store) {
        this.store = store;
    }

    List<Account> of(PlatformProfile platform, String identifier) {
        String found = store.accounts.get(key(platform, identifier));
        return found == null ? List.of() : List.of(Json.read(found, Account[].class));
    }

    void put(PlatformProfile platform, String identifier, List<Account> accounts) {
        store.accounts.put(key(platform, identifier), Json.text(accounts));
    }

    /** Binds one more; the caller has seen that the platform allows it. */
    void add(PlatformProfile platform, String identifier, Account account) {
        List<Account> present = of(platform, identifier);
        put(
                platform,
                identifier,
                Stream.concat(present.stream(), Stream.of(account)).toList());
    }

    /** Attaches again what exactly this item detached; whether there was anything. */
    boolean restore(PlatformProfile platform, String identifier, Account.Reference by, Instant now) {
        return change(
                platform,
                identifier,
                account -> account.state() == Account.State.DETACHED && by.equals(account.detachedBy())
                        ? account.restored(by, now)
                        : account);
    }

    /** Gives up for ever what is detached; what is bound stays. */
    void erase(PlatformProfile platform, String identifier, Instant now) {
        change(
                platform,
                identifier,
                account -> account.state() == Account.State.DETACHED ? account.erased(now) : account);
    }

    private boolean change(PlatformProfile platform, String identifier, UnaryOperator<Account> rule) {
        List<Account> before = of(platform, identifier);
        List<Account> after = before.stream().map(rule).toList();
        if (after.equals(before)) {
            return false;
        }
        put(platform, identifier, after);
        return true;
    }

    private static String key(PlatformProfile platform, String identifier) {
        return platform.code() + "/" + identifier;
    }
}
