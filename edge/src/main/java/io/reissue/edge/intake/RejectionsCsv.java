package io.reissue.edge.intake;

import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeFiles.RejectedLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A file's rejections as {@code line,column,reason}; the column is empty where the whole line is meant. A page at a time is in memory. */
public final class RejectionsCsv {
    private static final int PAGE = 1000;

    private RejectionsCsv() {}

    /** To be saved under a name that tells the file. */
    public static ResponseEntity<StreamingResponseBody> of(IntakeFiles files, UUID id) {
        var asFile = ContentDisposition.attachment()
                .filename("rejections-" + id + ".csv")
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, asFile.toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(out -> write(files, id, out));
    }

    private static void write(IntakeFiles files, UUID id, OutputStream out) throws IOException {
        var csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv.write("line,column,reason\r\n");
        for (var page = files.rejections(id, 0, PAGE);
                !page.isEmpty();
                page = files.rejections(id, page.getLast().line(), PAGE))
            for (var rejected : page) csv.write(line(rejected));
        csv.flush();
    }

    private static String line(RejectedLine rejected) {
        var column = rejected.column();
        return rejected.line() + "," + (column == null ? "" : column) + "," + rejected.code() + "\r\n";
    }
}
