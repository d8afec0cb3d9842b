package io.reissue.store.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.store.platform.IdentifierForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values were made with OpenSSL and Python. */
class IdentifiersTest {
    private static final String NUMBER = "+8613800138000";

    @ParameterizedTest
    @CsvSource({
        "SHA256, bf08aacce7f9b2452863cf99373043c3333f0e3127f1f787c4abb46ab6cf2b83",
        "SM3,    4a0d9ab524144f86ba8d146bd4986dc5cdd528b8bf9b75e244d466d42171bf58",
        "E164,   8613800138000",
    })
    void theEnumerableFormsAreMadeOfTheDigitsWithoutPlus(IdentifierForm form, String identifier) {
        assertThat(Identifiers.unkeyed(form).identify(NUMBER)).isEqualTo(identifier);
    }

    @Test
    void theKeyedFormIsTheSameForTheSameNumberWhateverCameBetween() {
        var identifiers = Identifiers.keyed(key());

        assertThat(identifiers.identify(NUMBER))
                .isEqualTo("461b042f959960aade8d61f08ab121b21d06e5223c529a7be810c71f4c949b68");
        assertThat(identifiers.identify("+12025550123"))
                .isEqualTo("f319c0d797ce805d1558a08d9e557f2fdbf7c3c83c6ddabc1bb3c12dbef3526d");
        assertThat(identifiers.identify(NUMBER))
                .isEqualTo("461b042f959960aade8d61f08ab121b21d06e5223c529a7be810c71f4c949b68");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8613800138000", "+0613800138000", "+86 13800138000", "+861380013800012345", "", "+86１380"})
    void whatIsNotE164IsRefusedWithoutRepeatingIt(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identifiers.unkeyed(IdentifierForm.E164).identify(number))
                .withMessage("not an E.164 form");
    }

    @Test
    void theKeyedFormIsNotToBeHadWithoutAKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> Identifiers.unkeyed(IdentifierForm.HMAC_SHA256));
    }

    private static byte[] key() {
        var key = new byte[32];
        for (int i = 0; i < key.length; i++) key[i] = (byte) i;
        return key;
    }
}
