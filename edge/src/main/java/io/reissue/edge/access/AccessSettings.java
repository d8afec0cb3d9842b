package io.reissue.edge.access;

import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * @param edge whether this process answers requests, beside showing its health and metrics
 * @param issuer who says who people are; null: only the principals with tokens of their own are known, and there is no console
 * @param sessions of the console
 */
public record AccessSettings(boolean edge, @Nullable Issuer issuer, SessionLimits sessions) {}
