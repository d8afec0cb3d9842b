package io.reissue.platforms;

import java.time.Duration;
import java.util.Set;

/**
 * How platforms are reached.
 *
 * @param connectTimeout until a connection stands, TLS included
 * @param readTimeout between two pieces of a response
 * @param totalTimeout of a whole exchange, whatever trickles
 * @param allowHttpOnLoopback http to 127.0.0.1, [::1] or localhost, for the sandbox and tests
 * @param allowedPrivateHosts host names of endpoints that may have a private address
 */
public record ConnectorSettings(
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        boolean allowHttpOnLoopback,
        Set<String> allowedPrivateHosts) {
    public ConnectorSettings {
        allowedPrivateHosts = Set.copyOf(allowedPrivateHosts);
        if (!connectTimeout.isPositive() || !readTimeout.isPositive() || !totalTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts have to be positive");
        }
    }
}
