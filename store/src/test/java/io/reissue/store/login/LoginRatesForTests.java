package io.reissue.store.login;

import io.github.bucket4j.TimeMeter;
import io.reissue.store.StoreForTests;
import java.util.concurrent.TimeUnit;

/** By a clock that can be set. */
public final class LoginRatesForTests {
    private LoginRatesForTests() {}

    public static LoginRates over(StoreForTests store) {
        return new LoginRates(store.dataSource(), new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(store.clock().millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        });
    }
}
