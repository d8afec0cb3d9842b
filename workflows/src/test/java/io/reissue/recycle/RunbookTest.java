package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.names.RunbookLink;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever reads that a number is stuck finds out what to do about it. */
class RunbookTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("Runbook: (docs/[a-z.]+)#([a-z-]+)\\s");

    @ParameterizedTest
    @EnumSource
    void theDetailsOfAStuckNumberLeadToAHeadingOfItsReason(StuckReason reason) throws IOException {
        leadsToAHeading(stuck(reason));
    }

    @Test
    void theDetailsOfANumberThatABrakeStopsLeadToItsHeading() throws IOException {
        leadsToAHeading(view(Waiting.BRAKE, null));
    }

    private static void leadsToAHeading(CycleView view) throws IOException {
        Matcher link = LINK.matcher(CycleDetails.markdown("a-cycle", view));

        assertThat(link.find()).as("there is a link").isTrue();
        assertThat(headings(link.group(1))).containsOnlyOnce(link.group(2));
        assertThat(sectionOf(link.group(1), link.group(2)))
                .as("what it means, where to look, what to do")
                .contains("**Means.**", "**Look.**")
                .containsAnyOf("**Do.**", "**Lift it**");
    }

    @Test
    void whereTheRunbookHasAnAddressTheHeadingIsALinkToIt() {
        CycleView view = stuck(StuckReason.CAP_REACHED);
        String address = RunbookLink.to("https://wiki.example/runbook", "cap-reached");

        assertThat(CycleDetails.markdown("a-cycle", view.withRunbook(address)))
                .endsWith("\nRunbook: [cap-reached](https://wiki.example/runbook#cap-reached)\n");
    }

    @Test
    void aNumberThatNothingKeepsHasNoHeading() {
        assertThat(view(Waiting.FREEZE, null).heading()).isNull();
        assertThat(CycleDetails.markdown("a-cycle", view(Waiting.FREEZE, null))).doesNotContain("Runbook");
    }

    @Test
    void aReasonWithoutItsHeadingWouldBeNoticed() throws IOException {
        assertThat(headings("docs/runbook.md")).isNotEmpty().doesNotContain("lost-patience");
    }

    private static List<String> headings(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve(file)).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    private static String sectionOf(String file, String heading) throws IOException {
        String after = Files.readString(ROOT.resolve(file)).split("\n## " + Pattern.quote(heading) + "\n")[1];
        return after.split("\n## ")[0];
    }

    private static CycleView stuck(StuckReason reason) {
        return view(Waiting.ANSWERS, reason);
    }

    private static CycleView view(Waiting why, @Nullable StuckReason reason) {
        return new CycleView(
                CycleState.RESTING,
                Next.REST,
                null,
                why,
                null,
                null,
                null,
                null,
                null,
                reason,
                reason == null ? null : Instant.parse("2026-07-01T00:00:00Z"),
                null,
                null);
    }
}
