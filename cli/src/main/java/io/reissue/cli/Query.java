package io.reissue.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path and what is asked of it. */
final class Query {
    private final String path;
    private final List<String> parts = new ArrayList<>();

    Query(String path) {
        this.path = path;
    }

    /** @param value null: not asked */
    Query with(String name, @Nullable Object value) {
        if (value != null) parts.add(name + "=" + encoded(value.toString()));
        return this;
    }

    /** As one part of a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
    }
}
