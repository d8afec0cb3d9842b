package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a cycle does next, as {@link RecycleRules} see it. */
public sealed interface Verdict {

    /** Nothing to do before {@code until}; {@code why} is a code for the reader. */
    record Rest(Instant until, Waiting why, Optional<StuckReason> stuck) implements Verdict {}

    /** The freeze grows to {@code freezeEnd} because something required is open. */
    record Extend(Instant freezeEnd, Optional<StuckReason> stuck) implements Verdict {}

    /** A number that asks alone is sealed into a cohort of its own. */
    record SealAlone() implements Verdict {}

    /** A number that asks alone opens its next stage. */
    record OpenStage(Stage stage) implements Verdict {}

    /** These platforms are to be asked now, by the number itself. */
    record Ask(List<String> platforms, Optional<StuckReason> stuck) implements Verdict {}

    /** These platforms are to be asked to restore now. */
    record Restore(List<String> platforms) implements Verdict {}

    /** All is restored: the undo ends. */
    record EndUndo() implements Verdict {}

    /** Verify, purge, release: the point of no return. */
    record Purge() implements Verdict {}

    /** Closed before. */
    record Ended() implements Verdict {}

    /** What a resting number waits for. */
    enum Waiting {
        FREEZE,
        ASK_DAY,
        ANSWERS,
        HOLD,
        RESTORES,
        /** Nothing else: a brake is to be lifted. */
        BRAKE,
        /** Written by a newer release. */
        UNKNOWN;

        @JsonCreator
        public static Waiting of(String code) {
            for (Waiting waiting : values()) if (waiting.name().equals(code)) return waiting;
            return UNKNOWN;
        }
    }
}
