package io.reissue.platforms;

import io.reissue.platforms.Exchange.Kind;
import io.reissue.platforms.PlatformHttp.Response;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.CircuitRules.Admission;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformCircuits;
import io.reissue.store.platform.PlatformPing;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.AnswerParser;
import io.reissue.store.protocol.Bodies;
import io.reissue.store.protocol.MalformedAnswer;
import io.reissue.store.protocol.Outgoing;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.OutgoingPing;
import io.reissue.store.protocol.SignedRequests;
import io.reissue.store.protocol.SignedRequests.Signed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches as the partner protocol has it: signed, within the platform's rate, and not at all while its circuit is open.
 * Rate and circuit are short transactions of their own; none is open while a request is under way, so don't call this in one.
 */
public final class HttpPlatformConnector implements PlatformConnector, PlatformPing, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPlatformConnector.class);
    private static final Set<String> ASKING = Set.of("unbind.requested", "restore.requested", "binding.queried");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int ACCEPTED = 202;
    private static final int GONE = 410;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final PlatformRegistry registry;
    private final PlatformCircuits circuits;
    private final PlatformRates rates;
    private final DeliveryLog deliveries;
    private final Clock clock;
    private final Duration tryAgainAfter;
    private final SignedRequests requests;
    private final PlatformHttp http;
    private final AnswerParser parser = new AnswerParser();

    public HttpPlatformConnector(
            PlatformRegistry registry,
            PlatformCircuits circuits,
            PlatformRates rates,
            DeliveryLog deliveries,
            Clock clock,
            ConnectorSettings settings) {
        this.registry = registry;
        this.circuits = circuits;
        this.rates = rates;
        this.deliveries = deliveries;
        this.clock = clock;
        this.tryAgainAfter = settings.tryAgainAfter();
        this.requests = new SignedRequests(registry, clock);
        this.http = new PlatformHttp(settings);
    }

    /** Goes by what is agreed now, whatever it was when the caller began: what is switched off meanwhile is called no more. */
    @Override
    public Exchange send(Platform known, Outgoing sent) throws PlatformUnavailable {
        var platform = registry.byId(known.id());
        if (!platform.active()) throw new PlatformUnavailable("SWITCHED_OFF", Duration.ZERO);
        var endpoint = platform.endpoint();
        if (endpoint == null) throw new IllegalArgumentException(platform.code() + " can't be called");
        var request = requests.of(platform, sent);
        var turn = rates.take(platform, Direction.TO_PLATFORM);
        if (turn.isPositive()) throw new PlatformUnavailable("RATE_LIMITED", turn);
        var admission = circuits.admit(platform.id());
        if (admission instanceof Admission.Refused refused) {
            throw new PlatformUnavailable("CIRCUIT_OPEN", refused.remaining());
        }
        var begun = clock.instant();
        try {
            var exchange = judge(platform, sent, admission, post(platform, endpoint, admission, request));
            note(platform, sent, request, begun, exchange.status(), Exchanged.problem(exchange.status()));
            return exchange;
        } catch (PlatformUnavailable failure) {
            note(platform, sent, request, begun, failure.status(), failure.code());
            throw failure;
        }
    }

    private void note(
            Platform platform,
            Outgoing sent,
            Signed request,
            Instant begun,
            @Nullable Integer status,
            @Nullable String problem) {
        deliveries.note(
                platform.id(),
                new Exchanged(
                        Direction.TO_PLATFORM,
                        sent.type(),
                        sent.webhookId(),
                        sent instanceof OutgoingBatch batch ? batch.batch() : null,
                        sent.size(),
                        request.body().length,
                        begun,
                        Duration.between(begun, clock.instant()),
                        status,
                        problem,
                        null));
    }

    /** Within its rate, whatever its circuit: a ping is how a platform shows that it is back. */
    @Override
    public Pinged ping(Platform platform) {
        var endpoint = platform.endpoint();
        if (endpoint == null) throw new IllegalArgumentException(platform.code() + " can't be called");
        if (rates.take(platform, Direction.TO_PLATFORM).isPositive()) return Pinged.RATE_LIMITED;
        var begun = clock.instant();
        var ping = new OutgoingPing("ping." + UUID.randomUUID());
        var request = requests.of(platform, ping);
        Integer status = null;
        String problem;
        try {
            status = http.post(endpoint, request.headers(), request.body(), AnswerParser.MOST_BYTES)
                    .status();
            problem = Exchanged.problem(status);
        } catch (Bodies.Unreadable _) {
            problem = "MALFORMED_ANSWER";
        } catch (IOException failure) {
            problem = code(failure);
        }
        note(platform, ping, request, begun, status, problem);
        return new Pinged(status, problem, Duration.between(begun, clock.instant()));
    }

    private static String code(IOException failure) {
        return switch (failure) {
            case EndpointGuard.Refused _ -> "ADDRESS_REFUSED";
            case InterruptedIOException _ -> "TIMEOUT";
            default -> "CONNECTION";
        };
    }

    private Response post(Platform platform, URI endpoint, Admission admission, Signed request)
            throws PlatformUnavailable {
        try {
            return http.post(endpoint, request.headers(), request.body(), AnswerParser.MOST_BYTES);
        } catch (Bodies.Unreadable _) {
            circuits.succeeded(platform.id(), admission);
            throw unavailable("MALFORMED_ANSWER", Duration.ZERO);
        } catch (IOException failure) {
            var code = code(failure);
            if (failure instanceof EndpointGuard.Refused)
                log.warn("the endpoint of {} has an address that is not allowed", platform.code());
            throw failed(platform, admission, code, Duration.ZERO);
        }
    }

    private Exchange judge(Platform platform, Outgoing sent, Admission admission, Response response)
            throws PlatformUnavailable {
        int status = response.status();
        var retryAfter = RetryAfter.parse(response.retryAfter(), clock.instant());
        if (status >= 500) throw failed(platform, admission, "HTTP_" + status, retryAfter);
        circuits.succeeded(platform.id(), admission);
        if (status == TOO_MANY_REQUESTS) {
            var pause = retryAfter.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : retryAfter;
            circuits.busy(platform.id(), "HTTP_429", pause);
            throw unavailable("HTTP_429", retryAfter);
        }
        if (status == GONE) {
            registry.deactivate(platform.id());
            log.warn("{} answered 410 and is switched off", platform.code());
            return new Exchange(Kind.GONE, status, null);
        }
        if (status >= 300) return new Exchange(Kind.REJECTED, status, null);
        if (status == ACCEPTED || response.body().length == 0 || !ASKING.contains(sent.type())) {
            return new Exchange(Kind.DELIVERED, status, null);
        }
        try {
            return new Exchange(Kind.ANSWERED, status, parser.parse(response.body()));
        } catch (MalformedAnswer malformed) {
            log.warn("{} answered in a form that is not the protocol's: {}", platform.code(), malformed.problems());
            throw unavailable("MALFORMED_ANSWER", Duration.ZERO);
        }
    }

    private PlatformUnavailable failed(Platform platform, Admission admission, String code, Duration retryAfter) {
        circuits.failed(platform.id(), admission, code);
        if (retryAfter.isPositive()) circuits.busy(platform.id(), code, retryAfter);
        return unavailable(code, retryAfter);
    }

    private PlatformUnavailable unavailable(String code, Duration retryAfter) {
        return new PlatformUnavailable(code, retryAfter.isPositive() ? retryAfter : tryAgainAfter);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
