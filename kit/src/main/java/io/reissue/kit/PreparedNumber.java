package io.reissue.kit;

import java.time.Instant;
import java.util.List;

/**
 * A number to which the partner has bound accounts for the kit.
 *
 * @param number ASCII digits with country code, without "+"; of no real holder
 * @param accounts at least one
 */
public record PreparedNumber(String number, List<PreparedAccount> accounts) {
    /** One account, and when the number was bound to it. */
    public record PreparedAccount(String handle, Instant boundOn) {
        public PreparedAccount {
            if (boundOn == null) throw new IllegalArgumentException("an account says boundOn");
        }
    }

    public PreparedNumber {
        if (number == null || !number.matches("[1-9][0-9]{6,14}"))
            throw new IllegalArgumentException("a number is given as digits with country code");
        if (accounts == null || accounts.isEmpty())
            throw new IllegalArgumentException("a prepared number has at least one account");
        accounts = List.copyOf(accounts);
    }

    Instant firstBound() {
        return accounts.stream()
                .map(PreparedAccount::boundOn)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    Instant lastBound() {
        return accounts.stream()
                .map(PreparedAccount::boundOn)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** A cutoff behind all of its accounts. */
    Instant cutoffBehind() {
        return lastBound().plusSeconds(1);
    }

    @Override
    public String toString() {
        return "PreparedNumber[" + accounts.size() + " accounts]";
    }
}
