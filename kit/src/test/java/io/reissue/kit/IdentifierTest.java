package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {
    private static final byte[] KEY = Base64.getDecoder().decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /** Expected values computed with Python's hashlib and hmac, and with openssl. */
    @ParameterizedTest
    @CsvSource({
        "HMAC_SHA256, 1cd68f3090e0920e604cf024a2821bce2c97524e0d6bc0d7afdb48f23bc20a3f",
        "SHA256, e257dbc7764667c0f9a1d717a46f9d092778f0d0d4cbbf03ca54e4319f979319",
        "SM3, 08d45a4f26fd7cf899d3e29cddf1e439c3325e8070f66caaff6ed2e284151298",
        "E164, 9990000000001"
    })
    void namesANumberInEachForm(Identifier identifier, String expected) {
        assertThat(identifier.of("9990000000001", KEY)).isEqualTo(expected);
    }
}
