package io.reissue.cohort;

import io.reissue.fake.Bench;
import io.reissue.fake.Conductor;
import io.reissue.policy.Asking;

/** A whole cohort. */
class PlatformOutageTest extends PlatformOutageContract {
    @Override
    protected Conductor<?> conductor(Asking asking, int platforms) {
        return Bench.asking(asking, platforms);
    }

    @Override
    protected int members() {
        return CohortRules.MEMBERS_AT_MOST;
    }
}
