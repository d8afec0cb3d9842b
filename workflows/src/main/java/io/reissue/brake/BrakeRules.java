package io.reissue.brake;

import io.reissue.names.ReasonCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which brakes stop a number, and when one may be set and lifted: values in, a value out. Store and tests share it. */
public final class BrakeRules {
    /** How many different people it takes to lift a brake that one has set; whoever set it may be one of them. */
    public static final int LIFTERS = 2;

    private static final Comparator<Brake> WIDEST_FIRST =
            Comparator.comparing(Brake::scope).thenComparing(Brake::id);

    private BrakeRules() {}

    /**
     * What of a number a brake can take hold of.
     *
     * @param platforms codes of those that were asked about it, or are to be: required or not, because behind the purge nothing of
     *     what they did can be undone
     */
    public record Traits(String jurisdiction, @Nullable String province, String intakeFile, Set<String> platforms) {
        public Traits {
            platforms = Set.copyOf(platforms);
        }
    }

    /** Those of the standing brakes that stop the number, the widest first. */
    public static List<Brake> stopping(Collection<Brake> standing, Traits number) {
        return standing.stream()
                .filter(brake -> stops(brake, number))
                .sorted(WIDEST_FIRST)
                .toList();
    }

    private static boolean stops(Brake brake, Traits number) {
        return switch (brake.scope()) {
            case EVERYTHING -> true;
            case JURISDICTION -> brake.code().equals(number.jurisdiction());
            case PROVINCE -> brake.code().equals(Brake.province(number.jurisdiction(), number.province()));
            case INTAKE_FILE -> brake.code().equals(number.intakeFile());
            case PLATFORM -> number.platforms().contains(brake.code());
        };
    }

    /**
     * Judges setting one.
     *
     * @param known whether there is anything by the code; a misspelt one would stop nothing and nobody would notice
     */
    public static Optional<BrakeRefusal> judgeSet(@Nullable String reasonCode, boolean known) {
        if (!ReasonCode.is(reasonCode)) return Optional.of(BrakeRefusal.REASON_MISSING);
        return known ? Optional.empty() : Optional.of(BrakeRefusal.UNKNOWN_CODE);
    }

    /** Judges a wish under an id that a brake has: only the same again is answered with the brake that is there. */
    public static Optional<BrakeRefusal> judgeRepeated(BrakeWish before, BrakeWish again) {
        return before.equals(again) ? Optional.empty() : Optional.of(BrakeRefusal.ID_TAKEN);
    }

    /**
     * Judges a wish to have one lifted.
     *
     * @param lifted it is lifted already
     * @param wanting who has asked for it so far; asking twice counts once
     */
    public static Optional<BrakeRefusal> judgeLift(
            boolean lifted, Set<String> wanting, String actor, @Nullable String reasonCode) {
        if (!ReasonCode.is(reasonCode)) return Optional.of(BrakeRefusal.REASON_MISSING);
        return lifted && !wanting.contains(actor) ? Optional.of(BrakeRefusal.ALREADY_LIFTED) : Optional.empty();
    }

    /** @param wanting all who have asked for it, each once */
    public static boolean lifts(Set<String> wanting) {
        return wanting.size() >= LIFTERS;
    }
}
