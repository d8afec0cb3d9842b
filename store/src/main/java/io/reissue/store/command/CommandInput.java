package io.reissue.store.command;

import io.reissue.names.ReasonCode;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command as it arrives.
 *
 * @param id given by the caller; the same again gives the first decision, another command under it is refused
 * @param actor the principal
 * @param offices of that principal
 * @param reasonCode why, as a code
 * @param note free text; kept under the cycle's key, and only there
 * @param until EXTEND_FREEZE, SHORTEN_FREEZE: the new end; both people have to name the same
 * @param platform WAIVE, ASK_AGAIN: a code
 * @param holderReference REINSTATE: compared, never stored
 */
public record CommandInput(
        UUID id,
        UUID cycleId,
        CommandKind kind,
        String actor,
        Set<Office> offices,
        @Nullable String reasonCode,
        @Nullable String note,
        @Nullable Instant until,
        @Nullable String platform,
        @Nullable String holderReference,
        boolean arrearsCleared,
        boolean identityConfirmed) {

    /** A reason that is no code is dropped before anything is written: a text could name somebody. */
    CommandInput withoutWords() {
        if (ReasonCode.is(reasonCode)) return this;
        return new CommandInput(
                id,
                cycleId,
                kind,
                actor,
                offices,
                null,
                note,
                until,
                platform,
                holderReference,
                arrearsCleared,
                identityConfirmed);
    }

    /** Without the note and the holder's reference. */
    @Override
    public String toString() {
        return kind + " " + id + " on " + cycleId + " by " + actor;
    }
}
