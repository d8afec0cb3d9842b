package io.reissue.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.reissue.store.protocol.Bodies;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever answers for a name says another address the next time. The address that may be called is loopback here, so that nothing leaves it. */
class RebindingTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final String CALLED = "127.0.0.1";
    private static final String OURS = "10.0.0.1";

    private final AtomicInteger heard = new AtomicInteger();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Names names = new Names();
    private final PlatformHttp http = new PlatformHttp(
            new ConnectorSettings(Duration.ofSeconds(2), PATIENT, PATIENT, Duration.ZERO, true, Set.of()), names);
    private HttpServer there;
    private int status = 202;

    @BeforeEach
    void listen() throws IOException {
        there = HttpServer.create(new InetSocketAddress(CALLED, 0), 0);
        there.createContext("/", exchange -> {
            try (exchange) {
                heard.incrementAndGet();
                exchange.getRequestBody().readAllBytes();
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, -1);
            }
        });
        there.start();
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        there.stop(0);
    }

    @Test
    void aNameIsLookedUpOnceAndCalledWhereItWasJudged() throws Exception {
        names.say(CALLED).say(OURS);

        assertThat(post()).isEqualTo(202);

        assertThat(names.asked).containsExactly("localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OURS,
                "169.254.169.254",
                CALLED + " " + OURS, // of two one is ours
                OURS + " " + CALLED,
                "fd00::1",
                "64:ff9b::7f00:1",
                "ipv4-in-ipv6:7f000001",
                "ipv4-in-ipv6:0a000001"
            })
    void whatANameSaysLaterIsJudgedBeforeItIsCalled(String later) throws Exception {
        headers.put("Connection", "close");
        names.say(CALLED).say(later.split(" "));
        post();

        assertThatThrownBy(this::post).isInstanceOf(EndpointGuard.Refused.class);

        assertThat(heard).hasValue(1);
        assertThat(names.asked).hasSize(2);
    }

    @Test
    void aConnectionThatStandsGoesOnWhereItWasJudged() throws Exception {
        names.say(CALLED).say(OURS);

        post();
        post();

        assertThat(heard).hasValue(2);
        assertThat(names.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void whereARedirectPointsIsNotEvenLookedUp(int redirect) throws Exception {
        status = redirect;
        headers.put("Location", "https://inside.example/");
        names.say(CALLED).say(OURS);

        assertThat(post()).isEqualTo(redirect);

        assertThat(names.asked).containsExactly("localhost");
    }

    private int post() throws IOException, Bodies.Unreadable {
        var endpoint = URI.create("http://localhost:" + there.getAddress().getPort() + "/hooks");
        return http.post(endpoint, Map.of(), new byte[] {'{', '}'}, 100).status();
    }

    /** Says one thing after the other. */
    private static final class Names implements DnsResolver {
        private final Queue<String[]> answers = new ArrayDeque<>();
        private final List<String> asked = new ArrayList<>();

        Names say(String... addresses) {
            answers.add(addresses);
            return this;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            var answer = answers.poll();
            if (answer == null) throw new AssertionError("asked more often than there are answers");
            return Stream.of(answer).map(Names::address).toArray(InetAddress[]::new);
        }

        /** As a resolver hands it on: a literal of IPv4 in IPv6 would become IPv4. */
        private static InetAddress address(String text) {
            if (!text.startsWith("ipv4-in-ipv6:")) return InetAddress.ofLiteral(text);
            try {
                return Inet6Address.getByAddress(
                        null, HexFormat.of().parseHex("00000000000000000000ffff" + text.substring(13)), -1);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
