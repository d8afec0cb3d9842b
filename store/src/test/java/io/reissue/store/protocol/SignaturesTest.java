package io.reissue.store.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    // The vector that the libraries of Standard Webhooks share.
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String OTHER = "C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final Signatures signatures = new Signatures(Clock.fixed(AT, ZoneOffset.UTC));

    @Test
    void thePublishedVectorIsReproduced() {
        assertThat(Signatures.sign(List.of(SECRET), ID, AT, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void whileASecretRotatesThereAreTwoSignaturesAndEitherHolds() {
        var both = Signatures.sign(List.of(OTHER, SECRET), ID, AT, BODY);

        assertThat(both.split(" ")).hasSize(2);
        assertThat(holds(List.of(SECRET), both)).isTrue();
        assertThat(holds(List.of(OTHER), both)).isTrue();
        assertThat(holds(List.of(OTHER, SECRET), SIGNATURE)).isTrue();
    }

    @Test
    void aSignatureOfAnotherSecretIdOrBodyDoesNotHold() {
        assertThat(holds(List.of(OTHER), SIGNATURE)).isFalse();
        assertThat(signatures.hold(List.of(SECRET), "msg_other", "1614265330", SIGNATURE, bytes(BODY)))
                .isFalse();
        assertThat(signatures.hold(List.of(SECRET), ID, "1614265331", SIGNATURE, bytes(BODY)))
                .isFalse();
        assertThat(signatures.hold(List.of(SECRET), ID, "1614265330", SIGNATURE, bytes(BODY + " ")))
                .isFalse();
        assertThat(holds(List.of(), SIGNATURE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v1,", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,Zw=="})
    void whatIsNoSignatureDoesNotHold(String signature) {
        assertThat(holds(List.of(SECRET), signature)).isFalse();
    }

    @Test
    void noMoreThanTenSignaturesAreLookedAt() {
        assertThat(holds(List.of(SECRET), "v1,Zw== ".repeat(9) + SIGNATURE)).isTrue();
        assertThat(holds(List.of(SECRET), "v1,Zw== ".repeat(10) + SIGNATURE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
    void aTimestampMayBeFiveMinutesOffByOurClock(long off, boolean holds) {
        var sent = AT.plusSeconds(off);
        var signature = Signatures.sign(List.of(SECRET), ID, sent, BODY);

        assertThat(signatures.hold(List.of(SECRET), ID, Long.toString(sent.getEpochSecond()), signature, bytes(BODY)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1614265330", "1614265330.0", "99999999999999999999", "999999999999", "१६१४"})
    void whatIsNoTimestampDoesNotHold(String timestamp) {
        assertThat(signatures.hold(List.of(SECRET), ID, timestamp, SIGNATURE, bytes(BODY)))
                .isFalse();
    }

    @Test
    void aSecretThatCannotSignIsNotNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Signatures.sign(List.of(""), ID, AT, BODY))
                .withMessage("a secret that can't sign")
                .withNoCause();
    }

    private boolean holds(List<String> secrets, String given) {
        return signatures.hold(secrets, ID, "1614265330", given, bytes(BODY));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
