package io.reissue.edge.operator;

import io.reissue.edge.request.Fields;
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

    /** @param next its parts to be given as {@code since} and {@code after} for the next page; null: this was the last */
    public record Page(List<Stuck> numbers, @Nullable Place next) {}

    /**
     * Those that have been stuck for longest first, page by page; 400 where one of {@code since} and {@code after} is given alone.
     *
     * @param reason one only; by default any
     * @param limit of a page, up to 200
     */
    @GetMapping("/v1/stuck")
    public Page stuck(
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestParam(name = "jurisdiction", required = false) @Nullable String jurisdiction,
            @RequestParam(name = "since", required = false) @Nullable Instant since,
            @RequestParam(name = "after", required = false) @Nullable UUID after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        List<Stuck> page = numbers.next(reason, jurisdiction, place(since, after), limit);
        if (page.size() < limit) return new Page(page, null);
        return new Page(page, new Place(page.getLast().since(), page.getLast().cycle()));
    }

    private static @Nullable Place place(@Nullable Instant since, @Nullable UUID after) {
        if (since == null && after == null) return null;
        return new Place(Fields.required(since, "since"), Fields.required(after, "after"));
    }
}
