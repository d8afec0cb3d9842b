package io.reissue.edge.platform;

import io.reissue.edge.platform.Deliveries.Decision;
import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.Problems;
import io.reissue.store.delivery.Logged;
import io.reissue.store.standing.PlatformScores;
import io.reissue.store.standing.PlatformScores.Card;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a platform did: its score card, and its log. */
@RestController
@RequestMapping("/v1/platforms/{code}")
public class PlatformReadings {
    private final PlatformScores scores;
    private final Deliveries deliveries;

    public PlatformReadings(PlatformScores scores, Deliveries deliveries) {
        this.scores = scores;
        this.deliveries = deliveries;
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Logged> deliveries, @Nullable String next) {}

    /** @param problem a code; null: the platform has it */
    public record Resent(Logged delivery, @Nullable String problem) {}

    @GetMapping("/score")
    public Card score(@PathVariable("code") String code) {
        return scores.card(code).orElseThrow(PlatformReadings::notFound);
    }

    /**
     * What went out and what came in, the latest first, page by page.
     *
     * @param problems only what was not taken
     * @param limit of a page, up to 200
     */
    @GetMapping("/deliveries")
    public Page deliveries(
            @PathVariable("code") String code,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "problems", defaultValue = "false") boolean problems,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Long before = Cursor.read(after, 1, parts -> Long.valueOf(parts.getFirst()));
        List<Logged> page = deliveries.page(code, before, problems, limit).orElseThrow(PlatformReadings::notFound);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.id())));
    }

    /** 200 with what came of it, 409 where it may not be sent again. */
    @PostMapping("/deliveries/{id}/resend")
    public ResponseEntity<?> resend(
            @PathVariable("code") String code, @PathVariable("id") long id, Principal principal) {
        return switch (deliveries.resend(code, id, principal.getName()).orElseThrow(PlatformReadings::notFound)) {
            case Decision.Tried tried -> ResponseEntity.ok(new Resent(tried.delivery(), tried.problem()));
            case Decision.Refused refused ->
                Problems.answer(
                        Problems.refused(refused.reason(), refused.reason().remedy()));
        };
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
