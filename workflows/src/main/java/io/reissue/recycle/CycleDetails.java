package io.reissue.recycle;

import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
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
            text.append("\n| stage | cleared / unresolved / waived |\n|---|---|\n");
            text.append("| 1 identity, labels | ")
                    .append(view.stages().identity())
                    .append(" |\n");
            text.append("| 2 required | ").append(view.stages().required()).append(" |\n");
            text.append("| 3 the rest | ").append(view.stages().rest()).append(" |\n");
        }
        for (String wait : Objects.requireNonNullElse(view.waits(), List.<String>of())) {
            text.append("\n- ").append(wait);
        }
        if (view.why() == Waiting.BRAKE) text.append("\n\nTwo people lift it. Runbook: docs/runbook.md#a-brake\n");
        if (view.stuck() != null) {
            text.append("\n\n**").append(view.stuck()).append("** since ").append(minute(view.stuckSince()));
            text.append(". ").append(view.stuck().advice());
            text.append(" Runbook: docs/runbook.md#")
                    .append(anchor(view.stuck()))
                    .append('\n');
        }
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
        return waiting(view.why());
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

    private static String anchor(StuckReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
