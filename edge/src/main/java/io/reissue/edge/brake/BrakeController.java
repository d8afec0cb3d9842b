package io.reissue.edge.brake;

import io.reissue.brake.Brake.Scope;
import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.IdempotencyKey;
import io.reissue.edge.request.Problems;
import io.reissue.store.brake.BrakeState;
import io.reissue.store.brake.Brakes;
import io.reissue.store.brake.Brakes.Decision;
import io.reissue.store.brake.Brakes.Place;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** Stops the purges of many numbers at once, and lets them go on. */
@RestController
@RequestMapping("/v1/brakes")
public class BrakeController {
    private final Brakes brakes;

    public BrakeController(Brakes brakes) {
        this.brakes = brakes;
    }

    /**
     * A brake to be set.
     *
     * @param id the same again gives the brake that is there, another is refused
     * @param code CN, CN/Guangdong, a file's id or a platform's code, as the scope says; none for everything
     */
    public record BrakeBody(
            @Nullable UUID id,
            @Nullable Scope scope,
            @Nullable String code,
            @Nullable String reasonCode) {}

    /** @param reasonCode why it may be lifted */
    public record LiftBody(@Nullable String reasonCode) {}

    /**
     * A brake and what became of it.
     *
     * @param liftWantedBy who has asked for it to be lifted
     * @param liftedAt null: it stands
     * @param waiting numbers that have nothing else left to wait for; null where nobody counted
     */
    public record Shown(
            UUID id,
            Scope scope,
            @Nullable String code,
            String reasonCode,
            String setBy,
            Instant setAt,
            List<String> liftWantedBy,
            @Nullable Instant liftedAt,
            @Nullable Long waiting) {
        static Shown of(BrakeState state, @Nullable Long waiting) {
            String code = state.brake().code();
            return new Shown(
                    state.brake().id(),
                    state.brake().scope(),
                    code.isEmpty() ? null : code,
                    state.reasonCode(),
                    state.setBy(),
                    state.setAt(),
                    state.liftWantedBy(),
                    state.liftedAt(),
                    waiting);
        }
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Shown> brakes, @Nullable String next) {}

    /**
     * All that stand, then those that were lifted, the latest first, page by page.
     *
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page brakes(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Place place = Cursor.read(
                after, 2, parts -> new Place(Boolean.parseBoolean(parts.get(0)), UUID.fromString(parts.get(1))));
        List<BrakeState> page = brakes.next(place, limit);
        Map<UUID, Long> waiting = brakes.waiting();
        List<Shown> shown = page.stream()
                .map(state -> Shown.of(state, waiting.getOrDefault(state.brake().id(), 0L)))
                .toList();
        return new Page(
                shown,
                Cursor.next(
                        page,
                        limit,
                        last -> List.of(!last.stands(), last.brake().id())));
    }

    /** 201 set, 200 was set so before, 400 without a scope, 409 refused with a code and what would make it possible, 422 another brake has the id. */
    @PostMapping
    public ResponseEntity<?> set(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody BrakeBody body,
            Principal principal) {
        return answer(brakes.set(
                IdempotencyKey.chosen(key, body.id()),
                Fields.required(body.scope(), "scope"),
                Objects.requireNonNullElse(body.code(), ""),
                principal.getName(),
                body.reasonCode()));
    }

    /** 200 lifted, 202 waits for a second person, 409 refused with a code and what would make it possible. */
    @PostMapping("/{id}/lift")
    public ResponseEntity<?> lift(@PathVariable("id") UUID id, @RequestBody LiftBody body, Principal principal) {
        return answer(brakes.lift(id, principal.getName(), body.reasonCode())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static ResponseEntity<?> answer(Decision decision) {
        return switch (decision) {
            case Decision.Set set ->
                set.repeated()
                        ? ResponseEntity.ok(Shown.of(set.state(), null))
                        : ResponseEntity.created(URI.create(
                                        "/v1/brakes/" + set.state().brake().id()))
                                .body(Shown.of(set.state(), null));
            case Decision.WaitsForSecond waits -> ResponseEntity.accepted().body(Shown.of(waits.state(), null));
            case Decision.Lifted lifted -> ResponseEntity.ok(Shown.of(lifted.state(), null));
            case Decision.Refused refused ->
                Problems.answer(
                        Problems.refused(refused.reason(), refused.reason().remedy()));
        };
    }
}
