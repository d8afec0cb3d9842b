package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.Facts.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Progress BEGINNING = new Progress(List.of(new Standing("RESTING", 0, 8)), 0);

    @Test
    void tellsOpenNumbersByStageAndEndedOnesByEnd() {
        Progress progress = new Progress(
                List.of(
                        new Standing("ACCEPTED", 0, 1),
                        new Standing("RESTING", 0, 2),
                        new Standing("RESTING", 1, 3),
                        new Standing("REINSTATING", 2, 4),
                        new Standing("RESTING", 3, 5),
                        new Standing("RELEASED", 0, 6),
                        new Standing("REINSTATED", 0, 7),
                        new Standing("WITHDRAWN", 0, 8),
                        new Standing("RETIRED", 0, 9)),
                10);

        assertThat(progress.text())
                .isEqualTo("resting 3  stage 1 3  stage 2 4  stage 3 5"
                        + "  released 6  back with holder 15  other ends 9  stuck 10");
    }

    @Test
    void aNumberThatEndsHasLivedWhicheverStagesItHad() {
        Progress ended = new Progress(List.of(new Standing("RELEASED", 0, 5), new Standing("REINSTATED", 0, 3)), 0);

        assertThat(ended.livesSince(BEGINNING)).isEqualTo(8);
    }

    @Test
    void aStageIsAFourthOfTheWay() {
        Progress asked = new Progress(List.of(new Standing("RESTING", 0, 4), new Standing("RESTING", 1, 4)), 0);

        assertThat(asked.livesSince(BEGINNING)).isEqualTo(1);
    }

    @Test
    void nothingThatHappenedIsNoProgress() {
        assertThat(BEGINNING.livesSince(BEGINNING)).isZero();
    }
}
