package io.reissue.sandbox.report;

import static io.reissue.sandbox.report.Html.at;
import static io.reissue.sandbox.report.Html.escaped;
import static io.reissue.sandbox.report.Html.number;

import io.reissue.sandbox.report.Story.Bucket;
import io.reissue.sandbox.report.Story.Day;
import io.reissue.sandbox.report.Story.StageRow;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Plots as inline SVG, 400 units wide: small enough to be read on a phone, and only made larger on a wide screen. */
final class Plots {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 220;
    private static final int LEFT = 40;
    private static final int RIGHT = 8;
    private static final int TOP = 10;
    private static final int BOTTOM = 24;
    private static final int LABELS = 90;
    private static final int ROW = 22;

    private Plots() {}

    /** One of several quantities that add up. {@code style}: the class that gives it its colour. */
    record Part<T>(String name, String style, ToLongFunction<T> value) {}

    static final List<Part<Day>> DAY_PARTS = List.of(
            new Part<>("released", "released", Day::released),
            new Part<>("returned or retired", "given", Day::given),
            new Part<>("back with holder", "back", Day::back),
            new Part<>("stuck", "stuck", Day::stuck),
            new Part<>("being asked about", "asked", Day::asked),
            new Part<>("resting", "resting", Day::resting));

    /** Without what was simply not bound: nearly all. */
    static final List<Part<StageRow>> OUTCOME_PARTS = List.of(
            new Part<>("unbound", "released", StageRow::unbound),
            new Part<>("refused", "stuck", StageRow::refused),
            new Part<>("silent", "resting", StageRow::silent),
            new Part<>("undone", "back", StageRow::undone));

    /** Where all numbers stood, day by day, one band above the other. */
    static String funnel(List<Day> days, String title, String description) {
        StringBuilder svg = open(HEIGHT, title, description);
        long most = days.stream().mapToLong(Day::all).max().orElse(0);
        if (days.size() > 1 && most > 0) {
            LocalDate first = days.getFirst().day();
            long span = ChronoUnit.DAYS.between(first, days.getLast().day());
            grid(svg, most);
            long[] below = new long[days.size()];
            for (Part<Day> part : DAY_PARTS) {
                StringBuilder up = new StringBuilder();
                StringBuilder down = new StringBuilder();
                for (int i = 0; i < days.size(); i++) {
                    double x = x(ChronoUnit.DAYS.between(first, days.get(i).day()), span);
                    down.insert(0, "L" + at(x) + " " + at(y(below[i], most)));
                    below[i] += part.value().applyAsLong(days.get(i));
                    up.append(i == 0 ? "M" : "L").append(at(x)).append(' ').append(at(y(below[i], most)));
                }
                svg.append("<path class=\"band ")
                        .append(part.style())
                        .append("\" d=\"")
                        .append(up)
                        .append(down)
                        .append("Z\"/>");
            }
            months(svg, first, span);
        }
        return svg.append("</svg>").toString();
    }

    /** How many on which day, over the same span of days as {@link #funnel}. */
    static String wave(List<Bucket> byDay, LocalDate first, LocalDate last, String title, String description) {
        StringBuilder svg = open(HEIGHT, title, description);
        long span = Math.max(1, ChronoUnit.DAYS.between(first, last));
        long most = byDay.stream().mapToLong(Bucket::count).max().orElse(0);
        if (most > 0) {
            grid(svg, most);
            double width = Math.max(2.2, (double) (WIDTH - LEFT - RIGHT) / span - 0.3);
            for (Bucket bucket : byDay) {
                double x = x(ChronoUnit.DAYS.between(first, LocalDate.parse(bucket.name())), span);
                double y = y(bucket.count(), most);
                svg.append("<rect class=\"released\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                        .formatted(at(x - width / 2), at(y), at(width), at(HEIGHT - BOTTOM - y)));
            }
            months(svg, first, span);
        }
        return svg.append("</svg>").toString();
    }

    /** A bar for each name, from the left, with its count behind it. */
    static String bars(List<Bucket> buckets, String title, String description) {
        StringBuilder svg = open(TOP + ROW * buckets.size(), title, description);
        long most = Math.max(1, buckets.stream().mapToLong(Bucket::count).max().orElse(1));
        int y = TOP;
        for (Bucket bucket : buckets) {
            label(svg, bucket.name(), y);
            double width = (WIDTH - LABELS - 60.0) * bucket.count() / most;
            bar(svg, "asked", LABELS, y, width);
            svg.append("<text x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(at(LABELS + width + 5), y + 12, number(bucket.count())));
            y += ROW;
        }
        return svg.append("</svg>").toString();
    }

    /** What became of the items of each stage that were not simply not bound, each bar as long as the others. */
    static String mix(List<StageRow> stages, String title, String description) {
        StringBuilder svg = open(TOP + 2 * ROW * stages.size(), title, description);
        int y = TOP;
        for (StageRow stage : stages) {
            long all = OUTCOME_PARTS.stream()
                    .mapToLong(part -> part.value().applyAsLong(stage))
                    .sum();
            label(svg, stage.stage() + " " + StoryText.name(stage.stage()), y);
            double x = LABELS;
            for (Part<StageRow> part : OUTCOME_PARTS) {
                if (all == 0) continue;
                double width = (WIDTH - LABELS - RIGHT) * (double) part.value().applyAsLong(stage) / all;
                bar(svg, part.style(), x, y, width);
                x += width;
            }
            svg.append("<text class=\"quiet\" x=\"%d\" y=\"%d\">%s of %s items; all others not bound</text>"
                    .formatted(LABELS, y + 28, number(all), number(stage.asked())));
            y += 2 * ROW;
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(int height, String title, String description) {
        return new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH, height, escaped(title)))
                .append("<title>")
                .append(escaped(title))
                .append("</title><desc>")
                .append(escaped(description))
                .append("</desc>");
    }

    private static double x(long day, long span) {
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * day / Math.max(1, span);
    }

    private static double y(long value, long most) {
        return HEIGHT - BOTTOM - (double) (HEIGHT - BOTTOM - TOP) * value / most;
    }

    private static void grid(StringBuilder svg, long most) {
        long step = step(most);
        for (long value = 0; value <= most; value += step) {
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(LEFT, WIDTH - RIGHT, at(y(value, most)), at(y(value, most))));
            svg.append("<text class=\"end\" x=\"%d\" y=\"%s\">%s</text>"
                    .formatted(LEFT - 5, at(y(value, most) + 4), number(value)));
        }
    }

    /** About four lines, at 1, 2 or 5 times a power of ten. */
    static long step(long most) {
        long power = 1;
        while (true) {
            for (int times : new int[] {1, 2, 5}) {
                if (power * times * 4 >= most) return power * times;
            }
            power *= 10;
        }
    }

    /** A tick at the first of every month; a name where there is room for it. */
    private static void months(StringBuilder svg, LocalDate first, long span) {
        double last = LEFT;
        svg.append("<text class=\"start\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(
                        LEFT,
                        HEIGHT - BOTTOM + 16,
                        first.getDayOfMonth() + " " + first.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT)));
        for (LocalDate month = first.plusMonths(1).withDayOfMonth(1);
                !month.isAfter(first.plusDays(span));
                month = month.plusMonths(1)) {
            double x = x(ChronoUnit.DAYS.between(first, month), span);
            svg.append("<line class=\"tick\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>"
                    .formatted(at(x), at(x), HEIGHT - BOTTOM, HEIGHT - BOTTOM + 4));
            if (x - last < 34 || x > WIDTH - RIGHT - 10) continue;
            svg.append("<text class=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(
                            at(x),
                            HEIGHT - BOTTOM + 16,
                            month.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT)));
            last = x;
        }
    }

    private static void label(StringBuilder svg, String name, int y) {
        svg.append("<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>".formatted(LABELS - 6, y + 12, escaped(name)));
    }

    private static void bar(StringBuilder svg, String style, double x, int y, double width) {
        svg.append("<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"16\"/>"
                .formatted(style, at(x), y, at(width)));
    }
}
