package io.reissue.store.story;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a number: codes, ids, counts and dates, no words and no handles. What does not belong to its kind is null.
 *
 * @param actor a principal, or {@code reissue}
 * @param id of a command, brake, intake file or certificate
 * @param code what exactly: see {@link Kind}
 * @param verdict of a command
 * @param refusal of a command that was refused
 * @param platform by its code
 * @param stage 1 to 3
 * @param until an end that was set, or a deadline
 * @param count see {@link Kind}
 * @param note there is a note, which is read by {@link OnRecord#note} only
 */
public record Event(
        Instant at,
        Kind kind,
        String actor,
        @Nullable UUID id,
        @Nullable String code,
        @Nullable String verdict,
        @Nullable String refusal,
        @Nullable String reasonCode,
        @Nullable String platform,
        @Nullable Integer stage,
        @Nullable Instant until,
        @Nullable Integer count,
        boolean note) {

    /** In the order in which things of one instant are told. */
    public enum Kind {
        LEFT_SERVICE,
        /** Id: of the intake file; count: the line. */
        TAKEN_IN,
        /** Code: the policy's version; until: the reclaim window. */
        DISCLOSED,
        /** Code: the text's version. */
        NOTICE_WRITTEN,
        NOTICE_SENT,
        NOTICE_UNDELIVERABLE,
        /** Code: the command's kind; id: the command. */
        COMMAND,
        /** Until: the new end of the freeze. */
        FREEZE_EXTENDED,
        /** Code: the cohort's workflow id; count: its members. */
        SEALED,
        /** Until: the stage's deadline; count: platforms of the stage. Of the whole cohort, not of this number. */
        STAGE_OPENED,
        /** The number asked by itself; count: how often it has by now. */
        ASKED_ALONE,
        /** Code: the reason. */
        STUCK,
        /** Id: the brake; code: its scope. */
        BRAKED,
        /** Count: deliveries that an undo has to take back. */
        RESTORES_OWED,
        /** Code: RESTORED or NOTHING_TO_RESTORE. */
        RESTORE_ANSWERED,
        /** Somebody has seen the whole number. */
        NUMBER_SHOWN,
        /** Id: the command whose note somebody has read. */
        NOTE_SHOWN,
        /** Id: the certificate. */
        CERTIFIED,
        /** Code: the state in which the cycle ended. */
        CLOSED,
        /** To the next holder; the day's beginning in the number's zone. */
        ASSIGNED
    }
}
