package io.reissue.sandbox.platforms.manners;

import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a platform decides about accounts that the protocol would have it detach.
 *
 * @param stances which accounts it keeps at first, or for good
 * @param lag for how long it says NOT_YET_SYNCED of a number that it was not asked about before; zero: not at all
 * @param denial when it says NOT_BOUND of everything and does nothing; null: never
 */
public record Judging(
        List<Stance> stances, Duration lag, @Nullable Denial denial) {
    public static final Judging WILLING = new Judging(List.of(), Duration.ZERO, null);

    public Judging {
        stances = List.copyOf(stances);
    }

    /**
     * One account in so many is kept, always the same ones.
     *
     * @param relentsAfter counted from the first refusal; null: never
     * @param says whether it tells the carrier by itself when it gives in, or waits to be asked again
     * @param askAgainAfter what it advises with the refusal; null: nothing
     */
    public record Stance(
            Refusal reason,
            int oneIn,
            @Nullable Duration relentsAfter,
            boolean says,
            @Nullable Duration askAgainAfter) {

        /** Whether an account that was first refused then is refused still. */
        public boolean holds(Instant firstRefused, Instant now) {
            return relentsAfter == null || now.isBefore(firstRefused.plus(relentsAfter));
        }

        String words() {
            return "keeps one account in " + oneIn + " ("
                    + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ") "
                    + (relentsAfter == null
                            ? "for good"
                            : "for " + Words.of(relentsAfter)
                                    + (says ? " and then says so" : ", and has to be asked again"));
        }
    }

    /** From {@code begins} after the first contact, for {@code length}. */
    public record Denial(Duration begins, Duration length) {
        String words() {
            return "says NOT_BOUND of everything for " + Words.of(length) + ", " + Words.of(begins)
                    + " after the first request";
        }
    }

    /** What it has against giving up this account. */
    public Optional<Stance> against(Chance platform, String handle) {
        Chance account = platform.and(handle);
        return stances.stream()
                .filter(stance -> account.and(stance.reason().name()).oneIn(stance.oneIn()))
                .findFirst();
    }

    public boolean lags(Instant firstAsked, Instant now) {
        return now.isBefore(firstAsked.plus(lag));
    }

    public boolean denies(Instant firstContact, Instant now) {
        return denial != null
                && !now.isBefore(firstContact.plus(denial.begins()))
                && now.isBefore(firstContact.plus(denial.begins()).plus(denial.length()));
    }

    Stream<String> words() {
        return Stream.of(
                        stances.stream().map(Stance::words),
                        lag.isZero() ? Stream.<String>empty() : Stream.of("its data lags by " + Words.of(lag)),
                        Stream.ofNullable(denial).map(Denial::words))
                .flatMap(words -> words);
    }
}
