package io.reissue.edge.bulk;

import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkRules;
import io.reissue.edge.access.Role;
import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.IdempotencyKey;
import io.reissue.edge.request.Problems;
import io.reissue.edge.request.Revisions;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Office;
import io.reissue.recycle.StuckReason;
import io.reissue.store.bulk.Bulk;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.bulk.Bulks.Decision;
import io.reissue.store.bulk.Bulks.Place;
import io.reissue.store.bulk.Selection;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.story.CycleList.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * One command over many numbers. {@code POST} previews it and does nothing: by a filter or by another bulk as JSON, by a list as the raw
 * file. What was previewed is done by a confirmation, which names the preview's entity tag.
 */
@RestController
@RequestMapping("/v1/bulk")
public class BulkController {
    private final Bulks bulks;
    private final Clock clock;

    public BulkController(Bulks bulks, Clock clock) {
        this.bulks = bulks;
        this.clock = clock;
    }

    /**
     * What the numbers have in common; each left out: anything. As cycles are listed by.
     *
     * @param age they left service at least so long ago, counted from now
     */
    public record Common(
            @Nullable CycleState state,
            @Nullable StuckReason stuck,
            @Nullable String jurisdiction,
            @Nullable String province,
            @Nullable UUID file,
            @Nullable Boolean held,
            @Nullable Boolean open,
            @Nullable Period age) {}

    /**
     * A command and whom it is for; exactly one of {@code filter} and {@code of}.
     *
     * @param id the same again gives the preview that is there
     * @param of those on which this bulk did something
     */
    public record BulkBody(
            @Nullable UUID id,
            @Nullable CommandKind kind,
            @Nullable String reasonCode,
            @Nullable Instant until,
            @Nullable String platform,
            @Nullable Common filter,
            @Nullable UUID of) {}

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Bulk> bulks, @Nullable String next) {}

    /**
     * The latest previewed first, page by page.
     *
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page bulks(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Place place =
                Cursor.read(after, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
        List<Bulk> page = bulks.latest(place, limit);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.previewedAt(), last.id())));
    }

    @GetMapping("/{id}")
    public ResponseEntity<Bulk> bulk(@PathVariable("id") UUID id) {
        return shown(find(id));
    }

    /** 201 previewed, 200 was before, 400 where it is malformed, 403 for a kind that is not the caller's to ask for, 409 refused, 422 another has the id. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<?> preview(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody BulkBody body,
            Principal principal,
            HttpServletRequest request) {
        return previewed(
                IdempotencyKey.chosenOrNew(key, body.id()),
                wish(body.kind(), body.reasonCode(), body.until(), body.platform(), principal, request),
                selection(body));
    }

    /**
     * As above, for the numbers and cycle ids of a list, one a line or in the first column; 413 where it is too large.
     *
     * @param countryCode of numbers that are written without one and without a plus
     */
    @PostMapping(consumes = {MediaType.TEXT_PLAIN_VALUE, "text/csv", "text/tab-separated-values"})
    public ResponseEntity<?> previewList(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(name = "id", required = false) @Nullable UUID id,
            @RequestParam(name = "kind", required = false) @Nullable CommandKind kind,
            @RequestParam(name = "reasonCode", required = false) @Nullable String reasonCode,
            @RequestParam(name = "until", required = false) @Nullable Instant until,
            @RequestParam(name = "platform", required = false) @Nullable String platform,
            @RequestParam(name = "countryCode", required = false) @Nullable String countryCode,
            InputStream list,
            Principal principal,
            HttpServletRequest request)
            throws IOException {
        UUID chosen = IdempotencyKey.chosenOrNew(key, id);
        Wish wish = wish(kind, reasonCode, until, platform, principal, request);
        // one byte more than is taken tells that it is too large
        byte[] read = list.readNBytes(BulkRules.MOST_BYTES + 1);
        return previewed(chosen, wish, new Selection.Listed(read, countryCode));
    }

    /**
     * 200 with what is on its way now, or was before; 403 for a kind that is not the caller's to ask for, 412 where it is not what was
     * seen or would not be the same any more, 428 without {@code If-Match}, 409 refused. Nothing is done but with 200.
     */
    @PostMapping("/{id}/confirmation")
    public ResponseEntity<?> confirm(
            @PathVariable("id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            Principal principal,
            HttpServletRequest request) {
        Set<Office> offices = Role.offices(find(id).kind(), request);
        return answer(
                bulks.confirm(id, Revisions.seen(seen, "[0-9a-f]{64}", "the preview"), principal.getName(), offices)
                        .orElseThrow(BulkController::missing));
    }

    /** 200 with how far it came; one that has ended stays as it is. 409 where nobody confirmed it. */
    @PostMapping("/{id}/stop")
    public ResponseEntity<?> stop(@PathVariable("id") UUID id, Principal principal, HttpServletRequest request) {
        Role.offices(find(id).kind(), request);
        return answer(bulks.stop(id, principal.getName()).orElseThrow(BulkController::missing));
    }

    /** See {@link BulkCsv#results}. */
    @GetMapping(path = "/{id}/results.csv", produces = "text/csv")
    public ResponseEntity<StreamingResponseBody> results(@PathVariable("id") UUID id) {
        return BulkCsv.results(bulks, find(id).id());
    }

    /** See {@link BulkCsv#badRows}. */
    @GetMapping(path = "/{id}/bad-rows.csv", produces = "text/csv")
    public ResponseEntity<StreamingResponseBody> badRows(@PathVariable("id") UUID id) {
        return BulkCsv.badRows(bulks, find(id).id());
    }

    private static Wish wish(
            @Nullable CommandKind kind,
            @Nullable String reasonCode,
            @Nullable Instant until,
            @Nullable String platform,
            Principal principal,
            HttpServletRequest request) {
        CommandKind wanted = Fields.required(kind, "kind");
        Set<Office> offices = Role.offices(wanted, request);
        return new Wish(
                wanted, principal.getName(), offices, Objects.requireNonNullElse(reasonCode, ""), until, platform);
    }

    private Selection selection(BulkBody body) {
        if ((body.filter() == null) == (body.of() == null)) throw malformed("exactly one of filter and of is needed");
        if (body.of() != null) return new Selection.OfBulk(body.of());
        Common common = Objects.requireNonNull(body.filter());
        if (common.state() == CycleState.UNKNOWN) throw malformed("filter.state is none");
        if (common.stuck() == StuckReason.UNKNOWN) throw malformed("filter.stuck is none");
        return new Selection.ByFilter(new Filter(
                common.state(),
                common.stuck(),
                common.jurisdiction(),
                common.province(),
                common.file(),
                common.held(),
                common.open(),
                Fields.ago(clock, common.age())));
    }

    private ResponseEntity<?> previewed(UUID id, Wish wish, Selection selection) {
        return answer(bulks.preview(id, wish, selection));
    }

    private static ResponseEntity<?> answer(Decision decision) {
        return switch (decision) {
            case Decision.Taken(Bulk bulk, boolean repeated) ->
                repeated || bulk.confirmedAt() != null
                        ? shown(bulk)
                        : ResponseEntity.created(URI.create("/v1/bulk/" + bulk.id()))
                                .eTag(tag(bulk))
                                .body(bulk);
            case Decision.Refused(BulkRefusal reason) -> Problems.answer(problem(reason));
        };
    }

    private static ProblemDetail problem(BulkRefusal reason) {
        return switch (reason) {
            case LIST_TOO_LARGE -> Problems.of(HttpStatus.CONTENT_TOO_LARGE, reason.name(), reason.remedy());
            case OTHER_FINGERPRINT, SET_CHANGED ->
                Problems.of(HttpStatus.PRECONDITION_FAILED, reason.name(), reason.remedy());
            default -> Problems.refused(reason, reason.remedy());
        };
    }

    private static ResponseEntity<Bulk> shown(Bulk bulk) {
        return ResponseEntity.ok().eTag(tag(bulk)).body(bulk);
    }

    private static String tag(Bulk bulk) {
        return "\"" + bulk.fingerprint() + "\"";
    }

    private Bulk find(UUID id) {
        return bulks.find(id).orElseThrow(BulkController::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static ResponseStatusException malformed(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
