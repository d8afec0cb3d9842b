package io.reissue.edge.access;

/** @param edge whether this process answers requests, beside showing its health and metrics */
public record AccessSettings(boolean edge) {}
