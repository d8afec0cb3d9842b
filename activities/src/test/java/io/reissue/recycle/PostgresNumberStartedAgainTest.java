package io.reissue.recycle;

import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** Over the store in PostgreSQL. */
class PostgresNumberStartedAgainTest extends NumberStartedAgainContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return PostgresBenchStore.conductor(asking, platforms);
    }
}
