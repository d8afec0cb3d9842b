package io.reissue.store.command;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.cohort.AloneCohorts;
import io.reissue.store.cohort.Batches;
import io.reissue.store.cohort.ForgottenAsks;
import io.reissue.store.cohort.Members;
import io.reissue.store.cohort.OwnAsks;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.cycle.FactsReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.realname.EndOfService;
import io.reissue.store.realname.RealNameRecords;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;

/** The commands over the store of a test. */
public final class CommandsForTests {
    private CommandsForTests() {}

    public static Commands commands(
            StoreForTests store,
            PolicyStore policies,
            OwnAsks asks,
            Members members,
            AloneCohorts alone,
            Batches batches,
            Outbox outbox) {
        var jdbc = store.jdbc();
        var cycles = new CycleRows(jdbc);
        var vault = new Vault(jdbc, store.keys());
        var holders = new HolderVault(jdbc, vault);
        var tenures = new Tenures(jdbc);
        var undo = new UndoStart(
                cycles,
                members,
                alone,
                new ForgottenAsks(jdbc, batches),
                new Inventory(jdbc, store.keys()),
                tenures,
                new EndOfService(holders, tenures, new RealNameRecords(jdbc, store.keys())),
                new FeedWriter(jdbc, store.clock()),
                outbox);
        return new Commands(
                store.transaction(),
                new PlatformIds(jdbc),
                store.clock(),
                cycles,
                new FactsReader(jdbc, policies, new BrakeRows(jdbc)),
                new CommandRows(jdbc),
                policies,
                asks,
                undo,
                vault,
                holders,
                outbox,
                new AuditLog(jdbc, store.clock()));
    }

    public static CommandForecast forecast(StoreForTests store, PolicyStore policies) {
        var jdbc = store.jdbc();
        return new CommandForecast(
                new PlatformIds(jdbc),
                store.clock(),
                new FactsReader(jdbc, policies, new BrakeRows(jdbc)),
                new CommandRows(jdbc));
    }
}
