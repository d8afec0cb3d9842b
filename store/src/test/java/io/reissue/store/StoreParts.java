package io.reissue.store;

import io.reissue.store.answers.AnswersForTests;
import io.reissue.store.answers.Doubts;
import io.reissue.store.answers.PostgresAnswerBook;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.brake.BrakeWakes;
import io.reissue.store.brake.Brakes;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.cohort.Batches;
import io.reissue.store.cohort.CohortStore;
import io.reissue.store.cohort.CohortsForTests;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cohort.Members;
import io.reissue.store.cohort.Offers;
import io.reissue.store.cohort.OwnAsks;
import io.reissue.store.cohort.Requests;
import io.reissue.store.cohort.Restorations;
import io.reissue.store.command.Commands;
import io.reissue.store.command.CommandsForTests;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.cycle.CyclesForTests;
import io.reissue.store.cycle.RecycleStore;
import io.reissue.store.cycle.Repurge;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The store's parts, put together over the database of a test as the application puts them together. */
public final class StoreParts {
    private final StoreForTests store;
    private final PolicyStore policies;
    private final Inventory inventory;
    private final HolderVault holders;
    private final Outbox outbox;
    private final CycleRows cycles;
    private final RecycleStore recycling;
    private final Commands commands;
    private final CohortStore cohorts;
    private final DueCohorts due;
    private final Batches batches;
    private final Offers offers;
    private final Requests requests;
    private final OwnAsks asks;
    private final Restorations restorations;
    private final PostgresAnswerBook answers;
    private final Certificates certificates;
    private final Brakes brakes;
    private final BrakeWakes brakeWakes;
    private final Doubts doubts;
    private final List<FollowUp> followUps;
    private final Repurge repurge;

    public StoreParts(StoreForTests store) {
        this.store = store;
        var jdbc = store.jdbc();
        var json = JsonMapper.builder().build();
        var members = new Members(jdbc);
        policies = new PolicyStore(jdbc, json, store.clock());
        inventory = new Inventory(jdbc, store.keys());
        holders = new HolderVault(jdbc, new Vault(jdbc, store.keys()));
        outbox = new Outbox(jdbc, store.clock(), () -> {});
        cycles = new CycleRows(jdbc);
        batches = new Batches(store.transaction(), jdbc, store.clock());
        offers = new Offers(store.transaction(), jdbc, store.clock(), batches);
        requests = new Requests(inventory, holders);
        asks = new OwnAsks(store.transaction(), jdbc, store.clock(), batches, policies);
        restorations = new Restorations(store.transaction(), jdbc, store.clock());
        due = new DueCohorts(store.transaction(), jdbc, store.clock(), policies, members);
        cohorts = CohortsForTests.cohorts(store, batches, policies, new AuditLog(jdbc, store.clock()));
        var alone = CohortsForTests.alone(store, members, policies);
        recycling = CyclesForTests.recycling(store, policies, alone, members, outbox, json);
        commands = CommandsForTests.commands(store, policies, asks, members, alone, batches, outbox);
        answers = AnswersForTests.book(store, policies, holders, outbox, json);
        certificates = new Certificates(jdbc, store.keys());
        var brakeRows = new BrakeRows(jdbc);
        brakes = new Brakes(store.transaction(), store.clock(), brakeRows, outbox, new AuditLog(jdbc, store.clock()));
        brakeWakes = new BrakeWakes(store.transaction(), brakeRows, policies, outbox);
        doubts = AnswersForTests.doubts(store, outbox);
        followUps = AnswersForTests.followUps(store, policies, outbox);
        repurge = CyclesForTests.repurge(store, policies, members, outbox, json);
    }

    public StoreForTests store() {
        return store;
    }

    public PolicyStore policies() {
        return policies;
    }

    public Inventory inventory() {
        return inventory;
    }

    public HolderVault holders() {
        return holders;
    }

    public Outbox outbox() {
        return outbox;
    }

    public CycleRows cycles() {
        return cycles;
    }

    public RecycleStore recycling() {
        return recycling;
    }

    public Commands commands() {
        return commands;
    }

    public CohortStore cohorts() {
        return cohorts;
    }

    public DueCohorts due() {
        return due;
    }

    public Batches batches() {
        return batches;
    }

    public Offers offers() {
        return offers;
    }

    public Requests requests() {
        return requests;
    }

    public OwnAsks asks() {
        return asks;
    }

    public Restorations restorations() {
        return restorations;
    }

    public PostgresAnswerBook answers() {
        return answers;
    }

    public Brakes brakes() {
        return brakes;
    }

    public BrakeWakes brakeWakes() {
        return brakeWakes;
    }

    public Doubts doubts() {
        return doubts;
    }

    /** Does what the messages of a kind ask of the store, and leaves them there. */
    public void followUp(Outbox.Kind kind) {
        var step =
                followUps.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
        record Message(UUID target, String detail) {}
        store.jdbc()
                .sql("select target, detail from outbox where kind = :kind order by id")
                .param("kind", kind.name())
                .query((row, n) -> new Message(row.getObject("target", UUID.class), row.getString("detail")))
                .list()
                .forEach(message -> step.take(message.target(), message.detail()));
    }

    public Repurge repurge() {
        return repurge;
    }

    public Certificates certificates() {
        return certificates;
    }
}
