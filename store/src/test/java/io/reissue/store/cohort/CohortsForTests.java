package io.reissue.store.cohort;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.policy.PolicyStore;

/** What asks the platforms, over the store of a test. */
public final class CohortsForTests {
    private CohortsForTests() {}

    public static CohortStore cohorts(StoreForTests store, Batches batches, PolicyStore policies, AuditLog audit) {
        return new CohortStore(
                store.transaction(), store.clock(), new CohortRows(store.jdbc()), batches, policies, audit);
    }

    public static AloneCohorts alone(StoreForTests store, Members members, PolicyStore policies) {
        return new AloneCohorts(new CohortRows(store.jdbc()), members, policies);
    }
}
