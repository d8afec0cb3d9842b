package io.reissue.recycle;

import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;

/** The store in PostgreSQL keeps the contract about doubts. */
class PostgresDoubtTest extends DoubtContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new PostgresStoreDriver(asking);
    }
}
