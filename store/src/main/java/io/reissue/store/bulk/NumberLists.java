package io.reissue.store.bulk;

import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkRules;
import io.reissue.store.inventory.NumberToken;
import io.reissue.store.vault.KeyRing;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a list of numbers or cycle ids into a bulk. Numbers stay in memory: what is written is which cycles they are on, and of a row that
 * selects nothing its line and a code.
 */
@Component
class NumberLists {
    /** Rows that are looked up at once. */
    private static final int PAGE = 5_000;

    private static final Pattern CYCLE_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern COUNTRY_CODE = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern BETWEEN_COLUMNS = Pattern.compile("[,;\t]");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s().\"-]");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JdbcClient jdbc;
    private final NumberToken token;
    private final BulkMembers members;

    NumberLists(JdbcClient jdbc, KeyRing keys, BulkMembers members) {
        this.jdbc = jdbc;
        this.token = new NumberToken(keys);
        this.members = members;
    }

    /** Rows of a list that are still to be looked up, by line. */
    private static final class Page {
        final Map<Integer, ByteBuffer> tokens = new TreeMap<>();
        final Map<Integer, UUID> cycles = new TreeMap<>();
        final Map<Integer, BadRow> bad = new TreeMap<>();

        int rows() {
            return tokens.size() + cycles.size() + bad.size();
        }
    }

    /** Takes all of a list in, or refuses it as a whole; the caller's transaction goes back then. */
    Optional<BulkRefusal> read(UUID bulk, Selection.Listed listed) {
        String countryCode = listed.countryCode();
        if (countryCode != null && !COUNTRY_CODE.matcher(countryCode).matches())
            return Optional.of(BulkRefusal.COUNTRY_CODE);
        if (listed.list().length > BulkRules.MOST_BYTES) return Optional.of(BulkRefusal.LIST_TOO_LARGE);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(listed.list()), StandardCharsets.UTF_8.newDecoder()))) {
            Page page = new Page();
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (text.isBlank()) continue;
                sort(page, number, first(text), countryCode);
                if (page.rows() < PAGE) continue;
                take(bulk, page);
                page = new Page();
            }
            take(bulk, page);
            return Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.of(BulkRefusal.NOT_UTF8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String first(String line) {
        return BETWEEN_DIGITS
                .matcher(BETWEEN_COLUMNS.split(line, 2)[0])
                .replaceAll(found -> found.group().equals("-") ? "-" : "");
    }

    private void sort(Page page, int line, String cell, @Nullable String countryCode) {
        if (CYCLE_ID.matcher(cell).matches()) {
            page.cycles.put(line, UUID.fromString(cell));
            return;
        }
        String written = cell.replace("-", "");
        String digits =
                written.startsWith("+") ? written.substring(1) : countryCode == null ? written : countryCode + written;
        if (NumberToken.isNumber(digits)) page.tokens.put(line, ByteBuffer.wrap(token.of(digits)));
        else page.bad.put(line, BadRow.NOT_A_NUMBER);
    }

    private void take(UUID bulk, Page page) {
        Map<ByteBuffer, Optional<UUID>> open = open(page.tokens.values());
        Set<UUID> known = known(page.cycles.values());
        Map<Integer, UUID> chosen = new TreeMap<>();
        page.tokens.forEach((line, number) -> {
            Optional<UUID> cycle = open.get(number);
            if (cycle == null) page.bad.put(line, BadRow.UNKNOWN_NUMBER);
            else if (cycle.isEmpty()) page.bad.put(line, BadRow.NO_OPEN_CYCLE);
            else chosen.put(line, cycle.get());
        });
        page.cycles.forEach((line, cycle) -> {
            if (known.contains(cycle)) chosen.put(line, cycle);
            else page.bad.put(line, BadRow.UNKNOWN_CYCLE);
        });
        Set<UUID> fresh = members.add(bulk, new HashSet<>(chosen.values()));
        chosen.forEach((line, cycle) -> {
            if (!fresh.remove(cycle)) page.bad.put(line, BadRow.TWICE);
        });
        members.addBad(bulk, page.bad);
    }

    /** The open cycle of each number that is known; empty: it is on none. */
    private Map<ByteBuffer, Optional<UUID>> open(Collection<ByteBuffer> tokens) {
        Map<ByteBuffer, Optional<UUID>> open = new HashMap<>();
        if (tokens.isEmpty()) return open;
        jdbc.sql("""
                select n.token, c.id from number n left join cycle c on c.number_id = n.id and c.closed_at is null
                where n.token = any (:tokens)
                """)
                .param("tokens", tokens.stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .query(row -> {
                    open.put(
                            ByteBuffer.wrap(row.getBytes("token")),
                            Optional.ofNullable(row.getObject("id", UUID.class)));
                });
        return open;
    }

    private Set<UUID> known(Collection<UUID> cycles) {
        if (cycles.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("select id from cycle where id = any (:cycles::uuid[])")
                .param("cycles", cycles.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list());
    }
}
