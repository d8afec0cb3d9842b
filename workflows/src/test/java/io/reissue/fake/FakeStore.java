package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeWish;
import io.reissue.calendar.CalendarActivities;
import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortRules;
import io.reissue.names.WorkflowIds;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.RecycleActivities;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The store in memory: one lock instead of row locks, the same rules. The two ports in front of it share it. */
public final class FakeStore implements BenchStore {
    final Fleet fleet;
    final Policy policy;
    final LegalLimits limits;
    /** Where all numbers come from. */
    static final String FILE = "00000000-0000-7000-8000-000000000001";

    static final String PROVINCE = "Beijing";

    final FakeOutbox outbox;
    final Faults faults = new Faults();
    final Map<String, FakeCycle> cycles = new LinkedHashMap<>();
    final Map<String, FakeCohort> cohorts = new LinkedHashMap<>();
    final List<Exchange> exchanges = new ArrayList<>();
    private final InstantSource clock;
    private final FakeAnswers answers = new FakeAnswers(this);
    private final FakeCommands commands = new FakeCommands(this);
    private final FakeBrakes brakes = new FakeBrakes(this);
    private final FakeDoubts doubts = new FakeDoubts(this);

    public FakeStore(Fleet fleet, Policy policy, InstantSource clock) {
        this.fleet = fleet;
        this.policy = policy;
        this.clock = clock;
        outbox = new FakeOutbox(clock);
        limits = LegalLimits.of(policy.jurisdiction(), LineType.RESIDENTIAL).orElseThrow();
    }

    @Override
    public RecycleActivities numbers() {
        return new FailingNumbers(new FakeRecycleStore(this), faults, outbox::relay);
    }

    @Override
    public CohortActivities cohorts() {
        return new FailingCohorts(new FakeCohortStore(this), faults, outbox::relay);
    }

    @Override
    public synchronized String takeIn(Instant disconnectedAt, boolean portedIn) {
        FakeCycle cycle = new FakeCycle(policy, limits, portedIn, disconnectedAt, brakes.standing);
        cycles.put(cycle.id.toString(), cycle);
        return cycle.id.toString();
    }

    @Override
    public CalendarActivities calendar() {
        return new FailingCalendar(new FakeCalendar(this), faults, outbox::relay);
    }

    /** A day is opened once: whoever comes later falls into the next. Those that are not sealed yet still have to be started. */
    @Override
    public synchronized List<String> openDue() {
        LocalDate day = limits.days().of(now());
        long due = cycles.values().stream().filter(this::due).count();
        if (cohorts.values().stream().noneMatch(known -> !known.alone && known.slotDay.equals(day))) {
            for (int shard = 0; shard < CohortRules.shards((int) due); shard++) {
                String name = WorkflowIds.recyclingCohort(policy.jurisdiction(), policy.version(), day, shard);
                FakeCohort cohort = new FakeCohort(name, false, policy, day);
                cohorts.put(cohort.id.toString(), cohort);
            }
        }
        return cohorts.values().stream()
                .filter(cohort -> !cohort.alone && !cohort.sealed)
                .map(cohort -> cohort.id.toString())
                .toList();
    }

    boolean due(FakeCycle cycle) {
        return cycle.state == CycleState.RESTING
                && cycle.asking == Asking.COHORT
                && !cycle.held
                && cycle.cohort == null
                && !cycle.askAt.isAfter(now());
    }

    @Override
    public CommandReceipt command(String cycleId, Command command) {
        return faults.around("command", outbox::relay, () -> {
            synchronized (this) {
                return commands.accept(cycle(cycleId), command);
            }
        });
    }

    /** Sets a brake under an id of its own; that id. */
    public synchronized String setBrake(Brake.Scope scope, String code) {
        UUID id = brakes.mint();
        brakes.set(new BrakeWish(id, scope, code, "operator-1", "ON_REQUEST")).ifPresent(refusal -> {
            throw new AssertionError(refusal);
        });
        return id.toString();
    }

    /** Sets a brake, or says why not. */
    public synchronized Optional<BrakeRefusal> setBrake(BrakeWish wish) {
        return brakes.set(wish);
    }

    /** Wants a brake lifted; says whether it is. */
    public boolean liftBrake(String id, String actor) {
        boolean lifted;
        synchronized (this) {
            lifted = brakes.lift(id, actor);
        }
        outbox.relay();
        return lifted;
    }

    /** What a platform's answers have held so far. */
    public synchronized void hasHeld(String platform, long items, long bound) {
        doubts.hasHeld(platform, items, bound);
    }

    /** Somebody has made sure that what a platform said is true. */
    public void acceptDoubts(String platform) {
        synchronized (this) {
            doubts.accept(platform);
        }
        outbox.relay();
    }

    /** A platform says something about a number in answer to the batch it was asked in last. */
    public void answer(String cycleId, String platform, Outcome outcome, @Nullable RefusalReason reason) {
        synchronized (this) {
            FakeCycle cycle = cycle(cycleId);
            FakeCohort cohort = Objects.requireNonNull(cycle.cohort, "not asked about yet");
            FakeCohort.Batch batch = cohort.batches.reversed().stream()
                    .filter(sent -> sent.platform.equals(platform) && sent.members.get(cycle.ordinal))
                    .findFirst()
                    .orElseThrow(Faults::notFound);
            answers.take(
                    cohort, batch, cycle.ordinal, new SimulatedPlatform.Reply(Said.valueOf(outcome.name()), reason));
            answers.tell();
        }
        outbox.relay();
    }

    @Override
    public void answerWaiting(String platform) {
        synchronized (this) {
            SimulatedPlatform answering = fleet.platform(platform);
            for (SimulatedPlatform.Pending entry : answering.drain()) {
                SimulatedPlatform.Reply reply = answering.process(entry.verb(), entry.batchId(), entry.cycleId());
                FakeCycle cycle = cycle(entry.cycleId());
                if (entry.verb() == SimulatedPlatform.Verb.RESTORE) answers.restored(cycle, entry.batchId(), reply);
                else if (cycle.cohort != null)
                    answers.take(cycle.cohort, cycle.cohort.batch(entry.batchId()), cycle.ordinal, reply);
            }
            answers.tell();
        }
        outbox.relay();
    }

    @Override
    public synchronized CycleSnapshot state(String cycleId) {
        FakeCycle cycle = cycle(cycleId);
        return new CycleSnapshot(
                cycle.state,
                cycle.freezeEnd,
                cycle.held,
                cycle.outcomes(fleet),
                cycle.restorations.stream()
                        .filter(entry -> !entry.settled)
                        .map(entry -> entry.platform.code())
                        .distinct()
                        .toList(),
                cycle.notices,
                List.copyOf(cycle.feed),
                cycle.holderKnown,
                cycle.cohort != null,
                cycle.certificateId);
    }

    @Override
    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    @Override
    public synchronized Instant askAt(String cycleId) {
        return cycle(cycleId).askAt;
    }

    @Override
    public synchronized String cohortWorkflow(String cohortId) {
        return cohort(cohortId).workflowId;
    }

    @Override
    public void close() {
        // nothing outlives it
    }

    public FakeOutbox outbox() {
        return outbox;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    Instant now() {
        return clock.instant();
    }

    FakeDoubts doubts() {
        return doubts;
    }

    FakeAnswers answers() {
        return answers;
    }

    FakeCycle cycle(String cycleId) {
        FakeCycle cycle = cycles.get(cycleId);
        if (cycle == null) throw Faults.notFound();
        return cycle;
    }

    FakeCohort cohort(String cohortId) {
        FakeCohort cohort = cohorts.get(cohortId);
        if (cohort == null) throw Faults.notFound();
        return cohort;
    }

    void record(SimulatedPlatform.Verb verb, SimulatedPlatform platform, FakeCycle cycle) {
        exchanges.add(new Exchange(now(), verb, platform.code(), platform.stage(), cycle.id.toString()));
    }

    /** A certificate id as the store would mint it. */
    static String mint() {
        return UUID.randomUUID().toString();
    }
}
