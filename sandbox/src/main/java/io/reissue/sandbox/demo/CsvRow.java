package io.reissue.sandbox.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** One line of an intake file: the columns of {@link DemoIntake#COLUMNS}, lines ending in CRLF. */
final class CsvRow {
    static final int LINE_END = 2;

    private CsvRow() {}

    /** The fields of a good row, in a list that can be spoiled. */
    static List<String> of(PlantedNumber number) {
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
        row.add(number.fate() == Fate.ALONE ? "ALONE" : "");
        return row;
    }

    static void set(List<String> row, String column, String value) {
        row.set(DemoIntake.COLUMNS.indexOf(column), value);
    }

    static byte[] encoded(List<String> row, Charset charset) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            writer.writeRecord(row);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(charset);
    }
}
