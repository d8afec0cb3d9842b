package io.reissue.sandbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.report.Story.Bucket;
import io.reissue.sandbox.report.Story.Day;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotsTest {
    private static final LocalDate FIRST = StoryForTests.FIRST;

    @Test
    void aBandBeginsWhereTheOneBelowItEndsAndAllOfThemFillThePlot() {
        String svg = Plots.funnel(
                List.of(new Day(FIRST, 100, 0, 0, 0, 0, 0), new Day(FIRST.plusDays(10), 0, 25, 0, 75, 0, 0)), "t", "d");

        // 186 units are the height, from 196 at the bottom to 10 at the top
        assertThat(band(svg, "released")).isEqualTo("M40.0 196.0L392.0 56.5L392.0 196.0L40.0 196.0Z");
        assertThat(band(svg, "asked")).isEqualTo("M40.0 196.0L392.0 10.0L392.0 56.5L40.0 196.0Z");
        assertThat(band(svg, "resting")).isEqualTo("M40.0 10.0L392.0 10.0L392.0 10.0L40.0 196.0Z");
    }

    @Test
    void daysOnWhichNobodyLookedAreBridged() {
        String svg = Plots.funnel(
                List.of(
                        new Day(FIRST, 10, 0, 0, 0, 0, 0),
                        new Day(FIRST.plusDays(8), 10, 0, 0, 0, 0, 0),
                        new Day(FIRST.plusDays(10), 0, 0, 0, 10, 0, 0)),
                "t",
                "d");

        assertThat(band(svg, "released")).startsWith("M40.0 196.0L321.6 196.0L392.0 10.0");
    }

    @Test
    void aBarIsAsLongAsItsShareOfTheLongestAndSaysItsCount() {
        String svg = Plots.bars(List.of(new Bucket("at once", 4_000), new Bucket("later", 1_000)), "t", "d");

        assertThat(svg).contains("width=\"250.0\"", "width=\"62.5\"", ">4,000<", ">1,000<", ">at once<");
    }

    @Test
    void whatIsNotUnboundShowsBesideWhatIs() {
        String svg = Plots.mix(StoryForTests.story().stages(), "t", "d");

        assertThat(svg).contains("17 of 80 items; all others not bound");
        Matcher bars = Pattern.compile("<rect class=\"(\\w+)\" x=\"90.0\" y=\"54\" width=\"([0-9.]+)\"")
                .matcher(svg);
        assertThat(bars.find()).isTrue();
        assertThat(bars.group(1)).isEqualTo("released");
        assertThat(Double.parseDouble(bars.group(2))).isEqualTo(Math.round(302 * 12 / 17.0 * 10) / 10.0);
    }

    @Test
    void aPurgeStandsOnItsDay() {
        String svg = Plots.wave(List.of(new Bucket("2026-03-12", 6)), FIRST, FIRST.plusDays(20), "t", "d");

        // the middle of twenty days, less half a bar
        assertThat(svg).containsPattern("<rect class=\"released\" x=\"207\\.[0-9]\" y=\"10\\.0\"");
    }

    @Test
    void whoCannotSeeAPlotIsToldWhatItShows() {
        String svg = Plots.bars(List.of(), "Answers & \"times\"", "None < one.");

        assertThat(svg)
                .contains(
                        "role=\"img\"",
                        "aria-label=\"Answers &amp; &quot;times&quot;\"",
                        "<title>Answers &amp; &quot;times&quot;</title>",
                        "<desc>None &lt; one.</desc>");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "5, 2", "19, 5", "20, 5", "200, 50", "1000, 500", "10000, 5000"})
    void linesStandAtRoundNumbers(long most, long step) {
        assertThat(Plots.step(most)).isEqualTo(step);
    }

    private static String band(String svg, String style) {
        Matcher path = Pattern.compile("<path class=\"band " + style + "\" d=\"([^\"]+)\"")
                .matcher(svg);
        assertThat(path.find()).isTrue();
        return path.group(1);
    }
}
