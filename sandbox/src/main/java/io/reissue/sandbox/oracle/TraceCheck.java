package io.reissue.sandbox.oracle;

import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.PlantedNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 5. Searches every text, jsonb and bytea column of every table, every history and the log for what was planted: numbers, references
 * and contacts, in clear, as SHA-256 and in hex. Numbers must not be found anywhere, whatever their state: even before the purge they
 * are sealed.
 */
final class TraceCheck {
    private final JdbcClient jdbc;
    private final Path log;
    private final Manifest manifest;
    private final Histories histories;

    TraceCheck(JdbcClient jdbc, Path log, Manifest manifest, Histories histories) {
        this.jdbc = jdbc;
        this.log = log;
        this.manifest = manifest;
        this.histories = histories;
    }

    /** Every needle is longer. */
    private static final int PREFIX = 6;

    private static final long WINDOW = (1L << Byte.SIZE * PREFIX) - 1;

    private static long prefix(String needle) {
        long window = 0;
        for (int i = 0; i < PREFIX; i++) window = window << Byte.SIZE | needle.charAt(i) & 0xFF;
        return window;
    }

    private record Needle(String what, String text) {}

    Check nothingIsLeftOfThePurged() {
        Map<Long, List<Needle>> needles =
                needles().stream().collect(Collectors.groupingBy(needle -> prefix(needle.text())));
        List<String> violations = new ArrayList<>();
        long places = 0;
        for (Map.Entry<String, String> column : columns().entrySet()) {
            places++;
            search(column.getKey(), column.getValue(), needles, violations);
        }
        for (Map.Entry<String, String> history : histories.texts().entrySet()) {
            places++;
            search("history " + history.getKey(), history.getValue(), needles, violations);
        }
        if (Files.exists(log)) {
            places++;
            try {
                search("log", Files.readString(log), needles, violations);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Check.of("5", "no number, reference or contact in tables, histories or log", places, violations);
    }

    private List<Needle> needles() {
        List<Needle> needles = new ArrayList<>();
        for (PlantedNumber number : manifest.numbers()) {
            add(needles, "number", number.digits());
            add(needles, "reference", number.holderReference());
            add(needles, "contact", number.contact());
        }
        return needles;
    }

    private static void add(List<Needle> needles, String what, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        needles.add(new Needle(what, value.toLowerCase(Locale.ROOT)));
        needles.add(new Needle(what + " in hex", HexFormat.of().formatHex(bytes)));
        needles.add(new Needle(what + " hashed", HexFormat.of().formatHex(sha256(bytes))));
    }

    /** One pass over the content, however many needles: only where a needle's first characters stand is the rest compared. */
    private static void search(String place, String content, Map<Long, List<Needle>> needles, List<String> violations) {
        String text = content.toLowerCase(Locale.ROOT);
        long window = 0;
        for (int end = 0; end < text.length(); end++) {
            window = window << Byte.SIZE & WINDOW | text.charAt(end) & 0xFF;
            List<Needle> candidates = needles.get(window);
            if (candidates == null) continue;
            int start = end - PREFIX + 1;
            for (Needle needle : candidates) {
                if (start >= 0 && text.startsWith(needle.text(), start)) {
                    violations.add(needle.what() + " found in " + place);
                    return;
                }
            }
        }
    }

    /** Every column that can hold text or bytes, of every table of ours, whole. */
    private Map<String, String> columns() {
        record Column(String table, String name, String type) {}
        List<Column> columns = jdbc.sql("""
                select table_schema || '.' || table_name, column_name, data_type from information_schema.columns
                where table_schema = 'public' and data_type in ('text', 'jsonb', 'bytea', 'ARRAY')
                """)
                .query((row, n) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        Map<String, String> contents = new java.util.TreeMap<>();
        for (Column column : columns) {
            String value = column.type().equals("bytea")
                    ? "encode(\"" + column.name() + "\", 'hex')"
                    : "\"" + column.name() + "\"::text";
            contents.put(
                    column.table() + "." + column.name(),
                    jdbc.sql("select coalesce(string_agg(" + value + ", ' '), '') from " + column.table())
                            .query(String.class)
                            .single());
        }
        return contents;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256 is part of every JDK", absent);
        }
    }
}
