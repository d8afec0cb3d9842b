package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The accounts of all platforms, found by what a platform calls a number. Changes only inside {@link PlatformStore#commit}. */
final class Accounts {
    /**
     * All that one platform has under one number.
     *
     * @param number as digits; a platform knows its users' numbers, whatever the carrier calls them
     */
    record Held(String platform, String number, List<Account> accounts) {
        @Override
        public String toString() {
            return "Held[" + platform + "]";
        }
    }

    private final PlatformStore store;

    Accounts(PlatformStore store) {
        this.store = store;
    }

    List<Account> of(PlatformProfile platform, String identifier) {
        Held held = store.accounts.get(key(platform, identifier));
        return held == null ? List.of() : held.accounts();
    }

    /** Replaces what is there; the number was known before. */
    void put(PlatformProfile platform, String identifier, List<Account> accounts) {
        String key = key(platform, identifier);
        Held held = store.accounts.get(key);
        if (held == null) {
            throw new IllegalStateException("no account was ever bound here");
        }
        store.accounts.put(key, new Held(held.platform(), held.number(), List.copyOf(accounts)));
    }

    /** Binds one more; the caller has seen that the platform allows it. */
    void bind(PlatformProfile platform, Binding binding, Instant now) {
        String identifier = platform.terms().identifierOf(binding.digits());
        Account account =
                Account.bound(store.nextSequence(), binding.handle(), binding.boundOn(), binding.sessions(), now);
        List<Account> all = Stream.concat(of(platform, identifier).stream(), Stream.of(account))
                .toList();
        store.accounts.put(key(platform, identifier), new Held(platform.code(), binding.digits(), all));
    }

    /** Attaches again what is detached and meant; whether there was anything. */
    boolean restore(
            PlatformProfile platform, String identifier, Predicate<Account> meant, Account.Reference by, Instant now) {
        return change(
                platform,
                identifier,
                account -> account.state() == Account.State.DETACHED && meant.test(account)
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
