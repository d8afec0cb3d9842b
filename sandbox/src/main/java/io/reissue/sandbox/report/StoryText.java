package io.reissue.sandbox.report;

import io.reissue.sandbox.report.Story.Event;
import io.reissue.sandbox.report.Story.PlatformRow;
import io.reissue.sandbox.report.Story.StageRow;
import io.reissue.sandbox.report.Story.StuckRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The story for a terminal. */
public final class StoryText {
    /** More would push the rest off the screen; the page has all of them. */
    private static final int STUCK_SHOWN = 10;

    private final StringBuilder text = new StringBuilder();

    private StoryText() {}

    public static String of(Story story) {
        StoryText text = new StoryText();
        text.stages(story.stages());
        text.platforms(story.worstPlatforms());
        text.people(story);
        text.stuck(story.stuckNumbers());
        if (story.timeline() != null) text.timeline(story.timeline());
        return text.text.toString();
    }

    private void stages(List<StageRow> stages) {
        line("%n  stage          asked   cleared  (unbound)   refused    silent    undone");
        for (StageRow row : stages) {
            line(
                    "  %d %-10s %8d  %8d  %9d  %8d  %8d  %8d",
                    row.stage(),
                    name(row.stage()),
                    row.asked(),
                    row.cleared(),
                    row.unbound(),
                    row.refused(),
                    row.silent(),
                    row.undone());
        }
    }

    /** What is asked in a stage. */
    static String name(int stage) {
        return switch (stage) {
            case 1 -> "identity";
            case 2 -> "required";
            default -> "the rest";
        };
    }

    private void platforms(List<PlatformRow> platforms) {
        line("%n  the worst platforms        stage      open   refused   answers after (median, slowest)");
        for (PlatformRow row : platforms) {
            line("  %-26s %5d  %8d  %8d   %s", row.code(), row.stage(), row.open(), row.refused(), time(row));
        }
    }

    static String time(PlatformRow row) {
        if (row.medianHours() == null || row.slowestHours() == null) return "never answered";
        return duration(row.medianHours()) + ", " + duration(row.slowestHours());
    }

    private static String duration(double hours) {
        if (hours < 0.1) return "at once";
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f h", hours)
                : String.format(Locale.ROOT, "%.1f days", hours / 24);
    }

    private void people(Story story) {
        line("%n  commands accepted   %s", counts(story.commands()));
        line("  commands refused    %s", counts(story.refusedCommands()));
        line("  undone              %s", counts(story.undos()));
        line("  next holders        %s", counts(story.nextHolders()));
    }

    static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void stuck(List<StuckRow> stuck) {
        if (stuck.isEmpty()) return;
        line("%n  stuck numbers, and what to do about them");
        Map<String, List<StuckRow>> byReason =
                stuck.stream().collect(Collectors.groupingBy(StuckRow::reason, TreeMap::new, Collectors.toList()));
        byReason.forEach((reason, rows) -> {
            line("  %s (%d)", reason, rows.size());
            line("    %s", rows.getFirst().advice());
            rows.stream()
                    .limit(STUCK_SHOWN)
                    .forEach(row -> line(
                            "    %s  %s  since %s  %d required open",
                            row.cycle(), row.jurisdiction(), row.since(), row.openPlatforms()));
            if (rows.size() > STUCK_SHOWN) line("    and %d more", rows.size() - STUCK_SHOWN);
        });
    }

    private void timeline(Story.Timeline timeline) {
        line("%n  one number: %s (%s)", timeline.cycle(), timeline.jurisdiction());
        for (Event event : timeline.events()) line("    %s  %s", minute(event), event.what());
    }

    static String minute(Event event) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(event.at());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
