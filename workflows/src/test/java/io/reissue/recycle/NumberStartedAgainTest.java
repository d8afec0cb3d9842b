package io.reissue.recycle;

import io.reissue.fake.Bench;
import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** Over the store in memory. */
class NumberStartedAgainTest extends NumberStartedAgainContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return Bench.asking(asking, platforms);
    }
}
