package io.reissue.edge.intake;

import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.IdempotencyKey;
import io.reissue.edge.request.Problems;
import io.reissue.policy.Asking;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeFiles.Place;
import io.reissue.store.intake.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * {@code POST} takes the raw file as its body; the reading follows, and {@code GET} says how far it is, of all or of one. Rows that gave no cycle are
 * listed by line, column and reason, never by what stands in them.
 */
@RestController
@RequestMapping("/v1/intake-files")
public final class IntakeController {
    /** The earliest place on Earth: a file can't have been made on a day that has not begun anywhere. */
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    private static final int MAX_NAME = 200;

    private static final Logger LOG = LoggerFactory.getLogger(IntakeController.class);

    private final IntakeUpload upload;
    private final IntakeFiles files;
    private final IntakeStarter starter;
    private final Clock clock;
    private final IntakeSettings settings;

    public IntakeController(
            IntakeUpload upload, IntakeFiles files, IntakeStarter starter, Clock clock, IntakeSettings settings) {
        this.upload = upload;
        this.files = files;
        this.starter = starter;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * How far a file is.
     *
     * @param read rows that gave a cycle or a rejection: accepted and rejected together
     * @param rejections counts by reason
     */
    public record Progress(
            UUID id,
            String name,
            LocalDate fileDate,
            String region,
            Asking asking,
            IntakeFile.State state,
            long read,
            long accepted,
            long rejected,
            Map<String, Long> rejections,
            Instant receivedAt,
            @Nullable Instant doneAt) {}

    /** As {@link Progress}, without counting its rejections by reason. */
    public record Listed(
            UUID id,
            String name,
            LocalDate fileDate,
            String region,
            Asking asking,
            IntakeFile.State state,
            long read,
            long accepted,
            long rejected,
            Instant receivedAt,
            @Nullable Instant doneAt) {
        static Listed of(IntakeFile file) {
            return new Listed(
                    file.id(),
                    file.name(),
                    file.fileDate(),
                    file.region(),
                    file.asking(),
                    file.state(),
                    file.linesRead(),
                    file.accepted(),
                    file.rejected(),
                    file.receivedAt(),
                    file.doneAt());
        }
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Listed> files, @Nullable String next) {}

    /**
     * The latest received first, page by page.
     *
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page files(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Place place =
                Cursor.read(after, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
        List<IntakeFile> page = files.latest(place, limit);
        return new Page(
                page.stream().map(Listed::of).toList(),
                Cursor.next(page, limit, last -> List.of(last.receivedAt(), last.id())));
    }

    /**
     * Takes a file; the same id again gives what became of the first, another file under it is refused.
     *
     * @param id the sender's own, for a file that may have to be sent again
     * @param name as the carrier calls it
     * @param fileDate the day it was made; nothing in it can have happened later
     * @param region of numbers without a country code
     * @param asking of rows that don't say: COHORT or ALONE
     */
    @PostMapping(consumes = {"text/csv", "text/tab-separated-values", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    public ResponseEntity<Progress> take(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable UUID id,
            @RequestParam String name,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate fileDate,
            @RequestParam(defaultValue = "CN") String region,
            @RequestParam(defaultValue = "COHORT") String asking,
            InputStream body,
            @Nullable Principal principal)
            throws IOException {
        var file = judged(name, fileDate, region, asking);
        var actor = principal == null ? "anonymous" : principal.getName();
        var fileId = stored(file, IdempotencyKey.chosen(key, id), body, actor);
        start(fileId);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/intake-files/" + fileId))
                .body(progress(fileId));
    }

    private UUID stored(NewFile file, @Nullable UUID id, InputStream body, String actor) throws IOException {
        try {
            return upload.store(file, id, body, actor)
                    .orElseThrow(() -> problem(HttpStatus.BAD_REQUEST, "EMPTY_FILE", "There is nothing in the file."));
        } catch (IntakeUpload.OtherFile taken) {
            throw problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "ID_TAKEN", "Another file has that id; give one of its own.");
        }
    }

    private void start(UUID fileId) {
        try {
            starter.start(fileId);
        } catch (RuntimeException e) {
            // The file is stored: it is read when whoever looks for unfinished files starts it.
            LOG.warn("intake file {} was not started: {}", fileId, e.getClass().getName());
        }
    }

    @GetMapping("/{id}")
    public Progress progress(@PathVariable("id") UUID id) {
        var file = find(id);
        return new Progress(
                file.id(),
                file.name(),
                file.fileDate(),
                file.region(),
                file.asking(),
                file.state(),
                file.linesRead(),
                file.accepted(),
                file.rejected(),
                files.rejectionCounts(id),
                file.receivedAt(),
                file.doneAt());
    }

    /** The rejections so far: see {@link RejectionsCsv}. */
    @GetMapping(path = "/{id}/rejections.csv", produces = "text/csv")
    public ResponseEntity<StreamingResponseBody> rejections(@PathVariable("id") UUID id) {
        find(id);
        return RejectionsCsv.of(files, id);
    }

    private NewFile judged(String name, LocalDate fileDate, String region, String asking) {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl))
            throw problem(HttpStatus.BAD_REQUEST, "NAME", "A name of 1 to 200 characters is needed.");
        if (fileDate.isAfter(LocalDate.ofInstant(clock.instant(), EARLIEST)))
            throw problem(HttpStatus.BAD_REQUEST, "FILE_DATE", "The file's day has not begun yet.");
        boolean served = LegalLimits.of(region, LineType.RESIDENTIAL).isPresent()
                && (settings.demo() || !region.equals(LegalLimits.DEMO));
        if (!served) throw problem(HttpStatus.BAD_REQUEST, "REGION", "No numbers of this region are taken in.");
        if (!asking.equals(Asking.COHORT.name()) && !asking.equals(Asking.ALONE.name()))
            throw problem(HttpStatus.BAD_REQUEST, "ASKING", "COHORT or ALONE.");
        return new NewFile(name, region, Asking.of(asking), fileDate);
    }

    private IntakeFile find(UUID id) {
        return files.find(id)
                .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "NO_SUCH_FILE", "There is no such intake file."));
    }

    /** @param code for machines, in the property {@code code} */
    private static ErrorResponseException problem(HttpStatus status, String code, String detail) {
        return new ErrorResponseException(status, Problems.of(status, code, detail), null);
    }
}
