package io.reissue.edge.operator;

import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.StuckReason;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.story.CycleList;
import io.reissue.store.story.CycleList.Filter;
import io.reissue.store.story.CycleList.Listed;
import io.reissue.store.story.Event;
import io.reissue.store.story.OnRecord;
import io.reissue.store.story.PlatformTable;
import io.reissue.store.story.Timeline;
import java.security.Principal;
import java.time.Clock;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Which numbers there are, and what happened to one; the number itself, and a note, only on record. */
@RestController
@RequestMapping("/v1/cycles")
public class CycleReadings {
    private final Clock clock;
    private final CycleRows cycles;
    private final CycleList list;
    private final Timeline timeline;
    private final PlatformTable platforms;
    private final OnRecord onRecord;

    public CycleReadings(
            Clock clock,
            CycleRows cycles,
            CycleList list,
            Timeline timeline,
            PlatformTable platforms,
            OnRecord onRecord) {
        this.clock = clock;
        this.cycles = cycles;
        this.list = list;
        this.timeline = timeline;
        this.platforms = platforms;
        this.onRecord = onRecord;
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(List<Listed> cycles, @Nullable String next) {}

    /** @param number in E.164, with its plus */
    public record Shown(String number) {}

    /** Free text that somebody wrote beside a command. */
    public record Note(String note) {}

    /**
     * The latest taken in first, with an age whoever left first, page by page; 400 where a filter is none.
     *
     * @param age they left service at least so long ago: an ISO-8601 period, such as P90D
     * @param open whether they are to have ended or not
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page cycles(
            @RequestParam(name = "state", required = false) @Nullable CycleState state,
            @RequestParam(name = "stuck", required = false) @Nullable StuckReason stuck,
            @RequestParam(name = "jurisdiction", required = false) @Nullable String jurisdiction,
            @RequestParam(name = "province", required = false) @Nullable String province,
            @RequestParam(name = "file", required = false) @Nullable UUID file,
            @RequestParam(name = "held", required = false) @Nullable Boolean held,
            @RequestParam(name = "open", required = false) @Nullable Boolean open,
            @RequestParam(name = "age", required = false) @Nullable Period age,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Filter filter = new Filter(state, stuck, jurisdiction, province, file, held, open, Fields.ago(clock, age));
        List<Listed> page = list.next(filter, Cursor.read(after, 1, parts -> UUID.fromString(parts.getFirst())), limit);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.id())));
    }

    /** What happened to it, from the beginning. */
    @GetMapping("/{id}/timeline")
    public List<Event> timeline(@PathVariable("id") UUID id) {
        return timeline.of(cycle(id).id());
    }

    /** What its platforms have said, and when each is asked next. */
    @GetMapping("/{id}/platforms")
    public PlatformTable.Table platforms(@PathVariable("id") UUID id) {
        return platforms.of(cycle(id));
    }

    /** The whole number. A POST, because it leaves an entry in the audit. */
    @PostMapping("/{id}/number")
    public Shown number(@PathVariable("id") UUID id, Principal principal) {
        return onRecord.number(id, principal.getName()).map(Shown::new).orElseThrow(CycleReadings::missing);
    }

    /** What somebody wrote beside a command; 404 too where it went with the purge. A POST, because it leaves an entry in the audit. */
    @PostMapping("/{id}/commands/{command}/note")
    public Note note(@PathVariable("id") UUID id, @PathVariable("command") UUID command, Principal principal) {
        return onRecord.note(id, command, principal.getName()).map(Note::new).orElseThrow(CycleReadings::missing);
    }

    private CycleRow cycle(UUID id) {
        return cycles.find(id).orElseThrow(CycleReadings::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
