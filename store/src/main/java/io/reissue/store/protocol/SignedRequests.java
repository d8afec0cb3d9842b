package io.reissue.store.protocol;

import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What platforms are asked, as it goes over the wire, whoever opens the connection: rendered now, and signed. */
public final class SignedRequests {
    private final PlatformRegistry registry;
    private final Clock clock;
    private final BatchWriter writer = new BatchWriter();

    public SignedRequests(PlatformRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    public enum Layout {
        JSON,
        /** A line of what holds for all items, then a line an item. */
        LINES
    }

    /** @param headers of Standard Webhooks */
    public record Signed(Map<String, String> headers, byte[] body) {}

    /** What is pushed. Names the numbers as agreed with this platform, and signs with all its live secrets. */
    public Signed of(Platform platform, Outgoing request) {
        return switch (request) {
            case OutgoingBatch batch -> of(platform, batch, Layout.JSON);
            case OutgoingPing ping -> {
                var now = clock.instant();
                yield signed(platform, ping, now, writer.json(ping, now));
            }
            case OutgoingStatus status -> {
                var now = clock.instant();
                yield signed(
                        platform,
                        status,
                        now,
                        writer.json(status, platform.form(), Identifiers.of(platform, registry), now));
            }
        };
    }

    /** What is fetched, in the layout that the platform prefers. */
    public Signed of(Platform platform, OutgoingBatch batch, Layout layout) {
        var now = clock.instant();
        var identifiers = Identifiers.of(platform, batch.form(), registry);
        var body = switch (layout) {
            case JSON -> writer.json(batch, identifiers, now);
            case LINES -> writer.lines(batch, identifiers, now);
        };
        return signed(platform, batch, now, body);
    }

    private Signed signed(Platform platform, Outgoing request, Instant now, byte[] body) {
        var signature = Signatures.sign(
                registry.secretsTo(platform.id()), request.webhookId(), now, new String(body, StandardCharsets.UTF_8));
        return new Signed(
                Map.of(
                        Signatures.ID, request.webhookId(),
                        Signatures.TIMESTAMP, Long.toString(now.getEpochSecond()),
                        Signatures.SIGNATURE, signature),
                body);
    }
}
