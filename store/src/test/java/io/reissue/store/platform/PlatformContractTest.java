package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformContractTest {
    private static final URI ENDPOINT = URI.create("https://platform.example/hooks");

    @ParameterizedTest
    @CsvSource({
        "Upper, https://a.example, 1, 1, code",
        "railbook, ftp://a.example, 1, 1, endpoint",
        "railbook, https://user:pw@a.example, 1, 1, endpoint",
        "railbook, /relative, 1, 1, endpoint",
        "railbook, https://a.example, 0, 1, batchLimit",
        "railbook, https://a.example, 1001, 1, batchLimit",
        "railbook, https://a.example, 1, 0, ratePerSecond",
    })
    void aFieldThatCannotBeIsNamed(String code, URI endpoint, int batchLimit, int rate, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlatformContract(
                        code,
                        "",
                        "",
                        Platform.Kind.LABEL,
                        Set.of("CN"),
                        Delivery.PUSH,
                        endpoint,
                        IdentifierForm.SM3,
                        null,
                        batchLimit,
                        rate,
                        ContractsForTests.TO,
                        ContractsForTests.FROM,
                        false))
                .withMessage("platform contract: " + field);
    }

    @Test
    void aKeyedFormNeedsAKeyOf32BytesAndTheOthersHaveNone() {
        assertThat(with(IdentifierForm.HMAC_SHA256, ContractsForTests.KEY, ContractsForTests.TO))
                .hasToString("PlatformContract[railbook]");
        refused("identifierKey", IdentifierForm.HMAC_SHA256, null, ContractsForTests.TO);
        refused("identifierKey", IdentifierForm.HMAC_SHA256, "c2hvcnQ=", ContractsForTests.TO);
        refused("identifierKey", IdentifierForm.HMAC_SHA256, "not base64!", ContractsForTests.TO);
        refused("identifierKey", IdentifierForm.SHA256, ContractsForTests.KEY, ContractsForTests.TO);
    }

    @Test
    void aSecretIs24To64BytesOfBase64AndNeverRepeated() {
        refused("secretToPlatform", IdentifierForm.E164, null, "");
        refused("secretToPlatform", IdentifierForm.E164, null, "whsec_c2hvcnQ=");
        refused("secretToPlatform", IdentifierForm.E164, null, "not base64 but long enough to be one!");
        refused("secretToPlatform", IdentifierForm.E164, null, "A".repeat(88));
    }

    private static void refused(String field, IdentifierForm form, @Nullable String key, String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(form, key, secret))
                .withMessage("platform contract: " + field)
                .withNoCause();
    }

    private static PlatformContract with(IdentifierForm form, @Nullable String key, String secret) {
        return new PlatformContract(
                "railbook",
                "",
                "",
                Platform.Kind.ACCOUNT,
                Set.of("CN"),
                Delivery.PUSH,
                ENDPOINT,
                form,
                key,
                1000,
                100,
                secret,
                ContractsForTests.FROM,
                false);
    }
}
