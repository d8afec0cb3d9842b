package io.reissue.sandbox.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The lines of an intake file, good and bad, in the order they get in the end. */
final class IntakeRows {
    /** A byte that begins no character in UTF-8 nor in GB18030. */
    private static final byte NO_TEXT = (byte) 0xff;

    private static final int LINE_END = 2;
    private static final int REASON = 2;
    private static final List<String> MALFORMED = List.of("+86139", "1390013O0O1", "+8619999999999999");

    private record Line(@Nullable BadRow bad, @Nullable String number, byte[] bytes) {}

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
        numbers.forEach(number -> lines.add(new Line(null, number.e164(), encoded(row(number)))));
    }

    void addBad() {
        for (BadRow kind : BadRow.values()) {
            for (int i = 0; i < kind.count() && kind != BadRow.DUPLICATE_ROW; i++) {
                lines.add(bad(kind, i));
            }
        }
    }

    /** Puts the lines in their final order and says where the bad ones stand. */
    List<Manifest.Planted> arrange() {
        Collections.shuffle(lines, random);
        for (int i = 0; i < BadRow.DUPLICATE_ROW.count(); ) {
            int original = random.nextInt(lines.size());
            Line line = lines.get(original);
            if (line.bad() == null) {
                int later = original + 1 + random.nextInt(lines.size() - original);
                lines.add(later, new Line(BadRow.DUPLICATE_ROW, line.number(), line.bytes()));
                i++;
            }
        }
        List<Manifest.Planted> bad = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            BadRow kind = lines.get(i).bad();
            if (kind != null) {
                bad.add(new Manifest.Planted(kind, i + 2, lines.get(i).number()));
            }
        }
        return List.copyOf(bad);
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(encoded(DemoIntake.COLUMNS));
        lines.forEach(line -> file.writeBytes(line.bytes()));
        return file.toByteArray();
    }

    private Line bad(BadRow kind, int index) {
        PlantedNumber number = planting.number("CN", index, Fate.PLAIN);
        List<String> row = row(number);
        String known = number.e164();
        switch (kind) {
            case MALFORMED_NUMBER -> {
                row.set(0, MALFORMED.get(index % MALFORMED.size()));
                known = null;
            }
            case FOREIGN_NUMBER -> {
                known = planting.foreign(index);
                row.set(0, known);
            }
            case SUSPENDED_ARREARS, SUSPENDED_ON_REQUEST, PORTED_OUT -> row.set(REASON, kind.name());
            case DISCONNECT_IN_FUTURE -> {
                OffsetDateTime future = settings.fileTime().plusDays(2L + index);
                row.set(1, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(future));
            }
            case WRONG_COLUMN_COUNT -> {
                if (index % 2 == 0) {
                    row.removeLast();
                } else {
                    row.add("");
                }
            }
            case UNDECODABLE -> {
                return new Line(kind, known, undecodable(encoded(row)));
            }
            case DUPLICATE_ROW -> throw new IllegalArgumentException("a duplicate needs its original");
        }
        return new Line(kind, known, encoded(row));
    }

    private static List<String> row(PlantedNumber number) {
        List<String> row = new ArrayList<>();
        row.add(number.e164());
        row.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(number.disconnected()));
        row.add(number.reason());
        row.add(number.activated().toString());
        row.add(number.lineType());
        row.add(number.portedFrom() == null ? "" : number.portedFrom());
        row.add(number.holderReference());
        row.add(number.contact());
        row.add(number.realNameUntil() == null ? "" : number.realNameUntil().toString());
        return row;
    }

    private byte[] encoded(List<String> row) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            writer.writeRecord(row);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(settings.charset());
    }

    private static byte[] undecodable(byte[] line) {
        byte[] spoiled = new byte[line.length + 2];
        int end = line.length - LINE_END;
        System.arraycopy(line, 0, spoiled, 0, end);
        spoiled[end] = NO_TEXT;
        spoiled[end + 1] = NO_TEXT;
        System.arraycopy(line, end, spoiled, end + 2, LINE_END);
        return spoiled;
    }
}
