package io.reissue.edge.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars over labels, stacked, laid out for an SVG of {@value WIDTH} by {@value HEIGHT} units. The same figures stand in a table beside it,
 * for those who do not see it.
 *
 * @param series the keys of what is stacked, from the bottom up; each has its class in the style sheet, by its place
 * @param rows a label and a figure for each series
 */
public record Plot(List<String> series, List<Row> rows) {
    public static final int WIDTH = 640;
    public static final int HEIGHT = 160;

    /** Below the bars, for labels. */
    private static final int FOOT = 18;

    private static final int LABELS = 8;

    /** @param figures one for each series, not negative */
    public record Row(String label, List<Long> figures) {
        long sum() {
            return figures.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @param series its place among the series, from 0 */
    public record Bar(int series, double x, double y, double width, double height, String label, long figure) {}

    /** A label at the foot, in its middle. */
    public record Label(double x, String text) {}

    public Plot {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
    }

    public boolean empty() {
        return rows.stream().allMatch(row -> row.sum() == 0);
    }

    /** The highest row. */
    public long top() {
        return rows.stream().mapToLong(Row::sum).max().orElse(0);
    }

    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        if (empty()) return bars;
        double step = (double) WIDTH / rows.size();
        double unit = (double) (HEIGHT - FOOT) / top();
        for (int i = 0; i < rows.size(); i++) {
            double y = HEIGHT - FOOT;
            for (int s = 0; s < series.size(); s++) {
                long figure = rows.get(i).figures().get(s);
                if (figure == 0) continue;
                double height = figure * unit;
                y -= height;
                bars.add(new Bar(
                        s,
                        round(i * step + step * 0.1),
                        round(y),
                        round(step * 0.8),
                        round(height),
                        rows.get(i).label(),
                        figure));
            }
        }
        return bars;
    }

    /** As many as are readable beside each other. */
    public List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        double step = (double) WIDTH / Math.max(1, rows.size());
        int every = Math.max(1, Math.ceilDiv(rows.size(), LABELS));
        for (int i = 0; i < rows.size(); i += every) {
            labels.add(new Label(round((i + 0.5) * step), rows.get(i).label()));
        }
        return labels;
    }

    private static double round(double units) {
        return Math.round(units * 10) / 10.0;
    }
}
