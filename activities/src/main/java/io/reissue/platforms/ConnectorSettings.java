package io.reissue.platforms;

import java.time.Duration;
import java.util.Set;

/**
 * How platforms are reached.
 *
 * @param connectTimeout until a connection stands, TLS included
 * @param readTimeout between two pieces of a response
 * @param totalTimeout of a whole exchange, whatever trickles
 * @param tryAgainAfter when one that could not be reached, and did not say when it can, is tried again; zero: the asker's own schedule,
 *     half an hour that grows to eight
 * @param allowHttpOnLoopback http to 127.0.0.1, [::1] or localhost, for the sandbox and tests
 * @param allowedPrivateHosts host names of endpoints that may have a private address
 */
public record ConnectorSettings(
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        Duration tryAgainAfter,
        boolean allowHttpOnLoopback,
        Set<String> allowedPrivateHosts) {
    public ConnectorSettings {
        allowedPrivateHosts = Set.copyOf(allowedPrivateHosts);
        if (!connectTimeout.isPositive() || !readTimeout.isPositive() || !totalTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts have to be positive");
        }
    }
}
