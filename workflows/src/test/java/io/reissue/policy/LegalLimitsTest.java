package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LegalLimitsTest {
    @Test
    void aDayHasBegunEverywhereOnlyWhenItHasBegunInHonolulu() {
        assertThat(LegalLimits.dayEverywhere(Instant.parse("2028-11-22T09:59:59Z")))
                .isEqualTo(LocalDate.of(2028, 11, 21));
        assertThat(LegalLimits.dayEverywhere(Instant.parse("2028-11-22T10:00:00Z")))
                .isEqualTo(LocalDate.of(2028, 11, 22));
    }
}
