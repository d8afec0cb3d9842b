package io.reissue.sandbox.platforms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierFormTest {
    private static final byte[] KEY = Base64.getDecoder().decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /** Expected values computed with Python's hashlib and hmac, and with openssl. */
    @ParameterizedTest
    @CsvSource({
        "HMAC_SHA256, 461b042f959960aade8d61f08ab121b21d06e5223c529a7be810c71f4c949b68",
        "SHA256, bf08aacce7f9b2452863cf99373043c3333f0e3127f1f787c4abb46ab6cf2b83",
        "SM3, 4a0d9ab524144f86ba8d146bd4986dc5cdd528b8bf9b75e244d466d42171bf58",
        "E164, 8613800138000"
    })
    void namesANumberInEachForm(IdentifierForm form, String expected) {
        assertThat(form.of("8613800138000", KEY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613800138000", "86 13800138000", "", "08613800138000", "８６13800138000"})
    void refusesWhatIsNotDigitsWithCountryCodeAndNeverRepeatsIt(String wrong) {
        assertThatThrownBy(() -> IdentifierForm.SHA256.of(wrong, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a number as digits with country code");
    }

    @Test
    void anotherKeyGivesAnotherName() {
        assertThat(IdentifierForm.HMAC_SHA256.of("8613800138000", new byte[32]))
                .isNotEqualTo(IdentifierForm.HMAC_SHA256.of("8613800138000", KEY));
    }
}
