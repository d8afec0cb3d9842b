package io.reissue.store.story;

import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.cycle.FactsReader;
import io.reissue.store.vault.Vault;

/** What people read, over the store of a test. */
public record StoriesForTests(CycleList list, Timeline timeline, PlatformTable platforms, OnRecord onRecord) {
    public static StoriesForTests over(StoreParts parts) {
        StoreForTests store = parts.store();
        var jdbc = store.jdbc();
        return new StoriesForTests(
                new CycleList(jdbc, parts.inventory()),
                new Timeline(jdbc),
                new PlatformTable(jdbc, new FactsReader(jdbc, parts.policies(), new BrakeRows(jdbc))),
                new OnRecord(
                        store.transaction(),
                        jdbc,
                        parts.cycles(),
                        parts.inventory(),
                        new Vault(jdbc, store.keys()),
                        new AuditLog(jdbc, store.clock())));
    }
}
