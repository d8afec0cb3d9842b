package io.reissue.sandbox.report;

import static io.reissue.sandbox.report.Html.escaped;
import static io.reissue.sandbox.report.Html.number;

import io.reissue.sandbox.report.Plots.Part;
import io.reissue.sandbox.report.Run.Judged;
import io.reissue.sandbox.report.Story.Bucket;
import io.reissue.sandbox.report.Story.Day;
import io.reissue.sandbox.report.Story.Event;
import io.reissue.sandbox.report.Story.PlatformRow;
import io.reissue.sandbox.report.Story.StageRow;
import io.reissue.sandbox.report.Story.StuckRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The story as one HTML page that needs nothing beside itself: no script, no reference to anything, plots as SVG with their text. */
public final class ReportPage {
    /** Of the curve's table: enough to read it without the picture. */
    private static final int DAYS_BETWEEN_ROWS = 10;

    private final Run run;
    private final Story story;
    private final Html html = new Html();

    private ReportPage(Run run, Story story) {
        this.run = run;
        this.story = story;
    }

    public static String of(Run run, Story story) {
        return new ReportPage(run, story).page();
    }

    private String page() {
        html.raw("<!doctype html>")
                .raw("<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .element("title", "Reissue: " + run.virtualDays() + " days of a carrier's numbers")
                .raw("<style>")
                .raw(style())
                .raw("</style></head><body><main>");
        head();
        html.raw("<div class=\"plots\">");
        funnel();
        purges();
        outcomes();
        answers();
        html.raw("</div>");
        checks();
        stages();
        platforms();
        stuck();
        timeline();
        people();
        return html.raw("</main></body></html>").toString();
    }

    private void head() {
        html.element("h1", run.virtualDays() + " days of a carrier's numbers");
        html.raw("<p class=\"lead\">%s platforms, seed %d, played in %s s. <strong class=\"%s\">%s</strong></p>"
                .formatted(
                        number(run.platforms()),
                        run.seed(),
                        String.format(Locale.ROOT, "%.1f", run.seconds()),
                        run.held() ? "held" : "broken",
                        run.held() ? "Every check held." : "Not every check held."));
        html.raw("<dl class=\"tiles\">");
        run.numbers()
                .forEach((name, count) ->
                        html.raw("<div><dt>" + escaped(words(name)) + "</dt><dd>" + number(count) + "</dd></div>"));
        html.raw("</dl>");
    }

    /** {@code returnedToDonor} as people write it; codes as they are. */
    private static String words(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? name
                : name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void funnel() {
        List<Day> days = story.days();
        String described = days.isEmpty()
                ? "No day was seen."
                : "From %s to %s. At the end: %s."
                        .formatted(
                                days.getFirst().day(),
                                days.getLast().day(),
                                Plots.DAY_PARTS.stream()
                                        .map(part ->
                                                number(part.value().applyAsLong(days.getLast())) + " " + part.name())
                                        .collect(Collectors.joining(", ")));
        figure("Where the numbers stand", described, Plots.funnel(days, "Numbers by state, day by day", described));
        legend(Plots.DAY_PARTS);
        html.raw("<details><summary>As a table</summary>")
                .table("day", "#released", "#returned, retired", "#back", "#stuck", "#asked", "#resting");
        for (int i = 0; i < days.size(); i += DAYS_BETWEEN_ROWS) day(days.get(i));
        if (days.size() % DAYS_BETWEEN_ROWS != 1 && !days.isEmpty()) day(days.getLast());
        html.endTable().raw("</details></figure>");
    }

    private void day(Day day) {
        html.row(day.day(), day.released(), day.given(), day.back(), day.stuck(), day.asked(), day.resting());
    }

    private void purges() {
        List<Bucket> purges = story.purges();
        long all = purges.stream().mapToLong(Bucket::count).sum();
        long most = purges.stream().mapToLong(Bucket::count).max().orElse(0);
        String described = number(all) + " numbers purged on " + purges.size() + " days, at most " + number(most)
                + " on one. A day's numbers wake spread over half a day.";
        String plot = story.days().isEmpty()
                ? ""
                : Plots.wave(
                        purges,
                        story.days().getFirst().day(),
                        story.days().getLast().day(),
                        "Numbers purged, by day",
                        described);
        figure("The purge wave", described, plot);
        html.raw("<details><summary>As a table</summary>").table("day", "#purged");
        purges.forEach(bucket -> html.row(bucket.name(), bucket.count()));
        html.endTable().raw("</details></figure>");
    }

    private void outcomes() {
        String described = story.stages().stream()
                .map(row -> "Stage %d: %s of %s items cleared"
                        .formatted(row.stage(), number(row.cleared()), number(row.asked())))
                .collect(Collectors.joining("; ", "", "."));
        figure(
                "What became of the questions",
                described,
                Plots.mix(story.stages(), "Outcomes that are not \"not bound\", by stage", described));
        legend(Plots.OUTCOME_PARTS);
        html.raw("</figure>");
    }

    private void answers() {
        long all = story.answerTimes().stream().mapToLong(Bucket::count).sum();
        String described = number(all) + " batches were answered; the table of platforms names the slowest.";
        figure(
                "How long answers take",
                described,
                Plots.bars(story.answerTimes(), "Batches by the time to their first answer", described));
        html.raw("</figure>");
    }

    private void figure(String title, String caption, String plot) {
        html.raw("<figure>").element("h2", title).raw(plot).element("figcaption", caption);
    }

    private void legend(List<? extends Part<?>> parts) {
        html.raw(parts.stream()
                .map(part ->
                        "<li><span class=\"swatch %s\"></span>%s</li>".formatted(part.style(), escaped(part.name())))
                .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>")));
    }

    private void checks() {
        html.element("h2", "What must always hold").table("", "check", "#looked at");
        for (Judged check : run.checks()) {
            html.row(check.held() ? "held" : "BROKEN", check.id() + ". " + check.name(), check.checked());
            check.violations().forEach(violation -> html.row("", violation, ""));
        }
        html.endTable();
    }

    private void stages() {
        html.element("h2", "Stages").table("stage", "#asked", "#cleared", "#unbound", "#refused", "#silent", "#undone");
        for (StageRow row : story.stages()) {
            html.row(
                    row.stage() + " " + StoryText.name(row.stage()),
                    row.asked(),
                    row.cleared(),
                    row.unbound(),
                    row.refused(),
                    row.silent(),
                    row.undone());
        }
        html.endTable();
    }

    private void platforms() {
        html.element("h2", "The five worst platforms")
                .table("platform", "stage", "#open", "#refused", "answers after (median, slowest)");
        for (PlatformRow row : story.worstPlatforms()) {
            html.row(
                    row.name() + " (" + row.code() + ")",
                    row.stage() + " " + StoryText.name(row.stage()),
                    row.open(),
                    row.refused(),
                    StoryText.time(row));
        }
        html.endTable();
    }

    private void stuck() {
        html.element("h2", "Stuck numbers");
        if (story.stuckNumbers().isEmpty()) html.element("p", "None.");
        Map<String, List<StuckRow>> byReason = story.stuckNumbers().stream()
                .collect(Collectors.groupingBy(StuckRow::reason, TreeMap::new, Collectors.toList()));
        byReason.forEach((reason, rows) -> {
            html.element("h3", reason + " (" + rows.size() + ")")
                    .element("p", rows.getFirst().advice())
                    .raw("<details><summary>Their cycles</summary>")
                    .table("cycle", "in", "since", "#required open");
            rows.forEach(row -> html.row(row.cycle(), row.jurisdiction(), row.since(), row.openPlatforms()));
            html.endTable().raw("</details>");
        });
    }

    private void timeline() {
        Story.Timeline timeline = story.timeline();
        if (timeline == null) return;
        html.element("h2", "One number's life")
                .element("p", "Cycle " + timeline.cycle() + ", " + timeline.jurisdiction() + ". Times in UTC.")
                .raw("<ol class=\"timeline\">");
        for (Event event : timeline.events()) {
            html.raw("<li><time>" + StoryText.minute(event) + "</time> " + escaped(event.what()) + "</li>");
        }
        html.raw("</ol>");
    }

    private void people() {
        html.element("h2", "What people did");
        counts("Commands accepted", story.commands());
        counts("Commands refused", story.refusedCommands());
        counts("Numbers that were undone", story.undos());
        counts("Next holders", story.nextHolders());
        counts("Rows rejected", run.rejections());
    }

    private void counts(String title, Map<String, Long> counts) {
        html.element("h3", title);
        if (counts.isEmpty()) html.element("p", "None.");
        else
            html.raw(counts.entrySet().stream()
                    .map(entry -> "<li>%s <strong>%s</strong></li>"
                            .formatted(escaped(words(entry.getKey())), number(entry.getValue())))
                    .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>")));
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
