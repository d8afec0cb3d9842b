package io.reissue.edge.policy;

import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.IdempotencyKey;
import io.reissue.edge.request.Problems;
import io.reissue.edge.request.Revisions;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyDraft;
import io.reissue.store.policy.PolicyDrafts;
import io.reissue.store.policy.PolicyDrafts.Decision;
import io.reissue.store.policy.PolicyPreview;
import io.reissue.store.policy.PolicyPreview.Impact;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyRows.DraftPlace;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Policies that somebody proposes: written, weighed, and approved by somebody else. */
@RestController
@RequestMapping("/v1/policies/drafts")
public class DraftController {
    private final PolicyDrafts drafts;
    private final PolicyRows rows;
    private final PolicyPreview preview;

    public DraftController(PolicyDrafts drafts, PolicyRows rows, PolicyPreview preview) {
        this.drafts = drafts;
        this.rows = rows;
        this.preview = preview;
    }

    /** @param id the same again gives the draft that is there, another document under it is refused */
    public record DraftBody(@Nullable UUID id, @Nullable PolicyDocument document) {}

    public record EditBody(@Nullable PolicyDocument document) {}

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<PolicyDraft> drafts, @Nullable String next) {}

    /**
     * Drafts, the latest changed first, page by page.
     *
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page drafts(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        DraftPlace place = Cursor.read(
                after, 2, parts -> new DraftPlace(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
        List<PolicyDraft> page = rows.drafts(place, limit);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.changedAt(), last.id())));
    }

    @GetMapping("/{id}")
    public ResponseEntity<PolicyDraft> draft(@PathVariable("id") UUID id) {
        return rows.draft(id).map(DraftController::shown).orElseThrow(DraftController::notFound);
    }

    /**
     * 201 drafted, 200 was drafted so before, 400 where something is missing, 409 refused with a code and what would make it possible, 422
     * another draft has the id.
     */
    @PostMapping
    public ResponseEntity<?> draft(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody DraftBody body,
            Principal principal) {
        UUID id = Fields.required(IdempotencyKey.chosen(key, body.id()), "id");
        return answer(drafts.draft(id, document(body.document()), principal.getName()), true);
    }

    /** 200 with the new revision, 412 with the present draft where it was changed since, 428 without {@code If-Match}, 409 refused. */
    @PutMapping("/{id}")
    public ResponseEntity<?> edit(
            @PathVariable("id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody EditBody body,
            Principal principal) {
        return drafts.edit(id, Revisions.seen(seen), document(body.document()), principal.getName())
                .map(decision -> answer(decision, false))
                .orElseThrow(DraftController::notFound);
    }

    /** What the draft would do to the numbers that rest now. */
    @PostMapping("/{id}/preview")
    public Impact preview(@PathVariable("id") UUID id) {
        return rows.draft(id).map(draft -> preview.of(draft.document())).orElseThrow(DraftController::notFound);
    }

    /** 200 approved, 412 with the present draft where it was changed since, 428 without {@code If-Match}, 409 refused. */
    @PostMapping("/{id}/approval")
    public ResponseEntity<?> approve(
            @PathVariable("id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            Principal principal) {
        return drafts.approve(id, Revisions.seen(seen), principal.getName())
                .map(decision -> answer(decision, false))
                .orElseThrow(DraftController::notFound);
    }

    private static PolicyDocument document(@Nullable PolicyDocument document) {
        return Fields.complete(Fields.required(document, "document"), "document");
    }

    private static ResponseEntity<?> answer(Decision decision, boolean created) {
        return switch (decision) {
            case Decision.Taken taken ->
                created && !taken.repeated()
                        ? ResponseEntity.created(URI.create(
                                        "/v1/policies/drafts/" + taken.draft().id()))
                                .eTag(Revisions.tag(taken.draft().revision()))
                                .body(taken.draft())
                        : shown(taken.draft());
            case Decision.Stale stale ->
                Revisions.stale(stale.present(), stale.present().revision());
            case Decision.Refused refused ->
                Problems.answer(Problems.refused(
                        refused.fault().refusal(), refused.fault().detail()));
        };
    }

    private static ResponseEntity<PolicyDraft> shown(PolicyDraft draft) {
        return ResponseEntity.ok().eTag(Revisions.tag(draft.revision())).body(draft);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
