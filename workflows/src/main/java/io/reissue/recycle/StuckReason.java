package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** Why a number does not move by itself; one heading in the runbook each. The most telling reason wins, in this order. */
public enum StuckReason {
    /** The law's ceiling is reached while something required is open, or the number is held or braked. */
    CEILING_REACHED,
    /** The policy's cap is reached while something required is open. */
    CAP_REACHED,
    /** A required platform keeps an account that was bound while nobody held the number. */
    BOUND_AFTER_CUTOFF,
    /** A required platform refuses and has not moved within the policy's patience. */
    REQUIRED_REFUSES,
    /** A required platform says "not bound" of so many in a row that it is not believed, and nobody has accepted it. */
    REQUIRED_DOUBTED,
    /** A required platform is silent, and has been for the policy's patience. */
    REQUIRED_SILENT,
    UNKNOWN;

    /** What an operator can do about it, in a sentence. */
    public String advice() {
        return switch (this) {
            case CEILING_REACHED ->
                "The law allows no longer rest: lift the hold or the brake, waive what is open with a second person, or retire the number.";
            case CAP_REACHED ->
                "The freeze has reached the policy's cap: waive what is open with a second person, or retire the number.";
            case BOUND_AFTER_CUTOFF ->
                "Nobody held the number when that account was bound: ask the platform how; waive with a second person.";
            case REQUIRED_REFUSES ->
                "Read the refusal, talk to the platform, ask again; or waive with a second person.";
            case REQUIRED_DOUBTED ->
                "Make sure with the platform: it answers anew, or an operator accepts what it said; or waive with a second person.";
            case REQUIRED_SILENT ->
                "Look at the platform's incident; ask again when it answers; or waive with a second person.";
            case UNKNOWN -> "Written by a newer release: look there.";
        };
    }

    /** Under which the runbook says what to do about it. */
    public String heading() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static StuckReason of(String code) {
        for (StuckReason reason : values()) if (reason.name().equals(code)) return reason;
        return UNKNOWN;
    }
}
