package io.reissue.recycle;

import io.reissue.fake.FakeStoreDriver;
import io.reissue.fake.StoreDriver;
import io.reissue.policy.Asking;

class FakeDoubtTest extends DoubtContract {
    @Override
    protected StoreDriver driver(Asking asking) {
        return new FakeStoreDriver(asking);
    }
}
