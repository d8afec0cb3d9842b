package io.reissue.sandbox.report;

import io.reissue.sandbox.report.Story.Bucket;
import io.reissue.sandbox.report.Story.Day;
import io.reissue.sandbox.report.Story.Event;
import io.reissue.sandbox.report.Story.PlatformRow;
import io.reissue.sandbox.report.Story.StageRow;
import io.reissue.sandbox.report.Story.StuckRow;
import io.reissue.sandbox.report.Story.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A small run's story. */
final class StoryForTests {
    static final LocalDate FIRST = LocalDate.parse("2026-03-02");

    private StoryForTests() {}

    static Story story() {
        return new Story(
                List.of(
                        new StageRow(1, 40, 39, 3, 36, 0, 0, 1),
                        new StageRow(2, 80, 75, 12, 63, 3, 1, 1),
                        new StageRow(3, 280, 260, 8, 252, 2, 17, 1)),
                List.of(
                        new PlatformRow("maps", "Heronfall <Maps>", 3, 17, 0, 4, 480.0, 504.0),
                        new PlatformRow("mute", "Mute", 3, 9, 0, 0, null, null)),
                List.of(
                        new StuckRow("cycle-1", "KR", "CAP_REACHED", FIRST, 1, "Waive, or retire."),
                        new StuckRow("cycle-2", "KR", "CAP_REACHED", FIRST.plusDays(1), 2, "Waive, or retire."),
                        new StuckRow("cycle-3", "CN", "REQUIRED_REFUSES", FIRST, 1, "Read the refusal.")),
                new Timeline(
                        "cycle-9",
                        "KR",
                        List.of(
                                new Event(Instant.parse("2026-03-01T00:13:00Z"), "left service"),
                                new Event(Instant.parse("2026-07-14T15:00:00Z"), "released"))),
                Map.of("inFlight", 4L),
                Map.of("HOLD", 2L),
                Map.of(),
                Map.of("turnedAway", 1L),
                List.of(
                        new Day(FIRST, 10, 0, 0, 0, 0, 0),
                        new Day(FIRST.plusDays(1), 6, 4, 0, 0, 0, 0),
                        new Day(FIRST.plusDays(50), 0, 2, 1, 5, 1, 1)),
                List.of(new Bucket("at once", 30), new Bucket("later", 2)),
                List.of(new Bucket("2026-04-21", 6)));
    }

    static Run run(boolean held) {
        return new Run(
                7,
                40,
                50,
                12.34,
                Map.of("returnedToDonor", 1L),
                Map.of("DUPLICATE_ROW", 2L),
                List.of(new Run.Judged("3", "nothing is touched", held, 9, held ? List.of() : List.of("it was"))));
    }
}
