package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.reissue.policy.Stage;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells the workflow: what to do next, and what to show. Written into history once per step: small, plain, no
 * number, no holder. Fields are only ever added, and nullable.
 *
 * @param until REST: when to look again
 * @param asks ASK: platforms to ask now; UNDO: platforms to restore at now
 * @param waits what is waited for, in the reader's words: at most ten lines, most important first
 * @param cohort workflow id of the cohort that asked; null: none yet
 * @param runbook address of what to do about it, where {@link #heading()} names something and a runbook is configured
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CycleView(
        CycleState state,
        Next next,
        @Nullable Instant until,
        Verdict.@Nullable Waiting why,
        @Nullable Instant freezeEnd,
        @Nullable List<Ask> asks,
        @Nullable List<String> waits,
        @Nullable StageCounts stages,
        @Nullable String cohort,
        @Nullable StuckReason stuck,
        @Nullable Instant stuckSince,
        @Nullable String certificateId,
        @Nullable String runbook) {
    private static final String BRAKE = "a-brake";

    /** What the workflow does next. */
    public enum Next {
        REST,
        ASK,
        UNDO,
        ENDED,
        /** A newer run conducts this cycle. */
        SUPERSEDED,
        /** Written by a newer release: look again later. */
        UNKNOWN;

        @JsonCreator
        public static Next of(String code) {
            for (Next next : values()) if (next.name().equals(code)) return next;
            return UNKNOWN;
        }
    }

    /** One platform to be asked by the number itself. {@code last}: what it said before, as a code. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ask(
            String platform,
            Stage stage,
            int attempt,
            @Nullable String last) {}

    /** The runbook's heading for what keeps the number; null: it goes its way. */
    public @Nullable String heading() {
        if (stuck != null) return stuck.heading();
        return why == Verdict.Waiting.BRAKE ? BRAKE : null;
    }

    public CycleView withRunbook(@Nullable String address) {
        return new CycleView(
                state,
                next,
                until,
                why,
                freezeEnd,
                asks,
                waits,
                stages,
                cohort,
                stuck,
                stuckSince,
                certificateId,
                address);
    }

    public boolean open() {
        return next != Next.ENDED && next != Next.SUPERSEDED;
    }

    /** The platforms to ask now, of one stage. */
    public List<Ask> asksOf(Stage stage) {
        return asks == null
                ? List.of()
                : asks.stream().filter(ask -> ask.stage() == stage).toList();
    }
}
