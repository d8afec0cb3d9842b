package io.reissue.edge.platform;

import io.reissue.edge.platform.Resend.Sent;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Logged;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A platform's log as people read it, and what they may have sent once more. */
@Component
public class Deliveries {
    private static final String BATCH = "unbind.requested";

    private final PlatformRegistry platforms;
    private final DeliveryLog log;
    private final Resend resend;
    private final AuditLog audit;

    public Deliveries(PlatformRegistry platforms, DeliveryLog log, Resend resend, AuditLog audit) {
        this.platforms = platforms;
        this.log = log;
        this.resend = resend;
        this.audit = audit;
    }

    /** Why something is not sent once more. */
    public enum Refusal {
        NO_BATCH(
                "only a batch of numbers can be sent again; a restore is asked anew every day, and status is in the feed"),
        FETCHES("it fetches: what is open to it is in its list"),
        SWITCHED_OFF("it is switched off; switch it on first"),
        NOT_AS_IT_WAS(
                "it has expired, was rejected, or one of its numbers came back or was purged; what is silent is asked anew by"
                        + " the next round");

        private final String remedy;

        Refusal(String remedy) {
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }
    }

    /** What became of a wish to send again. */
    public sealed interface Decision {
        /** @param problem a code; null: the platform has it */
        record Tried(Logged delivery, @Nullable String problem) implements Decision {}

        record Refused(Refusal reason) implements Decision {}
    }

    /** Empty: there is no such platform. See {@link DeliveryLog#page}. */
    public Optional<List<Logged>> page(String code, @Nullable Long before, boolean problems, int limit) {
        return platforms.byCode(code).map(platform -> log.page(platform.id(), before, problems, limit));
    }

    /** Empty: there is no such delivery. */
    public Optional<Decision> resend(String code, long id, String actor) {
        return platforms
                .byCode(code)
                .flatMap(platform -> log.find(platform.id(), id).map(delivery -> resend(platform, delivery, actor)));
    }

    private Decision resend(Platform platform, Logged delivery, String actor) {
        UUID batch = delivery.batch();
        if (batch == null || delivery.direction() != Direction.TO_PLATFORM || !BATCH.equals(delivery.type()))
            return new Decision.Refused(Refusal.NO_BATCH);
        if (platform.delivery() == Delivery.PULL) return new Decision.Refused(Refusal.FETCHES);
        if (!platform.active()) return new Decision.Refused(Refusal.SWITCHED_OFF);
        return switch (resend.send(platform, batch)) {
            case Sent.Pointless _ -> new Decision.Refused(Refusal.NOT_AS_IT_WAS);
            case Sent.Tried(var problem) -> {
                audit.write(
                        actor,
                        "delivery.resent",
                        platform.code(),
                        Map.of("batch", batch.toString(), "result", Objects.requireNonNullElse(problem, "TAKEN")));
                yield new Decision.Tried(log.find(platform.id(), delivery.id()).orElse(delivery), problem);
            }
        };
    }
}
