package io.reissue.relay;

import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.cycle.CycleRows.Late;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Heals what Temporal lost: cycles whose next step is late are started again, and so are cohorts. */
@Component
public class LateCheck {
    private static final Logger log = LoggerFactory.getLogger(LateCheck.class);
    private static final Duration LATE = Duration.ofMinutes(10);
    /** Numbers read at once. */
    static final int PAGE = 1_000;

    private final CycleRows cycles;
    private final DueCohorts cohorts;
    private final IntakeFiles files;
    private final PolicyStore policies;
    private final Starter starter;
    private final Clock clock;

    public LateCheck(
            CycleRows cycles,
            DueCohorts cohorts,
            IntakeFiles files,
            PolicyStore policies,
            Starter starter,
            Clock clock) {
        this.cycles = cycles;
        this.cohorts = cohorts;
        this.files = files;
        this.policies = policies;
        this.starter = starter;
        this.clock = clock;
    }

    /** Starts what is late; says how many numbers that were. One that is late by its own load is left alone by the start. */
    public int check() {
        // few, and many numbers wait for each: where all were lost, they do not stand behind millions
        files.unfinished().forEach(starter::startIntake);
        cohorts.open().forEach(starter::startCohort);
        policies.jurisdictions().forEach(starter::startCalendar);
        int late = startLate(clock.instant().minus(LATE));
        if (late > 0) log.warn("{} numbers were late; their workflows were started again", late);
        return late;
    }

    /** Page by page to the end: those that stay late, whatever is started, would hide the others. */
    private int startLate(Instant since) {
        int late = 0;
        Late last = Late.FIRST;
        for (List<Late> page = cycles.late(since, last, PAGE); !page.isEmpty(); page = cycles.late(since, last, PAGE)) {
            page.forEach(one -> starter.startRecycle(one.id()));
            late += page.size();
            last = page.getLast();
        }
        return late;
    }
}
