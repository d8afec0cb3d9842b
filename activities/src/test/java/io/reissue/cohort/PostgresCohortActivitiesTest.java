package io.reissue.cohort;

import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;
import io.reissue.recycle.PostgresStoreDriver;

/** The store in PostgreSQL keeps the cohort's contract. */
class PostgresCohortActivitiesTest extends CohortActivitiesContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new PostgresStoreDriver(asking);
    }
}
