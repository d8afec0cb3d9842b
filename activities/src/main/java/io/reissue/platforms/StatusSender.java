package io.reissue.platforms;

import io.reissue.store.feed.StatusPushes;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.OutgoingStatus;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells a platform what became of numbers. A 2xx is enough; what it will not have it finds in the feed. */
@Component
public class StatusSender {
    private static final Logger log = LoggerFactory.getLogger(StatusSender.class);

    private final PlatformConnector connector;
    private final PlatformRegistry platforms;
    private final StatusPushes pushes;

    public StatusSender(PlatformConnector connector, PlatformRegistry platforms, StatusPushes pushes) {
        this.connector = connector;
        this.platforms = platforms;
        this.pushes = pushes;
    }

    /**
     * Sends what a message is about, all of it again when it is repeated. One that is switched off is told nothing.
     *
     * @throws PlatformUnavailable when sending again later may help
     */
    public void send(UUID push, String range) throws PlatformUnavailable {
        Optional<StatusPushes.Push> wanted = pushes.read(push, range);
        if (wanted.isEmpty()) return;
        for (OutgoingStatus request : wanted.get().requests()) {
            // the request before may have switched it off
            Platform platform = platforms.byId(wanted.get().platformId());
            if (!platform.active()) return;
            Exchange exchange = connector.send(platform, request);
            if (exchange.kind() == Exchange.Kind.REJECTED) {
                log.warn("{} refused {} with {}", platform.code(), request.webhookId(), exchange.status());
            }
        }
    }
}
