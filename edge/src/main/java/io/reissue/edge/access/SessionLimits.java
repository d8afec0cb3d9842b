package io.reissue.edge.access;

import java.time.Duration;

/**
 * How long a session lives.
 *
 * @param idle without a request of the person's own
 * @param longest in any case; a role that the issuer has taken away stays in effect until then
 */
public record SessionLimits(Duration idle, Duration longest) {}
