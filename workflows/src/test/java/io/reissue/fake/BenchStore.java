package io.reissue.fake;

import io.reissue.calendar.CalendarActivities;
import io.reissue.cohort.CohortActivities;
import io.reissue.recycle.RecycleActivities;
import java.time.Instant;
import java.util.List;

/** A store that a {@link Conductor} works with: its two ports, and the doors that the rest of the world has to it. */
public interface BenchStore extends AutoCloseable {
    Fleet fleet();

    /** What fails: at the ports, and whatever people ask as {@code command}. */
    Faults faults();

    RecycleActivities numbers();

    CohortActivities cohorts();

    CalendarActivities calendar();

    /** Takes a disconnected number in; the id of its cycle. */
    String takeIn(Instant disconnectedAt, boolean portedIn);

    /** When the platforms are asked about it, by its policy. */
    Instant askAt(String cycleId);

    /** Opens the cohorts of everything that is due to be asked about and in none yet; their ids. */
    List<String> openDue();

    /** The workflow id under which a cohort is conducted. */
    String cohortWorkflow(String cohortId);

    CommandReceipt command(String cycleId, Command command);

    /** A platform answers all it has taken and not answered. */
    void answerWaiting(String platform);

    CycleSnapshot state(String cycleId);

    /** Everything any platform was sent, in order. */
    List<Exchange> exchanges();

    @Override
    void close();
}
