package io.reissue.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | PT2M",
                "0                             | PT0S",
                "Mon, 23 Nov 2026 02:05:00 GMT | PT5M",
                "Mon, 23 Nov 2026 01:00:00 GMT | PT0S",
                "864000                        | P1D",
                "99999999999999999999          | P1D",
                "Tue, 23 Nov 2027 02:00:00 GMT | P1D",
                "-5                            | PT0S",
                "soon                          | PT0S",
            })
    void secondsAndDatesAreReadAndLongWaitsAreCapped(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(wait);
    }

    @Test
    void withoutTheHeaderNothingIsSaid() {
        assertThat(RetryAfter.parse(null, NOW)).isZero();
    }
}
