package io.reissue.edge.operator;

import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.recycle.StuckReason;
import io.reissue.store.standing.StuckNumbers;
import io.reissue.store.standing.StuckNumbers.Place;
import io.reissue.store.standing.StuckNumbers.Stuck;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Numbers that do not move by themselves. */
@RestController
public class StuckReadings {
    private final StuckNumbers numbers;

    public StuckReadings(StuckNumbers numbers) {
        this.numbers = numbers;
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Stuck> numbers, @Nullable String next) {}

    /**
     * Those that have been stuck for longest first, page by page.
     *
     * @param reason one only; by default any
     * @param limit of a page, up to 200
     */
    @GetMapping("/v1/stuck")
    public Page stuck(
            @RequestParam(name = "reason", required = false) @Nullable StuckReason reason,
            @RequestParam(name = "jurisdiction", required = false) @Nullable String jurisdiction,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        List<Stuck> page = numbers.next(reason == null ? null : reason.name(), jurisdiction, place(after), limit);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.since(), last.cycle())));
    }

    private static @Nullable Place place(@Nullable String after) {
        return Cursor.read(after, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
    }
}
