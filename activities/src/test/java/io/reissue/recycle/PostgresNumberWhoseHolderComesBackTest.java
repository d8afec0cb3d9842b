package io.reissue.recycle;

import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** Over the store in PostgreSQL. */
class PostgresNumberWhoseHolderComesBackTest extends NumberWhoseHolderComesBackContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return PostgresBenchStore.conductor(asking, platforms);
    }
}
