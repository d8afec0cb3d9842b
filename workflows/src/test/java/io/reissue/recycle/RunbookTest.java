package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        Matcher link = LINK.matcher(CycleDetails.markdown("a-cycle", stuck(reason)));

        assertThat(link.find()).as("there is a link").isTrue();
        assertThat(headings(link.group(1))).containsOnlyOnce(link.group(2));
        assertThat(sectionOf(link.group(1), link.group(2)))
                .as("what it means, where to look, what to do")
                .contains("**Means.**", "**Do.**");
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
        return new CycleView(
                CycleState.RESTING,
                Next.REST,
                null,
                Waiting.ANSWERS,
                null,
                null,
                null,
                null,
                null,
                reason,
                Instant.parse("2026-07-01T00:00:00Z"),
                null);
    }
}
