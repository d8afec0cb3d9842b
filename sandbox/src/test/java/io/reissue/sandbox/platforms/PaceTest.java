package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void by_the_clock_advice_is_as_it_is_meant() {
        assertThat(Pace.OF_THE_CLOCK.advice(Duration.ofDays(7))).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void advice_is_said_by_the_carriers_clock_in_whole_hours() {
        assertThat(new Pace(BEGIN, 24).advice(Duration.ofDays(7))).isEqualTo(Duration.ofHours(7));
        assertThat(new Pace(BEGIN, 48).advice(Duration.ofDays(7))).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void what_is_sooner_than_the_protocol_can_say_is_not_advised() {
        assertThat(new Pace(BEGIN, 1440).advice(Duration.ofDays(7))).isNull();
        assertThat(new Pace(BEGIN, 1440).advice(null)).isNull();
    }
}
