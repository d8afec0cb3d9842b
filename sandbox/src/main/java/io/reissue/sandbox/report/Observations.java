package io.reissue.sandbox.report;

import io.reissue.sandbox.report.Chronicle.Followed;
import io.reissue.sandbox.report.Chronicle.Stuck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to be seen at this moment. */
interface Observations {
    /** The day of an instant, where days are counted. */
    LocalDate day(Instant now);

    /** Where every number stands; {@code day} is only written down. */
    Story.Day numbersOn(LocalDate day);

    /** Cycles that are stuck, with the reason. */
    Map<String, Stuck> stuck();

    /** The cycle with its cohort, once it is sealed and as long as it is not purged. */
    Optional<Followed> sealed(String cycle);

    /** Outcomes of all cohorts that still have some, in the stages that were opened: by cohort, then by platform. */
    Map<String, Map<String, Tally>> tallies();

    /** Batches that were first answered from one instant on and before another. */
    List<Answered> answers(Instant from, Instant before);

    /** The first answer to a batch. {@code asStage}: the batch was sent when its stage was opened, to the whole cohort. */
    record Answered(String platform, String cohortAndStage, boolean asStage, Instant at, long seconds) {}
}
