package io.reissue.sandbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private final String page = ReportPage.of(StoryForTests.run(true), StoryForTests.story());

    @Test
    void thePageNeedsNothingBesideItselfAndNoScript() {
        assertThat(page)
                .doesNotContain("<script", "<link", "<img", "<iframe", "@import", "url(", "http:", "https:", "//")
                .doesNotContainPattern("\\s(src|href|on[a-z]+)=");
    }

    @Test
    void everyPlotHasATextInItsPlace() {
        assertThat(Pattern.compile("<svg ").matcher(page).results()).hasSize(4);
        assertThat(Pattern.compile(
                                "<svg [^>]*role=\"img\" aria-label=\"[^\"]+\"><title>[^<]+</title><desc>[^<]+</desc>")
                        .matcher(page)
                        .results())
                .hasSize(4);
        assertThat(Pattern.compile("<figcaption>[^<]+</figcaption>")
                        .matcher(page)
                        .results())
                .hasSize(4);
    }

    @Test
    void lightOrDarkIsTheReadersChoiceAndAPhonesWidthIsItsOwn() {
        assertThat(page)
                .contains(
                        "prefers-color-scheme: dark",
                        "<meta name=\"color-scheme\" content=\"light dark\">",
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    }

    @Test
    void stagesPlatformsStuckNumbersAndOneLifeAreTold() {
        assertThat(page)
                .contains(
                        "<td>2 required</td><td class=\"n\">80</td><td class=\"n\">75</td>",
                        "<td>Heronfall &lt;Maps&gt; (maps)</td>",
                        "20.0 days, 21.0 days",
                        "never answered",
                        "<h3>CAP_REACHED (2)</h3>",
                        "Waive, or retire.",
                        "<td>cycle-2</td><td>KR</td>",
                        "<time>2026-07-14 15:00</time> released",
                        "<dt>returned to donor</dt><dd>1</dd>",
                        "turned away <strong>1</strong>");
    }

    @Test
    void aCheckThatDoesNotHoldIsNotPaintedOver() {
        String broken = ReportPage.of(StoryForTests.run(false), StoryForTests.story());

        assertThat(page).contains("Every check held.").doesNotContain("BROKEN");
        assertThat(broken)
                .contains("Not every check held.", "<td>BROKEN</td>", "it was")
                .doesNotContain("Every check held.");
    }

    @Test
    void anEmptyRunHasAPageToo() {
        Story nothing = new Story(
                List.of(), List.of(), List.of(), null, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(),
                List.of());

        assertThat(ReportPage.of(StoryForTests.run(true), nothing)).contains("No day was seen.", "</html>");
    }
}
