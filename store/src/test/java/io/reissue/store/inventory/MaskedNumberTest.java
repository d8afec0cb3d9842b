package io.reissue.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedNumberTest {
    @ParameterizedTest
    @CsvSource({
        "8613800001234, +86•••••••1234",
        "12125551234, +1••••••1234",
        "61412341234, +61•••••1234",
        "35312341234, +353••••1234",
        "919812341234, +91••••••1234",
        "12, ••"
    })
    void shownAreCountryAndLastFourDigits(String number, String masked) {
        assertThat(MaskedNumber.of(number)).isEqualTo(masked);
    }
}
