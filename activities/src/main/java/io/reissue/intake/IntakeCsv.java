package io.reissue.intake;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.reissue.intake.TextLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, comma or tab separated, with flat memory. A row that can't be taken apart costs itself only: the reader goes on
 * with the line behind the one it began in. Two readings of the same bytes give the same rows.
 */
final class IntakeCsv implements AutoCloseable {
    /** Lines of one row: an open quote shall not swallow the rest of the file before somebody notices. */
    private static final int MAX_ROW_LINES = 20;

    private final TextLines lines;
    private final LineFeed feed = new LineFeed();
    private final char separator;
    private CloseableIterator<CsvRecord> records;
    private long firstLine;

    IntakeCsv(InputStream file) throws IOException {
        lines = new TextLines(file);
        var first = feed.take();
        separator = first != null && first.text() != null && isTabbed(first.text()) ? '\t' : ',';
        if (first != null) feed.again.addFirst(first);
        records = read();
    }

    /** One row as it stands. */
    sealed interface Row {
        /** Its first line, counted from 1. */
        long line();
    }

    record Fields(long line, List<String> fields) implements Row {
        /** A row holds a number. */
        @Override
        public String toString() {
            return "Fields[line " + line + "]";
        }
    }

    /** An open quote, text behind a closed one, or a line that is too long. */
    record Broken(long line) implements Row {}

    /** The next row that is not blank, or null behind the last. */
    @Nullable
    Row next() throws IOException {
        try {
            if (records.hasNext()) {
                var csv = records.next();
                feed.row.clear();
                return new Fields(firstLine + csv.getStartingLineNumber() - 1, csv.getFields());
            }
        } catch (CsvParseException broken) {
            // Its message may quote the row.
            return brokenFrom(feed.giveBackRow());
        }
        var tooLong = feed.take();
        return tooLong == null ? null : brokenFrom(tooLong);
    }

    private Row brokenFrom(Line line) throws IOException {
        records.close();
        records = read();
        return new Broken(line.number());
    }

    private CloseableIterator<CsvRecord> read() throws IOException {
        var next = feed.take();
        if (next != null) {
            firstLine = next.number();
            feed.again.addFirst(next);
        }
        return CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .ofCsvRecord(feed)
                .iterator();
    }

    private static boolean isTabbed(String header) {
        return header.chars().filter(c -> c == '\t').count()
                > header.chars().filter(c -> c == ',').count();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Gives the parser one line a call, so that it never reads ahead of the row it is in. */
    private final class LineFeed extends Reader {
        /** Lines given out since the last whole row; blank lines before a row are none of it. */
        private final List<Line> row = new ArrayList<>();
        /** Lines to give out once more. */
        private final Deque<Line> again = new ArrayDeque<>();

        private String text = "";
        private int given;

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (given == text.length() && !nextLine()) return -1;
            int count = Math.min(length, text.length() - given);
            text.getChars(given, given + count, target, offset);
            given += count;
            return count;
        }

        /** An end that is none, in the middle of a row or before a line without text, makes the parser stop there. */
        private boolean nextLine() throws IOException {
            if (row.size() == MAX_ROW_LINES) return false;
            var line = take();
            if (line == null) return false;
            if (line.text() == null) {
                again.addFirst(line);
                return false;
            }
            if (!row.isEmpty() || !line.isBlank()) row.add(line);
            text = line.text() + '\n';
            given = 0;
            return true;
        }

        /** The first line of the row that failed; the others will be given out again. */
        Line giveBackRow() {
            var first = row.removeFirst();
            for (var line : row.reversed()) again.addFirst(line);
            row.clear();
            text = "";
            given = 0;
            return first;
        }

        @Nullable
        Line take() throws IOException {
            var line = again.pollFirst();
            return line != null ? line : lines.next();
        }

        @Override
        public void close() {
            // The lines are closed by whoever opened them.
        }
    }
}
