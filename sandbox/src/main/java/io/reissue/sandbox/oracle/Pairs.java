package io.reissue.sandbox.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds places where a cycle, a platform and what that platform said stand together. */
final class Pairs {
    private static final int UUID_LENGTH = 36;

    /** All that a platform says of a number, but that it is open or done. */
    private static final List<String> WORDS = List.of(
            "UNBOUND",
            "NOT_BOUND",
            "REFUSED",
            "NOT_YET_SYNCED",
            "RESTORED",
            "NOTHING_TO_RESTORE",
            "BOUND_AFTER_CUTOFF",
            "BALANCE_OR_DEBT",
            "DISPUTE_OR_LEGAL_HOLD",
            "BANNED_ACCOUNT",
            "HOLDER_MUST_CONFIRM");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    private final Set<UUID> cycles;
    private final Set<String> platforms;

    Pairs(Collection<UUID> cycles, Set<String> platforms) {
        this.cycles = Set.copyOf(cycles);
        this.platforms = platforms;
    }

    /** A cycle whose id stands in the bytes as text. */
    Optional<UUID> cycle(byte[] bytes, int from, int to) {
        for (int start = from; start + UUID_LENGTH <= to; start++) {
            if (bytes[start + 8] != '-' || bytes[start + 13] != '-' || bytes[start + 18] != '-') continue;
            try {
                UUID id = UUID.fromString(new String(bytes, start, UUID_LENGTH, StandardCharsets.ISO_8859_1));
                if (cycles.contains(id)) return Optional.of(id);
            } catch (IllegalArgumentException somethingElse) {
                // three dashes make no id
            }
        }
        return Optional.empty();
    }

    /** Whether the text names a platform and something that it said. */
    boolean isPair(String text) {
        Set<String> found = new HashSet<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) found.add(words.group().toUpperCase(Locale.ROOT));
        if (WORDS.stream().noneMatch(found::contains)) return false;
        return found.stream().anyMatch(word -> platforms.contains(word.toLowerCase(Locale.ROOT)));
    }
}
