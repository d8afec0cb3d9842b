package io.reissue.recycle;

import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** Over the store in PostgreSQL. */
class PostgresNumberUnderCommandTest extends NumberUnderCommandContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return PostgresBenchStore.conductor(asking, platforms);
    }
}
