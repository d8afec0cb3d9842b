package io.reissue.relay;

import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Heals what Temporal lost: cycles whose next step is late are started again, and so are cohorts. */
@Component
public class LateCheck {
    private static final Logger log = LoggerFactory.getLogger(LateCheck.class);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;

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
        List<UUID> late = cycles.late(clock.instant().minus(LATE), AT_ONCE);
        if (!late.isEmpty()) log.warn("{} numbers are late; starting their workflows again", late.size());
        late.forEach(starter::startRecycle);
        files.unfinished().forEach(starter::startIntake);
        cohorts.open().forEach(starter::startCohort);
        policies.jurisdictions().forEach(starter::startCalendar);
        return late.size();
    }
}
