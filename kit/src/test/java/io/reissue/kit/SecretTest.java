package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final String TEXT = "whsec_dG8gdGhlIHBhcnRuZXIsIGZvciB0ZXN0cw==";
    private static final byte[] BODY = "{\"part\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    private final Secret secret = new Secret(TEXT);

    @Test
    void signsAsThePublicLibraryDoes() throws Exception {
        String expected = new Webhook(TEXT).sign("m1", NOW.getEpochSecond(), new String(BODY, StandardCharsets.UTF_8));

        assertThat(secret.sign("m1", NOW, BODY)).isEqualTo(expected);
    }

    @Test
    void takesOneRightSignatureAmongOthersUpToFiveMinutesOff() {
        String signatures = "v1,AAAA " + secret.sign("m1", NOW, BODY);

        assertThat(refuses("m1", signatures, BODY, NOW.plus(Secret.TOLERANCE))).isEmpty();
        assertThat(refuses("m1", signatures, BODY, NOW.minus(Secret.TOLERANCE))).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithASignedMessage() {
        String right = secret.sign("m1", NOW, BODY);
        Duration over = Secret.TOLERANCE.plusSeconds(1);

        assertThat(refuses("m1", right, BODY, NOW.plus(over))).hasValueSatisfying(SecretTest::isLate);
        assertThat(refuses("m1", right, BODY, NOW.minus(over))).hasValueSatisfying(SecretTest::isLate);
        assertThat(refuses("m2", right, BODY, NOW)).contains("webhook-signature does not fit the body");
        assertThat(refuses("m1", right, new byte[1], NOW)).contains("webhook-signature does not fit the body");
        assertThat(secret.refuses(Optional.empty(), Optional.of("1"), Optional.of(right), BODY, NOW))
                .contains("webhook-id, webhook-timestamp or webhook-signature is missing");
        assertThat(secret.refuses(Optional.of("m1"), Optional.of("today"), Optional.of(right), BODY, NOW))
                .contains("webhook-timestamp is not in seconds");
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new Secret("whsec_")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void isLate(String what) {
        assertThat(what).isEqualTo("webhook-timestamp is more than 5 minutes off");
    }

    private Optional<String> refuses(String id, String signatures, byte[] body, Instant now) {
        return secret.refuses(
                Optional.of(id), Optional.of(Long.toString(NOW.getEpochSecond())), Optional.of(signatures), body, now);
    }
}
