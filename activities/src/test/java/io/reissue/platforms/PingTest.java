package io.reissue.platforms;

import static io.reissue.store.platform.OnboardingForTests.audited;
import static io.reissue.store.platform.OnboardingForTests.called;
import static io.reissue.store.platform.OnboardingForTests.taken;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.StoreForTests;
import io.reissue.store.platform.CircuitRules;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.Onboarding.Checked;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.platform.ShownOnce;
import io.reissue.store.protocol.OutgoingPing;
import io.reissue.store.protocol.Signatures;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new platform's endpoint, asked whether it hears us, by whatever asks it later on. */
class PingTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final AtomicInteger PLATFORMS = new AtomicInteger();

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);
    private final PlatformForTests there = new PlatformForTests();
    private final HttpPlatformConnector connector = connector(true, PATIENT);
    private final Onboarding onboarding = OnboardingForTests.over(STORE, connector);
    private final String code = "pinged" + PLATFORMS.incrementAndGet();

    @AfterEach
    void close() throws IOException {
        there.close();
        connector.close();
    }

    @Test
    void aPingIsSignedAndSaysNothing() {
        ShownOnce shown = created(there.endpoint());
        there.replies(204);

        Pinged pinged = ping();

        assertThat(pinged.heard()).isTrue();
        assertThat(pinged.status()).isEqualTo(204);
        var request = there.received().getFirst();
        assertThat(request.body())
                .isEqualTo("{\"type\":\"ping\",\"timestamp\":\"" + STORE.clock().instant() + "\",\"data\":{}}");
        assertThat(new Signatures(STORE.clock())
                        .hold(
                                List.of(requireNonNull(shown.toPlatform())),
                                request.header("webhook-id"),
                                request.header("webhook-timestamp"),
                                request.header("webhook-signature"),
                                request.body().getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 401, 404, 410, 429, 500, 503})
    void aRedirectIsNotFollowedAndWhateverElseIsNoTwoHundredIsAProblem(int status) {
        created(there.endpoint());
        there.replies(status, Map.of("Location", there.endpoint().toString()), new byte[0]);

        Pinged pinged = ping();

        assertThat(pinged.status()).isEqualTo(status);
        assertThat(pinged.problem()).isEqualTo("HTTP_" + status);
        assertThat(there.received()).hasSize(1);
        assertThat(onboarding.find(code).orElseThrow().reachable()).isFalse();
        assertThat(audited(STORE, code)).contains("policy-a platform.pinged {\"result\": \"HTTP_" + status + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.1.2.3/hooks",
                "https://192.168.0.1/hooks",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/hooks",
                "https://[fd00::1]/hooks",
                "https://[::ffff:10.0.0.1]/hooks",
                "https://0.0.0.0/hooks"
            })
    void anAddressOfOursIsNotCalled(URI endpoint) {
        created(endpoint);

        assertThat(ping().problem()).isEqualTo("ADDRESS_REFUSED");
        assertThat(onboarding.find(code).orElseThrow().reachable()).isFalse();
    }

    @Test
    void whereOnlyHttpsIsAllowedLoopbackIsNotCalledEither() throws IOException {
        created(there.endpoint());
        try (var strict = connector(false, PATIENT)) {
            assertThat(strict.ping(registry.byCode(code).orElseThrow()).problem())
                    .isEqualTo("ADDRESS_REFUSED");
        }
        assertThat(there.received()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForForLong() throws IOException {
        created(there.endpoint());
        there.isSilent();

        Pinged pinged;
        try (var hasty = connector(true, Duration.ofMillis(300))) {
            pinged = hasty.ping(registry.byCode(code).orElseThrow());
        }

        assertThat(pinged.problem()).isEqualTo("TIMEOUT");
        assertThat(pinged.status()).isNull();
    }

    @Test
    void aPingGoesThroughAnOpenCircuitAndOpensNone() throws PlatformUnavailable {
        created(there.endpoint());
        ping();
        taken(onboarding.resume(code, "CHECKED", "operator-a").orElseThrow());
        var platform = registry.byCode(code).orElseThrow();
        for (int failure = 0; failure < 10; failure++) {
            there.replies(500);
            ping();
        }
        assertThat(connector.send(platform, new OutgoingPing("still-closed")).status())
                .isEqualTo(202);

        var circuits = PlatformsForTests.circuits(STORE, CircuitRules.STANDARD);
        circuits.busy(platform.id(), "HTTP_429", Duration.ofHours(1));
        assertThat(ping().heard()).isTrue();
    }

    @Test
    void whoIsPingedMoreOftenThanAgreedIsNotAskedAndStaysWhatItWas() {
        created(there.endpoint());
        Pinged last = ping();
        for (int pings = 1; pings < 200 && last.heard(); pings++) last = ping();

        assertThat(last).isEqualTo(Pinged.RATE_LIMITED);
        assertThat(onboarding.find(code).orElseThrow().reachable()).isTrue();
        assertThat(there.received()).hasSize(50);
    }

    @Test
    void whoWasSwitchedOffMeanwhileIsCalledNoMore() {
        created(there.endpoint());
        ping();
        taken(onboarding.resume(code, "CHECKED", "operator-a").orElseThrow());
        var asItWas = registry.byCode(code).orElseThrow();
        taken(onboarding.suspend(code, "MAINTENANCE", "operator-a").orElseThrow());

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                PlatformUnavailable.class, () -> connector.send(asItWas, new OutgoingPing("late")))
                        .code())
                .isEqualTo("SWITCHED_OFF");
        assertThat(there.received()).hasSize(1);
    }

    private ShownOnce created(URI endpoint) {
        return requireNonNull(taken(onboarding.create(code, called(endpoint), false, "policy-a"))
                .shown());
    }

    private Pinged ping() {
        if (onboarding.ping(code, "policy-a").orElseThrow() instanceof Checked.Asked asked) return asked.pinged();
        throw new AssertionError("not asked");
    }

    private static HttpPlatformConnector connector(boolean allowHttpOnLoopback, Duration readTimeout) {
        return new HttpPlatformConnector(
                PlatformsForTests.registry(STORE),
                PlatformsForTests.circuits(STORE, CircuitRules.STANDARD),
                PlatformsForTests.rates(STORE),
                PlatformsForTests.deliveries(STORE),
                STORE.clock(),
                new ConnectorSettings(
                        Duration.ofSeconds(2),
                        readTimeout,
                        readTimeout.multipliedBy(2),
                        Duration.ZERO,
                        allowHttpOnLoopback,
                        Set.of()));
    }
}
