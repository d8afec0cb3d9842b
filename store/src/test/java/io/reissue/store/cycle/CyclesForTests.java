package io.reissue.store.cycle;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cohort.AloneCohorts;
import io.reissue.store.cohort.Members;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.realname.EndOfService;
import io.reissue.store.realname.RealNameRecords;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.time.Period;
import tools.jackson.databind.json.JsonMapper;

/** The steps of a cycle over the store of a test. */
public final class CyclesForTests {
    private static final ProofSettings PROOF =
            new ProofSettings("carrier.example", "1", Period.ofDays(3), Period.ofDays(35));

    private CyclesForTests() {}

    public static RecycleStore recycling(
            StoreForTests store,
            PolicyStore policies,
            AloneCohorts alone,
            Members members,
            Outbox outbox,
            JsonMapper json) {
        var jdbc = store.jdbc();
        var cycles = new CycleRows(jdbc);
        var vault = new Vault(jdbc, store.keys());
        var audit = new AuditLog(jdbc, store.clock());
        var feed = new FeedWriter(jdbc, store.clock());
        var purge = purge(store, members, json);
        return new RecycleStore(
                store.transaction(),
                jdbc,
                store.clock(),
                cycles,
                new FactsReader(jdbc, policies, new BrakeRows(jdbc)),
                policies,
                new Disclosure(jdbc, cycles, policies, outbox, feed, audit),
                alone,
                members,
                new BrakeRows(jdbc),
                purge,
                new CycleEnd(cycles, vault, purge, audit),
                audit);
    }

    public static Repurge repurge(
            StoreForTests store, PolicyStore policies, Members members, Outbox outbox, JsonMapper json) {
        var jdbc = store.jdbc();
        var cycles = new CycleRows(jdbc);
        var audit = new AuditLog(jdbc, store.clock());
        return new Repurge(
                store.transaction(),
                jdbc,
                store.clock(),
                cycles,
                new Disclosure(jdbc, cycles, policies, outbox, new FeedWriter(jdbc, store.clock()), audit),
                purge(store, members, json),
                audit,
                store.archive(),
                new RestoredStore(jdbc, store.archive()),
                new Certificates(jdbc, store.keys()));
    }

    private static Purge purge(StoreForTests store, Members members, JsonMapper json) {
        var jdbc = store.jdbc();
        var vault = new Vault(jdbc, store.keys());
        return new Purge(
                jdbc,
                new CycleRows(jdbc),
                members,
                vault,
                new Inventory(jdbc, store.keys()),
                new EndOfService(
                        new HolderVault(jdbc, vault), new Tenures(jdbc), new RealNameRecords(jdbc, store.keys())),
                new Certificates(jdbc, store.keys()),
                store.archive(),
                new RestoredStore(jdbc, store.archive()),
                new FeedWriter(jdbc, store.clock()),
                new AuditLog(jdbc, store.clock()),
                json,
                PROOF);
    }
}
