package io.reissue.edge.partner;

import io.reissue.store.feed.CloudEvents;
import io.reissue.store.feed.FeedReader;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of numbers, in order and without gaps, for the jurisdictions of the partner who reads. A page at a time, and no page is large. */
@RestController
public final class FeedController {
    private static final String PATH = "/partner/v1/feed";
    private static final MediaType BATCH =
            new MediaType(MediaType.parseMediaType(CloudEvents.MEDIA_TYPE), StandardCharsets.UTF_8);
    private static final Pattern CURSOR = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final PartnerGate gate;
    private final FeedReader feed;
    private final CloudEvents events;

    public FeedController(PartnerGate gate, FeedReader feed, CloudEvents events) {
        this.gate = gate;
        this.feed = feed;
        this.events = events;
    }

    @GetMapping(path = PATH, produces = CloudEvents.MEDIA_TYPE)
    public ResponseEntity<?> read(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        return gate.admitted(request, platform -> {
            var cursor = after == null ? OptionalLong.of(0) : cursor(after);
            if (cursor.isEmpty()) return Refusals.badParameter("after", "the id of the last event that was read");
            var most = Pages.limit(limit);
            if (most.isEmpty()) return Refusals.badParameter("limit", Pages.LIMIT);
            var page = feed.after(cursor.getAsLong(), platform.jurisdictions(), most.getAsInt());
            var last = page.isEmpty() ? cursor.getAsLong() : page.getLast().seq();
            return ResponseEntity.ok()
                    .contentType(BATCH)
                    .header(
                            HttpHeaders.LINK,
                            "<%s?after=%d&limit=%d>; rel=\"next\"".formatted(PATH, last, most.getAsInt()))
                    .body(events.batch(platform, page));
        });
    }

    /** Empty: not one that we gave out. Who comes with one that is ahead of us would wait for what never comes, and miss what does. */
    private OptionalLong cursor(String text) {
        if (!CURSOR.matcher(text).matches()) return OptionalLong.empty();
        long cursor = Long.parseLong(text);
        return cursor > feed.last() ? OptionalLong.empty() : OptionalLong.of(cursor);
    }
}
