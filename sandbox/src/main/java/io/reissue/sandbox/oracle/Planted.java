package io.reissue.sandbox.oracle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was planted before the run: the rows of the intake file and the accounts at the platforms, as the demo's manifest has them.
 *
 * @param charset of the intake files
 * @param file name under which the file of the good rows was handed in; of several, the last
 * @param numbers the good rows
 * @param badRows the rows that give no cycle
 * @param accounts all that the platforms had before anybody was asked
 */
record Planted(String charset, String file, List<Number> numbers, List<BadRow> badRows, List<Account> accounts) {
    /** Beside the manifest. */
    private static final String COMMANDS = "commands.ndjson";

    /**
     * A good row.
     *
     * @param line in the file, from 1, the header included
     * @param file the name of that file; a manifest leaves it out, as it has one
     */
    record Number(
            String e164,
            String region,
            OffsetDateTime disconnected,
            String reason,
            String lineType,
            @Nullable String portedFrom,
            String holderReference,
            String contact,
            @JsonProperty(required = true) int line,
            @Nullable String file) {
        Number in(String name) {
            return new Number(
                    e164, region, disconnected, reason, lineType, portedFrom, holderReference, contact, line, name);
        }

        /** With country code, without "+": how platforms are given it. */
        String digits() {
            return e164.substring(1);
        }

        Instant cutoff() {
            return disconnected.toInstant();
        }

        @Override
        public String toString() {
            return "line " + line;
        }
    }

    /** A row that gives no cycle. {@code e164}: the number that it names, if it names one. */
    record BadRow(
            String kind, String file, int line, @Nullable String e164) {
        @Override
        public String toString() {
            return kind + " on line " + line + " of " + file;
        }
    }

    /** An account as it was planted. */
    record Account(String platform, String digits, String handle, Instant boundOn, int sessions) {
        @Override
        public String toString() {
            return "account at " + platform;
        }
    }

    /**
     * What the API said to a command of one of the numbers. {@code status}: 200 accepted.
     *
     * @param line of the number
     */
    record Told(UUID id, int line, String kind, String actor, int status) {
        boolean accepted() {
            return status == 200;
        }
    }

    /** Every number that a row names, as digits with country code, each once. */
    List<String> allDigits() {
        return Stream.concat(
                        numbers.stream().map(Number::digits),
                        badRows.stream()
                                .flatMap(row -> Stream.ofNullable(row.e164()))
                                .map(e164 -> e164.substring(1)))
                .distinct()
                .toList();
    }

    /** What people were told, as the demo wrote it down beside a manifest, an answer a line; none where there is no such file. */
    static List<Told> told(List<Path> manifests) {
        return manifests.stream()
                .map(manifest -> manifest.resolveSibling(COMMANDS))
                .distinct()
                .filter(Files::exists)
                .flatMap(file -> told(file).stream())
                .toList();
    }

    private static List<Told> told(Path file) {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> json.readValue(line, Told.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of commands can't be read: " + file, e);
        }
    }

    /**
     * All that was planted, in one or several turns.
     *
     * @throws UncheckedIOException when there is no such file, or it is no manifest
     * @throws IllegalArgumentException when files of several encodings were handed in: each is a run of its own
     */
    static Planted read(List<Path> manifests) {
        return manifests.stream().map(Planted::read).reduce(Planted::and).orElseThrow();
    }

    private Planted and(Planted later) {
        if (!charset.equals(later.charset)) throw new IllegalArgumentException("manifests of several encodings");
        return new Planted(
                charset,
                later.file,
                joined(numbers, later.numbers),
                joined(badRows, later.badRows),
                joined(accounts, later.accounts));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Planted read(Path manifest) {
        try {
            Planted read = new JsonMapper().readValue(Files.readString(manifest), Planted.class);
            List<Number> numbers =
                    read.numbers.stream().map(number -> number.in(read.file)).toList();
            return new Planted(read.charset, read.file, numbers, read.badRows, read.accounts);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest can't be read: " + manifest, e);
        }
    }
}
