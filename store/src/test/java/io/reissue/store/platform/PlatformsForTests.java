package io.reissue.store.platform;

import io.reissue.store.StoreForTests;
import io.reissue.store.delivery.DeliveryLog;

/** What knows about platforms, over the store of a test. Two of a kind are two workers. */
public final class PlatformsForTests {
    private PlatformsForTests() {}

    public static PlatformRegistry registry(StoreForTests store) {
        return new JdbcPlatformRegistry(
                store.jdbc(), store.transaction(), store.keys().platformSecrets(), store.clock());
    }

    public static PlatformCircuits circuits(StoreForTests store, CircuitRules rules) {
        return new PlatformCircuits(store.jdbc(), store.transaction(), store.clock(), rules);
    }

    public static DeliveryLog deliveries(StoreForTests store) {
        return new DeliveryLog(store.jdbc());
    }

    public static PlatformRates rates(StoreForTests store) {
        return new PlatformRates(store.dataSource(), store.clock());
    }
}
