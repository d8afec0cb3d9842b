package io.reissue.sandbox.platforms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.reissue.sandbox.platforms.wire.Ask;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whom one request named, kept small: for a judge who wants to know what was sent about a number, not for the platform itself. */
final class Named {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32,}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
    private static final int HALF = 16;

    /** {@link #of} each item's identifier, in the order of the items. */
    public final long[] names;
    /** Of the items; null: 0, 1, 2 … */
    public final @Nullable List<String> refs;

    @JsonCreator
    Named(@JsonProperty("names") long[] names, @JsonProperty("refs") @Nullable List<String> refs) {
        this.names = names;
        this.refs = refs;
    }

    /** Half a hash tells as many numbers apart as there are; digits are their own value. */
    static long of(String identifier) {
        if (HASH.matcher(identifier).matches()) {
            return HexFormat.fromHexDigitsToLong(identifier, 0, HALF);
        }
        return DIGITS.matcher(identifier).matches() ? Long.parseLong(identifier) : identifier.hashCode();
    }

    static Named in(Ask ask) {
        List<Ask.Item> items = ask.items();
        boolean counted = IntStream.range(0, items.size())
                .allMatch(i -> items.get(i).ref().equals(Integer.toString(i)));
        return new Named(
                items.stream().mapToLong(item -> of(item.id())).toArray(),
                counted ? null : items.stream().map(Ask.Item::ref).toList());
    }

    String ref(int index) {
        return refs == null ? Integer.toString(index) : refs.get(index);
    }
}
