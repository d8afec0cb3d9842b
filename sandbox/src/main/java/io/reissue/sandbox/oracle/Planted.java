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
 * @param file name under which the file of the good rows was handed in
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
     */
    record Number(
            String e164,
            String region,
            OffsetDateTime disconnected,
            String lineType,
            @Nullable String portedFrom,
            String holderReference,
            String contact,
            @JsonProperty(required = true) int line) {
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

    /** What people were told, as the demo wrote it down beside the manifest, an answer a line; none where there is no such file. */
    static List<Told> told(Path manifest) {
        Path file = manifest.resolveSibling(COMMANDS);
        if (!Files.exists(file)) return List.of();
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> json.readValue(line, Told.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of commands can't be read: " + file, e);
        }
    }

    /** @throws UncheckedIOException when there is no such file, or it is no manifest */
    static Planted read(Path manifest) {
        try {
            return new JsonMapper().readValue(Files.readString(manifest), Planted.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest can't be read: " + manifest, e);
        }
    }
}
