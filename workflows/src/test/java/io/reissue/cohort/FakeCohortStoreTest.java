package io.reissue.cohort;

import io.reissue.fake.FakeStoreDriver;
import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;

class FakeCohortStoreTest extends CohortActivitiesContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new FakeStoreDriver(asking);
    }
}
