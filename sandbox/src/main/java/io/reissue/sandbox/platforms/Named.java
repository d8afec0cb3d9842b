package io.reissue.sandbox.platforms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.reissue.sandbox.platforms.wire.Ask;
import io.reissue.sandbox.platforms.wire.IdentifierForm;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whom one request named, kept small: for a judge who wants to know what was sent about a number, not for the platform itself. */
final class Named {
    /** Of a hash in hex, as many digits as a long holds. */
    private static final int HASH_DIGITS = 16;
    /** Of a number, at most. */
    private static final int NUMBER_DIGITS = 15;

    /** {@link #of} each item's identifier, in the order of the items. */
    public final long[] names;
    /** Of the items; null: 0, 1, 2 … */
    public final @Nullable List<String> refs;

    @JsonCreator
    Named(@JsonProperty("names") long[] names, @JsonProperty("refs") @Nullable List<String> refs) {
        this.names = names;
        this.refs = refs;
    }

    /** A quarter of a hash tells as many numbers apart as there are; digits are their own value. */
    static long of(String identifier) {
        if (identifier.length() > NUMBER_DIGITS) {
            String head = identifier.substring(0, HASH_DIGITS);
            return head.chars().allMatch(HexFormat::isHexDigit)
                    ? HexFormat.fromHexDigitsToLong(head)
                    : identifier.hashCode();
        }
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(identifier)
                : identifier.hashCode();
    }

    static Named in(Ask ask) {
        List<Ask.Item> items = ask.items();
        boolean counted = IntStream.range(0, items.size())
                .allMatch(i -> items.get(i).ref().equals(Integer.toString(i)));
        return new Named(
                items.stream().mapToLong(item -> of(item.id())).toArray(),
                counted ? null : items.stream().map(Ask.Item::ref).toList());
    }

    /** Where it names this one; -1: nowhere. */
    int indexOf(long name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return -1;
    }

    /** How the identifiers begin: hashes with their first 16 digits, numbers whole. */
    List<String> heads(IdentifierForm form) {
        return Arrays.stream(names)
                .mapToObj(name -> form == IdentifierForm.E164
                        ? Long.toString(name)
                        : HexFormat.of().toHexDigits(name))
                .toList();
    }

    String ref(int index) {
        return refs == null ? Integer.toString(index) : refs.get(index);
    }
}
