package io.reissue.edge.bulk;

import io.reissue.store.bulk.Bulk.Bad;
import io.reissue.store.bulk.Bulk.Result;
import io.reissue.store.bulk.Bulks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What a bulk has too much of for one answer. A page at a time is in memory. */
public final class BulkCsv {
    private static final int PAGE = 1000;

    private BulkCsv() {}

    /** {@code cycle,verdict,refusal}; both codes are empty where it was not asked. */
    public static ResponseEntity<StreamingResponseBody> results(Bulks bulks, UUID id) {
        return file("results-" + id, csv -> {
            csv.write("cycle,verdict,refusal\r\n");
            for (List<Result> page = bulks.results(id, null, PAGE);
                    !page.isEmpty();
                    page = bulks.results(id, page.getLast().cycle(), PAGE))
                for (Result result : page)
                    csv.write(result.cycle() + "," + code(result.verdict()) + "," + code(result.refusal()) + "\r\n");
        });
    }

    /** {@code line,code}: rows of a list that select nothing. */
    public static ResponseEntity<StreamingResponseBody> badRows(Bulks bulks, UUID id) {
        return file("bad-rows-" + id, csv -> {
            csv.write("line,code\r\n");
            for (List<Bad> page = bulks.badRows(id, 0, PAGE);
                    !page.isEmpty();
                    page = bulks.badRows(id, page.getLast().line(), PAGE))
                for (Bad bad : page) csv.write(bad.line() + "," + bad.code() + "\r\n");
        });
    }

    private static String code(@Nullable Enum<?> code) {
        return code == null ? "" : code.name();
    }

    private interface Lines {
        void to(Writer csv) throws IOException;
    }

    private static ResponseEntity<StreamingResponseBody> file(String name, Lines lines) {
        var asFile = ContentDisposition.attachment().filename(name + ".csv").build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, asFile.toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(out -> write(lines, out));
    }

    private static void write(Lines lines, OutputStream out) throws IOException {
        var csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        lines.to(csv);
        csv.flush();
    }
}
