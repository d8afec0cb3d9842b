package io.reissue.edge.operator;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.command.Commands;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;

/** What is asked of single cycles, over a store. */
final class CycleEdgeForTests {
    private CycleEdgeForTests() {}

    static EdgeForTests over(StoreParts parts) {
        return new EdgeForTests(CycleController.class, context -> {
            context.registerBean(CycleRows.class, parts::cycles);
            context.registerBean(Commands.class, parts::commands);
            context.registerBean(Inventory.class, parts::inventory);
            context.registerBean(Certificates.class, parts::certificates);
            context.registerBean(PolicyStore.class, parts::policies);
            context.registerBean(Clock.class, () -> parts.store().clock());
        });
    }
}
