package io.reissue.fake;

/** An outbox row: who has to be woken, and by what ({@code detail}: command id, platform code, stage or brake). */
public record Wake(Kind kind, String target, String detail) {
    public enum Kind {
        COMMAND,
        PLATFORM_ANSWERED,
        STAGE_SETTLED,
        LOOK_AGAIN,
        START_COHORT
    }
}
