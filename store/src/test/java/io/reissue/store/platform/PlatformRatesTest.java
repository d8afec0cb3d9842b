package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.StoreForTests;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformRatesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRates here = PlatformsForTests.rates(STORE);
    private final PlatformRates there = PlatformsForTests.rates(STORE);

    @Test
    void twoWorkersTogetherKeepOneRate() throws Exception {
        var platform = platform("paced", 5);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var turns = new ArrayList<Future<Duration>>();
            for (int i = 0; i < 6; i++) {
                turns.add(workers.submit(() -> here.take(platform, Direction.TO_PLATFORM)));
                turns.add(workers.submit(() -> there.take(platform, Direction.TO_PLATFORM)));
            }
            for (var turn : turns) turn.get();
            assertThat(turns).filteredOn(turn -> turn.resultNow().isZero()).hasSize(5);
        }
    }

    @Test
    void whoHasToWaitIsToldHowLongAndThenGetsItsTurn() {
        var platform = platform("waits", 4);
        for (int i = 0; i < 4; i++)
            assertThat(here.take(platform, Direction.TO_PLATFORM)).isZero();

        var wait = there.take(platform, Direction.TO_PLATFORM);
        assertThat(wait).isEqualTo(Duration.ofMillis(250));

        STORE.clock().advance(wait);
        assertThat(there.take(platform, Direction.TO_PLATFORM)).isZero();
        assertThat(here.take(platform, Direction.TO_PLATFORM)).isPositive();
    }

    @Test
    void theTwoDirectionsDoNotTakeFromEachOther() {
        var platform = platform("bothways", 1);

        assertThat(here.take(platform, Direction.TO_PLATFORM)).isZero();
        assertThat(here.take(platform, Direction.FROM_PLATFORM)).isZero();
        assertThat(here.take(platform, Direction.TO_PLATFORM)).isPositive();
    }

    @Test
    void aNewRateHoldsAtOnce() {
        var slow = platform("speedsup", 1);
        assertThat(here.take(slow, Direction.TO_PLATFORM)).isZero();
        var fast = platform("speedsup", 3);

        for (int i = 0; i < 3; i++)
            assertThat(there.take(fast, Direction.TO_PLATFORM)).isZero();
        assertThat(there.take(fast, Direction.TO_PLATFORM)).isPositive();
    }

    private static Platform platform(String code, int rate) {
        return PlatformsForTests.registry(STORE)
                .register(ContractsForTests.keyed(
                        code,
                        URI.create("https://platform.example"),
                        rate,
                        ContractsForTests.TO,
                        ContractsForTests.FROM));
    }
}
