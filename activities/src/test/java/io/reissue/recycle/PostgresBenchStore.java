package io.reissue.recycle;

import io.reissue.calendar.CalendarActivities;
import io.reissue.calendar.CalendarActivitiesImpl;
import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortActivitiesImpl;
import io.reissue.fake.BenchStore;
import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Exchange;
import io.reissue.fake.FailingCalendar;
import io.reissue.fake.FailingCohorts;
import io.reissue.fake.FailingNumbers;
import io.reissue.fake.Faults;
import io.reissue.fake.Fleet;
import io.reissue.notices.NoticeSender;
import io.reissue.outcome.Outcome;
import io.reissue.platforms.StatusSender;
import io.reissue.policy.Asking;
import io.reissue.relay.Busy;
import io.reissue.relay.OutboxRelay;
import io.reissue.relay.Reconcile;
import io.reissue.relay.RelayBell;
import io.reissue.relay.Starter;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.cycle.CycleRows.Late;
import io.reissue.store.cycle.NoticeRows;
import io.reissue.store.cycle.ReclaimWindow;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The store in PostgreSQL behind the workflows, as late as their server; the real relay runs right behind each step. */
final class PostgresBenchStore implements BenchStore {
    private final Fleet fleet;
    private final PostgresStoreDriver driver;
    private final PostOfficeInMemory post;
    private final Faults faults = new Faults();
    private final WorkflowClient client;
    private final Starter starter;
    private final OutboxRelay relay;

    private PostgresBenchStore(
            Fleet fleet,
            PostgresStoreDriver driver,
            PostOfficeInMemory post,
            WorkflowClient client,
            InstantSource time) {
        this.fleet = fleet;
        this.driver = driver;
        this.post = post;
        this.client = client;
        driver.store().store().clock().follow(time);
        CycleRows cycles = part(CycleRows.class);
        starter = new Starter(client, cycles);
        relay = new OutboxRelay(
                part(Outbox.class),
                new RelayBell(Busy.unobserved()),
                cycles,
                part(DueCohorts.class),
                starter,
                new NoticeSender(part(NoticeRows.class), part(HolderVault.class), post),
                part(StatusSender.class),
                client,
                driver.store().followUpSteps());
    }

    static Conductor<PostgresBenchStore> conductor(Asking asking, int platforms) {
        Fleet fleet = Fleet.of(platforms);
        return new Conductor<>((client, time) -> new PostgresBenchStore(
                fleet, new PostgresStoreDriver(asking, fleet), new PostOfficeInMemory(), client, time));
    }

    /** The same database behind another server. */
    PostgresBenchStore movedTo(WorkflowClient other, InstantSource time) {
        return new PostgresBenchStore(fleet, driver, post, other, time);
    }

    /** Of this store, with the server that it is behind. */
    Reconcile reconcile() {
        return new Reconcile(
                part(RestoredStore.class),
                part(PolicyStore.class),
                part(DueCohorts.class),
                part(IntakeFiles.class),
                part(CycleRows.class),
                starter,
                client);
    }

    /** A platform that has answered about the number says something else. */
    void saysNow(String platform, String cycleId, Outcome outcome) {
        driver.answer(cycleId, platform, outcome, null);
        relay();
    }

    /** Whose next step has been due since then, for the check that runs every ten minutes. */
    List<UUID> lateSince(Instant since) {
        return part(CycleRows.class).late(since, Late.FIRST, 10).stream()
                .map(Late::id)
                .toList();
    }

    /** Everything there was to take in is taken in. */
    void takenIn() {
        driver.store().jdbc().sql("update intake_file set state = 'DONE'").update();
    }

    @Override
    public CalendarActivities calendar() {
        return new FailingCalendar(
                new CalendarActivitiesImpl(part(DueCohorts.class), part(ReclaimWindow.class), starter),
                faults,
                this::relay);
    }

    BrokenWrites brokenWrites() {
        return new BrokenWrites(driver.store().store());
    }

    private <T> T part(Class<T> type) {
        return driver.store().part(type);
    }

    private void relay() {
        while (relay.relayDue() > 0) {
            // what was told may have written more
        }
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public RecycleActivities numbers() {
        return new FailingNumbers(driver.numbers(), faults, this::relay);
    }

    @Override
    public CohortActivities cohorts() {
        return new FailingCohorts(part(CohortActivitiesImpl.class), faults, this::relay);
    }

    @Override
    public String takeIn(Instant disconnectedAt, boolean portedIn) {
        return driver.takeInWithoutAccounts(portedIn);
    }

    @Override
    public Instant askAt(String cycleId) {
        return driver.askAtByPolicy(cycleId);
    }

    @Override
    public List<String> openDue() {
        return driver.openDue();
    }

    @Override
    public String cohortWorkflow(String cohortId) {
        return part(DueCohorts.class)
                .find(UUID.fromString(cohortId))
                .orElseThrow()
                .workflowId();
    }

    @Override
    public CommandReceipt command(String cycleId, Command command) {
        return faults.around("command", this::relay, () -> driver.command(cycleId, command));
    }

    @Override
    public void answerWaiting(String platform) {
        driver.answerWaiting(platform);
        relay();
    }

    /** Its notices are those that reached the holder: the rows go with the purge. */
    @Override
    public CycleSnapshot state(String cycleId) {
        CycleSnapshot tables = driver.state(cycleId);
        return new CycleSnapshot(
                tables.state(),
                tables.freezeEnd(),
                tables.held(),
                tables.outcomes(),
                tables.toRestore(),
                post.deliveredTo(driver.contactOf(cycleId)),
                tables.feed(),
                tables.holderKnown(),
                tables.member(),
                tables.certificateId());
    }

    @Override
    public List<Exchange> exchanges() {
        return driver.sent().stream()
                .map(sent -> new Exchange(
                        sent.at(),
                        sent.verb(),
                        sent.platform(),
                        fleet.platform(sent.platform()).stage(),
                        sent.cycleId()))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
