package io.reissue.store.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.StoreForTests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginRatesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final LoginRates here = LoginRatesForTests.over(STORE);
    private final LoginRates there = LoginRatesForTests.over(STORE);
    private final String address = "192.0.2." + ADDRESSES.incrementAndGet();

    @BeforeEach
    void nothingIsCountedYet() {
        STORE.clock().advance(Duration.ofHours(1));
    }

    @Test
    void anAddressThatLogsInTooOftenWaitsAtEveryEdge() {
        for (int i = 0; i < 30; i++) {
            assertThat(here.begin(address, null)).isZero();
            assertThat(there.begin(address, "s" + i)).isZero();
        }

        Duration wait = here.begin(address, null);
        assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThat(there.begin(address, "another")).isPositive();
        assertThat(there.begin("192.0.2.200", null)).isZero();

        STORE.clock().advance(wait);
        assertThat(there.begin(address, null)).isZero();
        assertThat(here.begin(address, null)).isPositive();
    }

    @Test
    void aSessionThatGoesBackAndForthWaits() {
        for (int i = 0; i < 10; i++) assertThat(here.begin(address, "loop")).isZero();

        assertThat(there.begin(address, "loop")).isEqualTo(Duration.ofMinutes(1));
        assertThat(there.begin(address, "other")).isZero();
    }

    @Test
    void whoFailsTenTimesTriesOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(here.untilTried(address)).isZero();
            there.failed(address);
        }

        assertThat(here.untilTried(address)).isEqualTo(Duration.ofMinutes(1));
        assertThat(here.begin(address, null)).isEqualTo(Duration.ofMinutes(1));
        STORE.clock().advance(Duration.ofMinutes(1));
        assertThat(there.untilTried(address)).isZero();
        there.failed(address);
        assertThat(here.untilTried(address)).isPositive();
    }

    @Test
    void theAddressesOfOneNetworkAreOneInIPv6() {
        for (int i = 0; i < 10; i++) here.failed("2001:db8:0:7::" + i);

        assertThat(here.untilTried("2001:db8:0:7:ffff::1")).isPositive();
        assertThat(here.untilTried("2001:db8:0:8::1")).isZero();
    }

    @Test
    void whatIsFullAgainIsForgottenAndNothingElse() {
        here.failed(address);
        // the library says by the machine's time when one is full again; a day has passed
        STORE.jdbc()
                .sql("update login_rate set expires_at = expires_at - 86400000")
                .update();
        for (int i = 0; i < 10; i++) here.failed("198.51.100.1");

        here.sweep();

        assertThat(rows()).isEqualTo(1);
        assertThat(there.untilTried("198.51.100.1")).isPositive();
    }

    private static int rows() {
        return STORE.jdbc()
                .sql("select count(*)::int from login_rate")
                .query(Integer.class)
                .single();
    }
}
