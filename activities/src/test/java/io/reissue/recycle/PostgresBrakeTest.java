package io.reissue.recycle;

import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;

/** The store in PostgreSQL keeps the brakes' contract. */
class PostgresBrakeTest extends BrakeContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new PostgresStoreDriver(asking);
    }
}
