package io.reissue.edge.proof;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.audit.AuditTrail.Numbered;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
public class AuditReadings {
    private final AuditTrail trail;

    public AuditReadings(AuditTrail trail) {
        this.trail = trail;
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Entry> entries, @Nullable String next) {}

    /**
     * One entry.
     *
     * @param seq its number in the chain
     * @param detail codes and ids, as JSON
     */
    public record Entry(
            long seq,
            Instant at,
            String actor,
            String action,
            String subject,
            @JsonRawValue String detail) {
        static Entry of(Numbered numbered) {
            return new Entry(
                    numbered.seq(),
                    numbered.entry().at(),
                    numbered.entry().actor(),
                    numbered.entry().action(),
                    numbered.entry().subject(),
                    numbered.entry().detail());
        }
    }

    /**
     * The latest entries first, page by page.
     *
     * @param actor of this principal only; by default of all
     * @param limit of a page, up to 200
     */
    @GetMapping("/v1/audit")
    public Page audit(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "actor", required = false) @Nullable String actor,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Long before = Cursor.read(after, 1, parts -> Long.valueOf(parts.getFirst()));
        List<Entry> page =
                trail.before(before, actor, limit).stream().map(Entry::of).toList();
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.seq())));
    }
}
