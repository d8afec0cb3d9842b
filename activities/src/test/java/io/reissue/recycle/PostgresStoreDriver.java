package io.reissue.recycle;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeWish;
import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortActivitiesImpl;
import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.fake.StoreDriver;
import io.reissue.fake.Wake;
import io.reissue.intake.Judgement.Accepted;
import io.reissue.intake.NumberReading;
import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.recycle.PlatformsInMemory.Sent;
import io.reissue.store.answers.Doubts;
import io.reissue.store.answers.PostgresAnswerBook;
import io.reissue.store.brake.Brakes;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandInput;
import io.reissue.store.command.Commands;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.intake.NewFile;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyStore;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Drives the store in PostgreSQL, through the doors that its users have: intake, commands, answers, and the two ports. */
public final class PostgresStoreDriver implements StoreDriver {
    private static final String HOLDER = "holder-1";
    private static final String ANOTHER_HOLDER = "holder-2";
    private static final LegalLimits LIMITS =
            LegalLimits.of("CN", LineType.RESIDENTIAL).orElseThrow();

    private final Fleet fleet;
    private final Policy policy;
    private final PlatformsInMemory platforms;
    private final PostgresStore store;
    private final UUID file;
    private final Map<String, String> contacts = new HashMap<>();
    private int numbers;
    private int answers;
    private @Nullable DeliveringCohorts cohorts;

    public PostgresStoreDriver(Asking asking) {
        this(asking, Fleet.of(6));
    }

    PostgresStoreDriver(Asking asking, Fleet fleet) {
        this.fleet = fleet;
        platforms = new PlatformsInMemory(fleet, this::now);
        store = new PostgresStore(platforms);
        fleet.platforms()
                .forEach(platform -> store.part(PlatformRegistry.class)
                        .register(ContractsForTests.keyed(
                                platform.code(), URI.create("https://" + platform.code() + ".example/"))));
        PolicyStore policies = store.part(PolicyStore.class);
        policy = fleet.policy(asking);
        Fleet.weekdays().years().forEach(year -> policies.putYear("CN", year, Set.of(), Set.of(), "weekends only"));
        policies.put(document(policy));
        file = readyFile(asking);
    }

    private PolicyDocument document(Policy policy) {
        return new PolicyDocument(
                policy.jurisdiction(),
                LocalDate.ofInstant(Fleet.START, LIMITS.zone()),
                policy.freezeDays(),
                policy.askLeadDays(),
                policy.slotDays(),
                policy.spread(),
                Stage.IN_ORDER.stream()
                        .map(stage ->
                                Objects.requireNonNull(policy.stageDeadlines().get(stage)))
                        .toList(),
                fleet.platforms().stream()
                        .filter(platform -> platform.stage() == Stage.IDENTITY)
                        .map(SimulatedPlatform::code)
                        .toList(),
                List.copyOf(policy.required()),
                policy.extensionStepDays(),
                policy.capDays(),
                policy.patience(),
                policy.reclaimDays(),
                policy.asking(),
                policy.askAgainAfter());
    }

    private UUID readyFile(Asking asking) {
        IntakeFiles files = store.part(IntakeFiles.class);
        UUID id = files.open(new NewFile("numbers.csv", "CN", asking, LocalDate.ofInstant(Fleet.START, LIMITS.zone())));
        files.addPart(id, 0, new byte[] {'x'});
        files.uploaded(id, 1, "carrier-a");
        return id;
    }

    @Override
    public RecycleActivities numbers() {
        store.followUps();
        return store.part(RecycleActivitiesImpl.class);
    }

    @Override
    public CohortActivities cohorts() {
        if (cohorts == null) cohorts = new DeliveringCohorts(store.part(CohortActivitiesImpl.class));
        store.followUps();
        return cohorts;
    }

    @Override
    public Instant now() {
        return store.store().clock().instant();
    }

    @Override
    public void clockTo(Instant instant) {
        store.store().clock().set(instant);
    }

    @Override
    public String takeIn(boolean portedIn) {
        String cycleId = takeInWithoutAccounts(portedIn);
        fleet.platforms().forEach(platform -> platform.hasAccount(cycleId, Fleet.account(platform)));
        return cycleId;
    }

    /** As {@link #takeIn}, but bound nowhere. */
    String takeInWithoutAccounts(boolean portedIn) {
        int line = numbers++;
        String e164 = "86138%08d".formatted(line);
        Accepted row = new Accepted(
                line + 2,
                new NumberReading.Valid(e164, "CN", "Beijing", "China Mobile"),
                LIMITS,
                LineType.RESIDENTIAL,
                DisconnectReason.CANCELLED,
                LocalDate.of(2019, 3, 1),
                now(),
                now().atZone(LIMITS.zone()).toLocalDate(),
                portedIn ? Ending.RETURN_TO_DONOR : Ending.RELEASE,
                portedIn ? Asking.NOBODY : Asking.COHORT,
                HOLDER,
                contact(line),
                null);
        String cycleId = store.part(IntakeImport.class)
                .take(file, line, List.of(row))
                .getFirst()
                .id()
                .toString();
        platforms.belongs("+" + e164, cycleId);
        contacts.put(cycleId, contact(line));
        return cycleId;
    }

    private static String contact(int line) {
        return "holder-" + line + "@mail.example";
    }

    /** Where the holder of that number is told. */
    String contactOf(String cycleId) {
        return Objects.requireNonNull(contacts.get(cycleId));
    }

    @Override
    public Instant askAt(String cycleId) {
        return snapshots().askOn(cycleId).atStartOfDay(LIMITS.zone()).toInstant();
    }

    /** As {@link #askAt}, by the policy: it may not be disclosed yet. */
    Instant askAtByPolicy(String cycleId) {
        Instant left = snapshots().disconnectedAt(cycleId);
        Instant end = FreezeRules.freezeEnd(policy, LIMITS, left, left);
        return FreezeRules.askOn(policy, LIMITS.days(), end)
                .atStartOfDay(LIMITS.zone())
                .toInstant();
    }

    @Override
    public List<String> openDue() {
        return store.part(DueCohorts.class).open("CN").toStart().stream()
                .map(opened -> opened.cohortId().toString())
                .toList();
    }

    @Override
    public CommandReceipt command(String cycleId, Command command) {
        CommandDecision decision = store.part(Commands.class)
                .request(new CommandInput(
                        UUID.fromString(command.id()),
                        UUID.fromString(cycleId),
                        command.kind(),
                        command.actor(),
                        Command.OFFICES,
                        "ON_REQUEST",
                        null,
                        command.until(),
                        command.platform(),
                        command.sameHolder() ? HOLDER : ANOTHER_HOLDER,
                        true,
                        true))
                .orElseThrow();
        return new CommandReceipt(
                CommandReceipt.Judged.valueOf(decision.verdict().name()), decision.refusal());
    }

    @Override
    public String file() {
        return file.toString();
    }

    @Override
    public String setBrake(String actor, Brake.Scope scope, String code) {
        return switch (store.part(Brakes.class).set(null, scope, code, actor, "ON_REQUEST")) {
            case Brakes.Decision.Set set -> set.state().brake().id().toString();
            case Brakes.Decision other -> throw new AssertionError(other);
        };
    }

    @Override
    public Optional<BrakeRefusal> setBrake(BrakeWish wish) {
        return switch (store.part(Brakes.class)
                .set(wish.id(), wish.scope(), wish.code(), wish.actor(), wish.reasonCode())) {
            case Brakes.Decision.Refused refused -> Optional.of(refused.reason());
            case Brakes.Decision set -> Optional.empty();
        };
    }

    @Override
    public boolean liftBrake(String actor, String brake) {
        Brakes.Decision decision = store.part(Brakes.class)
                .lift(UUID.fromString(brake), actor, "ON_REQUEST")
                .orElseThrow();
        store.followUps();
        return decision instanceof Brakes.Decision.Lifted;
    }

    @Override
    public void hasHeld(String platform, long items, long bound) {
        store.jdbc()
                .sql("""
                        insert into bound_rate (platform_id, jurisdiction, items, bound)
                        select id, 'CN', :items, :bound from platform where code = :platform
                        """)
                .param("items", items)
                .param("bound", bound)
                .param("platform", platform)
                .update();
    }

    @Override
    public void acceptDoubts(String actor, String platform) {
        store.part(Doubts.class).accept(platform, null, actor, "MADE_SURE");
    }

    @Override
    public void behaves(String platform, Manner manner, @Nullable RefusalReason refusing) {
        PlatformRegistry registry = store.part(PlatformRegistry.class);
        var known = registry.byCode(platform).orElseThrow();
        if (manner == Manner.SWITCHED_OFF) registry.deactivate(known.id());
        else if (!known.active())
            registry.register(ContractsForTests.keyed(platform, Objects.requireNonNull(known.endpoint())));
        fleet.platform(platform).answers(manner).refuses(refusing);
    }

    @Override
    public void answer(String cycleId, String platform, Outcome outcome, @Nullable RefusalReason reason) {
        Sent last = platforms.sent().reversed().stream()
                .filter(sent -> sent.verb() == Verb.UNBIND
                        && sent.platform().equals(platform)
                        && sent.cycleId().equals(cycleId))
                .findFirst()
                .orElseThrow();
        say(last.batch(), new Result(last.ref(), Said.valueOf(outcome.name()), reason, null, List.of()));
    }

    private void say(UUID batch, Result result) {
        PostgresAnswerBook book = store.part(PostgresAnswerBook.class);
        int nth = ++answers;
        book.take(
                book.platformOf(batch).orElseThrow(),
                batch,
                "answer-" + nth,
                ByteBuffer.allocate(32).putInt(nth).array(),
                new Answer(1, 1, null, List.of(result)));
    }

    /** A platform answers all it has taken and not answered. */
    void answerWaiting(String platform) {
        platforms.answerWaiting(platform).forEach(said -> say(said.batch(), said.result()));
    }

    /** Everything any platform was sent, in order. */
    List<Sent> sent() {
        return platforms.sent();
    }

    PostgresStore store() {
        return store;
    }

    @Override
    public CycleSnapshot state(String cycleId) {
        return snapshots().of(cycleId);
    }

    @Override
    public long sent(Verb verb, String platform, String cycleId) {
        return platforms.sent().stream()
                .filter(sent -> sent.verb() == verb
                        && sent.platform().equals(platform)
                        && sent.cycleId().equals(cycleId))
                .count();
    }

    /** Nobody relays here, so what was written is still there, but for what a purge swept away. */
    @Override
    public List<Wake> wakes() {
        store.followUps();
        return snapshots().wakes();
    }

    private Snapshots snapshots() {
        return new Snapshots(store.jdbc());
    }

    @Override
    public void close() {
        if (cohorts != null) cohorts.close();
        store.close();
    }
}
