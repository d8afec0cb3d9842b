package io.reissue.sandbox.platforms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long SENT = 1_614_265_330;
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSignature signature = new WebhookSignature(SECRET);

    @Test
    void signsThePublishedVector() {
        assertThat(signature.sign(ID, SENT, BODY)).isEqualTo(SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, true",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,other v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, true",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 300, true",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 301, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', -301, false",
        "msg_other, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265331, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, yesterday, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, -9223372036854775808, 'v1,x', 0, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, false",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, , 0, false",
        ", 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 0, false",
    })
    void acceptsOnlyWhatVouchesForIdTimeAndBody(
            String id, String timestamp, String signatures, long secondsLate, boolean accepted) {
        Instant now = Instant.ofEpochSecond(SENT + secondsLate);
        assertThat(signature.accepts(id, timestamp, signatures, BODY, now)).isEqualTo(accepted);
    }

    @Test
    void refusesAnAlteredBody() {
        byte[] altered = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);
        assertThat(signature.accepts(ID, Long.toString(SENT), SIGNATURE, altered, Instant.ofEpochSecond(SENT)))
                .isFalse();
    }

    @Test
    void agreesWithThePublishedLibraryInBothDirections() throws Exception {
        String secret = PlatformCatalogue.generate(7, 40).getFirst().terms().secretFromPlatform();
        Webhook referee = new Webhook(secret);
        WebhookSignature own = new WebhookSignature(secret);
        Instant now = Instant.now();
        String body = "{\"results\":[\"换\"]}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        String theirs = referee.sign("msg_1", now.getEpochSecond(), body);
        assertThat(own.accepts("msg_1", Long.toString(now.getEpochSecond()), theirs, bytes, now))
                .isTrue();
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("msg_1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(own.sign("msg_1", now.getEpochSecond(), bytes)));
        assertThatCode(() -> referee.verify(body, headers)).doesNotThrowAnyException();
    }
}
