package io.reissue.edge.request;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Where a page of a list ends, in a form that nobody reads anything from: given back, the next page begins behind it. */
public final class Cursor {
    private static final String BETWEEN = "|";

    private Cursor() {}

    /**
     * Where the next page begins; null: this was the last.
     *
     * @param place what the list is ordered by, of one entry
     */
    public static <T> @Nullable String next(List<T> page, int limit, Function<T, List<?>> place) {
        return page.size() < limit ? null : of(place.apply(page.getLast()).toArray());
    }

    /** @param parts what the list is ordered by, of the last on the page */
    static String of(Object... parts) {
        String place = Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(BETWEEN));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a cursor means; null: the beginning. 400 where it is none of this list.
     *
     * @param parts how many the list is ordered by
     */
    public static <T> @Nullable T read(@Nullable String cursor, int parts, Function<List<String>, T> place) {
        if (cursor == null) return null;
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> found = List.of(text.split("\\" + BETWEEN, -1));
            if (found.size() == parts) return place.apply(found);
        } catch (IllegalArgumentException | DateTimeException other) {
            // said below
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "after has to be what the page before called next");
    }
}
