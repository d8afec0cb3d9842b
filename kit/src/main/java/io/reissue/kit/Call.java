package io.reissue.kit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a partner asked the carrier for, without a body.
 *
 * @param path without its query
 * @param query by name
 * @param fault what is wrong with its signature; empty: nothing
 */
record Call(String method, String path, Map<String, String> query, Optional<String> fault) {
    Call {
        query = Map.copyOf(query);
    }

    String line() {
        return method + " " + path + (query.isEmpty() ? "" : " " + query);
    }

    /** At most so many as it wants, and at least one. */
    int limit(int most) {
        String wanted = query.getOrDefault("limit", "");
        return wanted.matches("[1-9][0-9]{0,3}") ? Math.min(most, Integer.parseInt(wanted)) : most;
    }

    /** What it is told. */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        static Reply of(int status, String body) {
            return new Reply(status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        static Reply problem(int status, String title) {
            return new Reply(
                    status,
                    Map.of("content-type", "application/problem+json"),
                    "{\"title\":\"%s\",\"status\":%d}".formatted(title, status).getBytes(StandardCharsets.UTF_8));
        }
    }
}
