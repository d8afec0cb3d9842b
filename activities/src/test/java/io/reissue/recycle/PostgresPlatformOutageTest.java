package io.reissue.recycle;

import io.reissue.cohort.PlatformOutageContract;
import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** Over PostgreSQL: fewer, because each of them is some transactions on disk. */
class PostgresPlatformOutageTest extends PlatformOutageContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return PostgresBenchStore.conductor(asking, platforms);
    }

    @Override
    protected int members() {
        return 120;
    }
}
