package io.reissue.sandbox.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The lines of the first intake file, good and bad, in the order they get in the end. */
final class IntakeRows {
    /** A byte that begins no character in UTF-8 nor in GB18030. */
    private static final byte NO_TEXT = (byte) 0xff;

    private static final List<String> MALFORMED = List.of("+86139", "1390013O0O1", "+8619999999999999");

    private record Line(
            @Nullable BadRow bad,
            @Nullable PlantedNumber good,
            @Nullable String number,
            byte[] bytes) {}

    private final DemoSettings settings;
    private final Planting planting;
    private final Random random;
    private final List<Line> lines = new ArrayList<>();

    IntakeRows(DemoSettings settings, Planting planting, Random random) {
        this.settings = settings;
        this.planting = planting;
        this.random = random;
    }

    void addGood(List<PlantedNumber> numbers) {
        numbers.forEach(number -> lines.add(new Line(null, number, number.e164(), encoded(CsvRow.of(number)))));
    }

    void addBad() {
        for (BadRow kind : BadRow.values()) {
            for (int i = 0; i < kind.count() && kind.isInFirstFile() && kind != BadRow.DUPLICATE_ROW; i++) {
                lines.add(bad(kind, i));
            }
        }
    }

    /** Puts the lines in their final order. */
    void arrange() {
        Collections.shuffle(lines, random);
        for (int i = 0; i < BadRow.DUPLICATE_ROW.count(); ) {
            int original = random.nextInt(lines.size());
            Line line = lines.get(original);
            if (line.bad() == null) {
                int later = original + 1 + random.nextInt(lines.size() - original);
                lines.add(later, new Line(BadRow.DUPLICATE_ROW, null, line.number(), line.bytes()));
                i++;
            }
        }
    }

    /** The good rows, each with the line it has got. */
    List<PlantedNumber> good() {
        List<PlantedNumber> good = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PlantedNumber number = lines.get(i).good();
            if (number != null) {
                good.add(number.onLine(i + 2));
            }
        }
        return good;
    }

    /** Where the bad ones stand. */
    List<Manifest.Planted> bad() {
        List<Manifest.Planted> bad = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            BadRow kind = lines.get(i).bad();
            if (kind != null) {
                bad.add(new Manifest.Planted(
                        kind, DemoIntake.FIRST_FILE, i + 2, lines.get(i).number()));
            }
        }
        return bad;
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(encoded(DemoIntake.COLUMNS));
        lines.forEach(line -> file.writeBytes(line.bytes()));
        return file.toByteArray();
    }

    private Line bad(BadRow kind, int index) {
        PlantedNumber number = planting.number("CN", index, Fate.PLAIN);
        List<String> row = CsvRow.of(number);
        String known = number.e164();
        switch (kind) {
            case MALFORMED_NUMBER -> {
                CsvRow.set(row, "number", MALFORMED.get(index % MALFORMED.size()));
                known = null;
            }
            case FOREIGN_NUMBER -> {
                known = planting.foreign(index);
                CsvRow.set(row, "number", known);
            }
            case SUSPENDED_ARREARS, SUSPENDED_ON_REQUEST, PORTED_OUT -> CsvRow.set(row, "reason", kind.name());
            case DISCONNECT_IN_FUTURE -> {
                OffsetDateTime future = settings.fileTime().plusDays(2L + index);
                CsvRow.set(row, "disconnect_time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(future));
            }
            case DISCONNECT_BEFORE_ACTIVATION ->
                CsvRow.set(
                        row,
                        "activation_date",
                        number.disconnected().toLocalDate().plusDays(1L + index).toString());
            case MALFORMED_DATE ->
                CsvRow.set(row, index % 2 == 0 ? "activation_date" : "disconnect_time", "2026-13-41");
            case UNKNOWN_REASON -> CsvRow.set(row, "reason", "SOLD");
            case UNKNOWN_LINE_TYPE -> CsvRow.set(row, "line_type", "PAYPHONE");
            case UNKNOWN_ASKING -> CsvRow.set(row, "asking", "SOMEBODY");
            case MISSING_VALUE -> CsvRow.set(row, index % 2 == 0 ? "holder_reference" : "reason", "");
            case WRONG_COLUMN_COUNT -> {
                if (index % 2 == 0) {
                    row.removeLast();
                } else {
                    row.add("");
                }
            }
            case BROKEN_LINE -> {
                return new Line(kind, null, known, broken(encoded(row)));
            }
            case UNDECODABLE -> {
                return new Line(kind, null, known, undecodable(encoded(row)));
            }
            case DUPLICATE_ROW, OPEN_CYCLE, STALE_DISCONNECT, DISCONNECT_AFTER_FILE, UNKNOWN_HEADER ->
                throw new IllegalArgumentException("a row of another kind");
        }
        return new Line(kind, null, known, encoded(row));
    }

    private byte[] encoded(List<String> row) {
        return CsvRow.encoded(row, settings.charset());
    }

    private static byte[] broken(byte[] line) {
        byte[] quoted = "\"broken\" off,".getBytes(StandardCharsets.US_ASCII);
        byte[] spoiled = new byte[quoted.length + line.length];
        System.arraycopy(quoted, 0, spoiled, 0, quoted.length);
        System.arraycopy(line, 0, spoiled, quoted.length, line.length);
        return spoiled;
    }

    private static byte[] undecodable(byte[] line) {
        byte[] spoiled = new byte[line.length + 2];
        int end = line.length - CsvRow.LINE_END;
        System.arraycopy(line, 0, spoiled, 0, end);
        spoiled[end] = NO_TEXT;
        spoiled[end + 1] = NO_TEXT;
        System.arraycopy(line, end, spoiled, end + 2, CsvRow.LINE_END);
        return spoiled;
    }
}
