package io.reissue.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.intake.IntakeCsv.Broken;
import io.reissue.intake.IntakeCsv.Fields;
import io.reissue.intake.IntakeCsv.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeCsvTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    @Test
    void readsUtf8WithAndWithoutAByteOrderMark() {
        var text = "number,contact\n1,张三\n";
        var rows = List.of(fields(1, "number", "contact"), fields(2, "1", "张三"));
        assertThat(read(text.getBytes(UTF_8))).isEqualTo(rows);
        assertThat(read(("\uFEFF" + text).getBytes(UTF_8))).isEqualTo(rows);
    }

    @Test
    void readsGb18030ByItsLettersOrItsMark() {
        var text = "number,contact\n1,张三㐀\n";
        var rows = List.of(fields(1, "number", "contact"), fields(2, "1", "张三㐀"));
        assertThat(read(text.getBytes(GB18030))).isEqualTo(rows);
        assertThat(read(("\uFEFF" + text).getBytes(GB18030))).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEveryEndOfLineAndSkipsBlankLines(String end) {
        assertThat(read(String.join(end, "a,b", "", "1,2", "3,4").getBytes(UTF_8)))
                .containsExactly(fields(1, "a", "b"), fields(3, "1", "2"), fields(4, "3", "4"));
    }

    @Test
    void readsTabsWhereTheHeaderHasThem() {
        assertThat(read("a\tb\n1,5\t2\n".getBytes(UTF_8))).containsExactly(fields(1, "a", "b"), fields(2, "1,5", "2"));
    }

    @Test
    void aQuotedFieldMayHoldNewlinesAndLaterRowsKeepTheirLines() {
        assertThat(read("a,b\n1,\"x\ny\"\"z\"\n2,c\n".getBytes(UTF_8)))
                .containsExactly(fields(1, "a", "b"), fields(2, "1", "x\ny\"z"), fields(4, "2", "c"));
    }

    @Test
    void aFewUndecodableLinesAreMarkedAndTheirNeighboursAreNot() {
        var file = new ByteArrayOutputStream();
        file.writeBytes("a,b\n1,张\n2,".getBytes(UTF_8));
        file.write(0xD5);
        file.writeBytes("\n3,李\n4,王\n".getBytes(UTF_8));
        assertThat(read(file.toByteArray()))
                .containsExactly(
                        fields(1, "a", "b"),
                        fields(2, "1", "张"),
                        fields(3, "2", "\uFFFD"),
                        fields(4, "3", "李"),
                        fields(5, "4", "王"));
    }

    @Test
    void halfACharacterAtTheEndOfAGb18030LineLeavesTheNextLineWhole() {
        var file = new ByteArrayOutputStream();
        file.writeBytes("a,b\n1,张三\n2,".getBytes(GB18030));
        file.write(0xD5);
        file.writeBytes("\n3,李\n".getBytes(GB18030));
        assertThat(read(file.toByteArray()))
                .containsExactly(
                        fields(1, "a", "b"), fields(2, "1", "张三"), fields(3, "2", "\uFFFD"), fields(4, "3", "李"));
    }

    @Test
    void anOpenQuoteCostsItsOwnLineOnly() {
        assertThat(read("a,b\n1,\"open\n\n2,x\n3,\"y\"\n".getBytes(UTF_8)))
                .containsExactly(fields(1, "a", "b"), new Broken(2), fields(4, "2", "x"), fields(5, "3", "y"));
    }

    @Test
    void anOpenQuoteBeforeManyLinesCostsItsOwnLineOnly() {
        var text = new StringBuilder("a,b\n1,\"open\n");
        for (int i = 0; i < 1000; i++) text.append(i).append(",x\n");
        var rows = read(text.toString().getBytes(UTF_8));
        assertThat(rows).hasSize(1002).element(1).isEqualTo(new Broken(2));
        assertThat(rows.getLast()).isEqualTo(fields(1002, "999", "x"));
    }

    @Test
    void textBehindAClosedQuoteBreaksALine() {
        assertThat(read("a,b\n1,\"x\"y\n2,z\n".getBytes(UTF_8)))
                .containsExactly(fields(1, "a", "b"), new Broken(2), fields(3, "2", "z"));
    }

    @Test
    void aLineBeyondAllMeasureIsBrokenAndSoIsTheRowItWouldEnd() {
        var endless = "x".repeat(TextLines.MAX_LINE_BYTES * 3);
        assertThat(read(("a,b\n" + endless + "\n1,2\n3,\"open\n" + endless + "\n4,5").getBytes(UTF_8)))
                .containsExactly(
                        fields(1, "a", "b"),
                        new Broken(2),
                        fields(3, "1", "2"),
                        new Broken(4),
                        new Broken(5),
                        fields(6, "4", "5"));
    }

    @Test
    void rowsOverTheEdgeOfEveryReadAreWhole() {
        var text = new StringBuilder("a,b\r\n");
        for (int i = 0; i < 20_000; i++) text.append(i).append(",张三").append(i).append("\r\n");
        byte[] bytes = text.toString().getBytes(GB18030);
        var rows = read(new InputStream() {
            private final InputStream all = new ByteArrayInputStream(bytes);

            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return all.read(target, offset, Math.min(7, length));
            }
        });
        assertThat(rows).hasSize(20_001);
        assertThat(rows.getLast()).isEqualTo(fields(20_001, "19999", "张三19999"));
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("\uFEFF\n\n".getBytes(UTF_8))).isEmpty();
    }

    private static Fields fields(long line, String... fields) {
        return new Fields(line, List.of(fields));
    }

    private static List<Row> read(byte[] file) {
        return read(new ByteArrayInputStream(file));
    }

    private static List<Row> read(InputStream file) {
        try (var csv = new IntakeCsv(file)) {
            var rows = new ArrayList<Row>();
            for (var row = csv.next(); row != null; row = csv.next()) rows.add(row);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
