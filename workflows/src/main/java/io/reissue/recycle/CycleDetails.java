package io.reissue.recycle;

import io.reissue.names.RunbookLink;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an operator reads in the Temporal Web UI about a number: Markdown, codes and counts, never a number or a holder. */
final class CycleDetails {
    private CycleDetails() {}

    static String markdown(String cycleId, CycleView view) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(headline(view)).append("\n\n");
        line(text, "cycle", cycleId);
        line(text, "state", view.state().name());
        line(text, "freeze ends", minute(view.freezeEnd()));
        line(text, "looks again", minute(view.until()));
        line(text, "asked by", view.cohort());
        line(text, "certificate", view.certificateId());
        if (view.stages() != null) {
            text.append("\nPlatforms cleared / unresolved / waived:\n\n");
            line(text, "stage 1, identity and labels", view.stages().identity());
            line(text, "stage 2, required", view.stages().required());
            line(text, "stage 3, the rest", view.stages().rest());
        }
        List<String> waits = Objects.requireNonNullElse(view.waits(), List.of());
        if (!waits.isEmpty()) text.append("\nWaits for:\n\n");
        for (String wait : waits) text.append("- ").append(wait).append('\n');
        if (view.stuck() != null) {
            text.append("\n**").append(view.stuck()).append("** since ").append(minute(view.stuckSince()));
            text.append(". ").append(view.stuck().advice()).append('\n');
        } else if (view.why() == Waiting.BRAKE) {
            text.append("\nTwo people lift it.\n");
        }
        String heading = view.heading();
        if (heading != null)
            text.append('\n')
                    .append(RunbookLink.markdown(heading, view.runbook()))
                    .append('\n');
        return text.toString();
    }

    /** What a timer shows: until when, and why. */
    static String restSummary(CycleView view) {
        return waiting(view.why()) + " until " + minute(view.until());
    }

    static String storeUnreachable(Duration backoff) {
        return "### The store does not answer\n\nNothing is lost; looking again in " + backoff.toMinutes() + " min.\n";
    }

    private static String headline(CycleView view) {
        if (view.next() == Next.SUPERSEDED) return "A newer run conducts this cycle";
        if (view.next() == Next.ENDED) return "Ended: " + view.state();
        if (view.stuck() != null) return "Stuck: " + view.stuck() + (view.why() == Waiting.HOLD ? ", on hold" : "");
        if (view.next() == Next.UNDO) return "Being restored for its holder";
        if (view.next() == Next.ASK) return "Asking platforms";
        String waiting = waiting(view.why());
        return Character.toUpperCase(waiting.charAt(0)) + waiting.substring(1);
    }

    private static String waiting(@Nullable Waiting why) {
        if (why == null) return "looking again";
        return switch (why) {
            case FREEZE -> "resting";
            case ASK_DAY -> "resting, platforms not asked yet";
            case ANSWERS -> "waiting for platforms";
            case HOLD -> "on hold";
            case RESTORES -> "waiting for platforms to restore";
            case BRAKE -> "stopped by a brake";
            case UNKNOWN -> "looking again";
        };
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null)
            text.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private static @Nullable String minute(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
