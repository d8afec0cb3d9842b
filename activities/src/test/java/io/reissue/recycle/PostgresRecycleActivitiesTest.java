package io.reissue.recycle;

import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;

/** The store in PostgreSQL keeps the number's contract. */
class PostgresRecycleActivitiesTest extends RecycleActivitiesContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new PostgresStoreDriver(asking);
    }
}
