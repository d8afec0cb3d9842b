package io.reissue.store.intake;

import io.reissue.store.StoreForTests;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;

/** The intake over the store of a test. */
public final class IntakesForTests {
    private IntakesForTests() {}

    public static IntakeImport intake(StoreForTests store) {
        var jdbc = store.jdbc();
        return new IntakeImport(
                jdbc,
                store.transaction(),
                new Inventory(jdbc, store.keys()),
                new Tenures(jdbc),
                new HolderVault(jdbc, new Vault(jdbc, store.keys())),
                store.clock());
    }
}
