package io.reissue.edge.partner;

import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.Signatures;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Tells which partner calls, by the secret that signed. Nothing is looked up for a caller, stored, or counted against a partner's rate
 * before a signature has held.
 */
@Component
public final class PartnerGate {
    /** Names the partner by its code. Who doesn't say it is found by trying secrets. */
    public static final String PARTNER = "webhook-partner";

    private static final int LONGEST_ID = 200;
    // Trying the secrets of hundreds of partners has to stay cheaper than the connection was.
    private static final int LONGEST_TRIED = 16 * 1024;

    private final PlatformRegistry registry;
    private final PlatformRates rates;
    private final Signatures signatures;

    public PartnerGate(PlatformRegistry registry, PlatformRates rates, Signatures signatures) {
        this.registry = registry;
        this.rates = rates;
        this.signatures = signatures;
    }

    sealed interface Entry {
        record Partner(Platform platform) implements Entry {}

        record Refused(ResponseEntity<ProblemDetail> why) implements Entry {}
    }

    /**
     * Lets a partner that is switched on have what a request without a body asks for. Signed is its method and target, as they stand in
     * its first line.
     */
    ResponseEntity<?> admitted(HttpServletRequest request, Function<Platform, ResponseEntity<?>> answer) {
        var query = request.getQueryString();
        var target = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        var line = (request.getMethod() + " " + target).getBytes(StandardCharsets.UTF_8);
        return switch (admit(request, line, Optional.empty())) {
            case Entry.Refused(var why) -> why;
            case Entry.Partner(var platform) -> platform.active() ? answer.apply(platform) : switchedOff(platform);
        };
    }

    /** The signature held: one that fetches has shown that it can. */
    private ResponseEntity<?> switchedOff(Platform platform) {
        registry.cameForward(platform.id());
        return Refusals.problem(HttpStatus.FORBIDDEN, "switched off; ask us to be switched on");
    }

    /**
     * A request with a body.
     *
     * @param body as it was signed
     * @param expected the platform that is to be expected, from what the request is about
     */
    Entry admit(HttpServletRequest request, byte[] body, Optional<Integer> expected) {
        var caller = caller(request, body, expected);
        if (caller.isEmpty()) return new Entry.Refused(Refusals.unsigned());
        var turn = rates.take(caller.get(), Direction.FROM_PLATFORM);
        return turn.isPositive() ? new Entry.Refused(Refusals.tooFast(turn)) : new Entry.Partner(caller.get());
    }

    private Optional<Platform> caller(HttpServletRequest request, byte[] content, Optional<Integer> expected) {
        var id = request.getHeader(Signatures.ID);
        var timestamp = request.getHeader(Signatures.TIMESTAMP);
        var signature = request.getHeader(Signatures.SIGNATURE);
        if (id == null || id.isBlank() || id.length() > LONGEST_ID || timestamp == null || signature == null)
            return Optional.empty();
        if (!signatures.isNow(timestamp)) return Optional.empty();
        var seal = new Seal(id, timestamp, signature, content);
        var named = request.getHeader(PARTNER);
        if (named != null) {
            return registry.byCode(named).filter(platform -> seal.isOf(registry.secretsFrom(platform.id())));
        }
        if (expected.isPresent() && seal.isOf(registry.secretsFrom(expected.get())))
            return expected.map(registry::byId);
        return content.length > LONGEST_TRIED ? Optional.empty() : found(seal);
    }

    /** Two that share a secret can't be told apart, so it is neither. */
    private Optional<Platform> found(Seal seal) {
        var signers = registry.secretsFrom().entrySet().stream()
                .filter(partner -> seal.isOf(partner.getValue()))
                .limit(2)
                .toList();
        return signers.size() == 1
                ? Optional.of(registry.byId(signers.getFirst().getKey()))
                : Optional.empty();
    }

    private final class Seal {
        private final String id;
        private final String timestamp;
        private final String signature;
        private final byte[] content;

        Seal(String id, String timestamp, String signature, byte[] content) {
            this.id = id;
            this.timestamp = timestamp;
            this.signature = signature;
            this.content = content;
        }

        boolean isOf(List<String> secrets) {
            return signatures.hold(secrets, id, timestamp, signature, content);
        }
    }
}
