package io.reissue.relay;

import io.reissue.names.WorkflowIds;
import io.reissue.store.certificate.NotRepurged;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.policy.PolicyStore;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares what the store wants to run with what Temporal runs, workflow by workflow, and starts what is not there. What runs is left
 * alone, so it may be done again at any time, and goes on where it was broken off.
 */
@Component
public class Reconcile {
    private static final UUID FIRST = new UUID(0, 0);
    private static final int PAGE = 1_000;

    private final RestoredStore restored;
    private final PolicyStore policies;
    private final DueCohorts cohorts;
    private final IntakeFiles files;
    private final CycleRows cycles;
    private final Starter starter;
    private final WorkflowClient client;

    public Reconcile(
            RestoredStore restored,
            PolicyStore policies,
            DueCohorts cohorts,
            IntakeFiles files,
            CycleRows cycles,
            Starter starter,
            WorkflowClient client) {
        this.restored = restored;
        this.policies = policies;
        this.cohorts = cohorts;
        this.files = files;
        this.cycles = cycles;
        this.starter = starter;
        this.client = client;
    }

    /**
     * How to go through them.
     *
     * @param after goes on behind this cycle, in order of id
     * @param atOnce requests to Temporal side by side. Each is durable there before the next is made, so a server that is slow slows this
     *     down
     * @param passed hears the last cycle of each page that is done
     */
    public record Pace(UUID after, int atOnce, Consumer<UUID> passed) {
        public static Pace fromTheBeginning(int atOnce) {
            return new Pace(FIRST, atOnce, cycle -> {});
        }
    }

    /**
     * Says what Temporal does not have, and starts nothing.
     *
     * @throws NotRepurged on a restored database: what it has forgotten would be started
     */
    public Comparison look(Pace pace) {
        return walk(pace, this::standing);
    }

    /**
     * Starts what Temporal does not have; the counts are those of before.
     *
     * @throws NotRepurged on a restored database
     */
    public Comparison start(Pace pace) {
        return walk(pace, wanted -> {
            Standing standing = standing(wanted);
            switch (standing) {
                case RUNS -> {
                    // it reads the store at its next step
                }
                case MISSING -> wanted.start().run();
                case OUTDATED -> wanted.replace().run();
            }
            return standing;
        });
    }

    private Comparison walk(Pace pace, Function<Wanted, Standing> visit) {
        restored.requireRepurged();
        try (ExecutorService requests =
                Executors.newFixedThreadPool(pace.atOnce(), Thread.ofVirtual().factory())) {
            Function<Stream<Wanted>, Tally> all = wanted -> all(requests, wanted.toList(), visit);
            // who opens and asks before those who wait for it
            Tally calendars = all.apply(policies.jurisdictions().stream().map(this::calendar));
            Tally conducted = all.apply(cohorts.open().stream().map(this::cohort));
            Tally read = all.apply(files.unfinished().stream().map(this::intake));
            Tally numbers = Tally.NONE;
            UUID after = pace.after();
            for (List<CycleRow> page = cycles.wanted(after, PAGE); !page.isEmpty(); page = cycles.wanted(after, PAGE)) {
                numbers = numbers.plus(all.apply(page.stream().map(this::recycle)));
                after = page.getLast().id();
                pace.passed().accept(after);
            }
            return new Comparison(calendars, conducted, read, numbers);
        }
    }

    private static Tally all(ExecutorService requests, List<Wanted> wanted, Function<Wanted, Standing> visit) {
        List<Callable<Tally>> visits = new ArrayList<>();
        for (Wanted one : wanted) visits.add(() -> Tally.of(one.workflowId(), visit.apply(one)));
        Tally tally = Tally.NONE;
        try {
            for (Future<Tally> done : requests.invokeAll(visits)) tally = tally.plus(done.get());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Temporal can't be asked, or starts nothing", failed.getCause());
        }
        return tally;
    }

    private record Wanted(String workflowId, @Nullable CycleRow cycle, Runnable start, Runnable replace) {}

    private Wanted calendar(String jurisdiction) {
        return wanted(WorkflowIds.calendar(jurisdiction), () -> starter.startCalendar(jurisdiction));
    }

    private Wanted cohort(DueCohorts.Opened cohort) {
        return wanted(cohort.workflowId(), () -> starter.startCohort(cohort));
    }

    private Wanted intake(UUID file) {
        return wanted(WorkflowIds.intake(file), () -> starter.startIntake(file));
    }

    private static Wanted wanted(String workflowId, Runnable start) {
        return new Wanted(workflowId, null, start, start);
    }

    private Wanted recycle(CycleRow row) {
        return new Wanted(
                WorkflowIds.recycle(row.id()),
                row,
                () -> starter.startRecycle(row.id(), row.jurisdiction(), row.intakeFileId()),
                () -> starter.replaceRecycle(row.id(), row.jurisdiction(), row.intakeFileId()));
    }

    private Standing standing(Wanted wanted) {
        Standing.Run found = latestRun(wanted.workflowId());
        return wanted.cycle() == null ? Standing.of(found) : Standing.of(found, wanted.cycle());
    }

    private Standing.@Nullable Run latestRun(String workflowId) {
        try {
            WorkflowExecutionDescription run =
                    client.newUntypedWorkflowStub(workflowId).describe();
            return new Standing.Run(run.getExecution().getRunId(), run.getStartTime(), run.getStatus());
        } catch (WorkflowNotFoundException none) {
            return null;
        }
    }
}
