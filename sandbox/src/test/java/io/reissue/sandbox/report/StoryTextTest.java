package io.reissue.sandbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTextTest {
    private final List<String> lines =
            StoryText.of(StoryForTests.story()).lines().toList();

    @Test
    void aStageIsALine() {
        assertThat(lines)
                .contains("  stage          asked   cleared  (unbound)   refused    silent    undone")
                .contains("  2 required         80        75         12         3         1         1");
    }

    @Test
    void aPlatformSaysWhatItLeftOpenAndHowLongItTook() {
        assertThat(lines)
                .contains("  maps                           3        17         0   20.0 days, 21.0 days")
                .contains("  mute                           3         9         0   never answered");
    }

    @Test
    void stuckNumbersStandUnderTheirReasonWithWhatToDo() {
        assertThat(lines)
                .containsSequence(
                        "  CAP_REACHED (2)",
                        "    Waive, or retire.",
                        "    cycle-1  KR  since 2026-03-02  1 required open",
                        "    cycle-2  KR  since 2026-03-03  2 required open")
                .containsSequence("  REQUIRED_REFUSES (1)", "    Read the refusal.");
    }

    @Test
    void oneLifeIsToldInOrder() {
        assertThat(lines)
                .containsSequence(
                        "  one number: cycle-9 (KR)",
                        "    2026-03-01 00:13  left service",
                        "    2026-07-14 15:00  released");
    }
}
