package io.reissue.edge.partner;

import io.reissue.store.cohort.Offers;
import io.reissue.store.cohort.Offers.Fetched;
import io.reissue.store.cohort.Offers.Place;
import io.reissue.store.cohort.Requests;
import io.reissue.store.cohort.Restorations;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Platform;
import io.reissue.store.protocol.OpenRequest;
import io.reissue.store.protocol.OpenRequests;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.SignedRequests;
import io.reissue.store.protocol.SignedRequests.Layout;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What platforms that can't be called fetch: the same content as is sent to the others, rendered now, stored nowhere. */
@RestController
@RequestMapping("/partner/v1/batches")
public final class BatchController {
    private static final String PATH = "/partner/v1/batches";
    private static final String GONE = "withdrawn, re-issued or expired; the list of open ones has what took its place";
    private static final Pattern REF = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final PartnerGate gate;
    private final Offers offers;
    private final Restorations restorations;
    private final Requests requests;
    private final SignedRequests signed;
    private final DeliveryLog deliveries;
    private final Clock clock;
    private final OpenRequests list = new OpenRequests(BatchController::address);

    public BatchController(
            PartnerGate gate,
            Offers offers,
            Restorations restorations,
            Requests requests,
            SignedRequests signed,
            DeliveryLog deliveries,
            Clock clock) {
        this.gate = gate;
        this.offers = offers;
        this.restorations = restorations;
        this.requests = requests;
        this.signed = signed;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    public ResponseEntity<?> open(
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        return gate.admitted(request, platform -> {
            if (!"open".equals(status)) return Refusals.badParameter("status", "open");
            var place = after == null ? Optional.of(Place.START) : place(after);
            if (place.isEmpty()) return Refusals.badParameter("after", "as the link to the next ones has it");
            var most = Pages.limit(limit);
            if (most.isEmpty()) return Refusals.badParameter("limit", Pages.LIMIT);
            var found = offers.open(platform.id(), place.get(), most.getAsInt());
            var layout = layout(headers);
            var response = ResponseEntity.ok().contentType(mediaType(layout));
            if (found.size() == most.getAsInt()) {
                var next = text(Place.of(found.getLast()));
                response.header(
                        HttpHeaders.LINK,
                        "<%s?status=open&after=%s&limit=%d>; rel=\"next\"".formatted(PATH, next, most.getAsInt()));
            }
            return response.body(layout == Layout.JSON ? list.json(found) : list.lines(found));
        });
    }

    @GetMapping(
            path = "/{batch}",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    public ResponseEntity<?> fetch(
            @PathVariable String batch, HttpServletRequest request, @RequestHeader HttpHeaders headers) {
        return gate.admitted(request, platform -> {
            var id = BatchIds.read(batch);
            if (id.isEmpty()) return Refusals.noSuchBatch();
            return switch (offers.fetch(platform.id(), id.get())) {
                case Fetched.Content(var sendable) -> content(platform, requests.unbind(sendable), headers);
                case Fetched.Gone _ -> Refusals.problem(HttpStatus.GONE, GONE);
                case Fetched.NeverThere _ -> Refusals.noSuchBatch();
            };
        });
    }

    @GetMapping(
            path = "/{batch}/restores/{ref}",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    public ResponseEntity<?> fetchRestore(
            @PathVariable String batch,
            @PathVariable String ref,
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers) {
        return gate.admitted(
                request,
                platform -> BatchIds.read(batch)
                        .filter(id -> REF.matcher(ref).matches())
                        .flatMap(id -> restorations.open(platform.id(), id, Integer.parseInt(ref)))
                        .<ResponseEntity<?>>map(owed -> content(platform, requests.restore(owed), headers))
                        .orElseGet(Refusals::noSuchBatch));
    }

    @PostMapping("/{batch}/received")
    public ResponseEntity<?> received(@PathVariable String batch, HttpServletRequest request) {
        return gate.admitted(
                request,
                platform -> BatchIds.read(batch)
                                .filter(id -> offers.received(platform.id(), id))
                                .isPresent()
                        ? ResponseEntity.noContent().build()
                        : Refusals.noSuchBatch());
    }

    private ResponseEntity<?> content(Platform platform, OutgoingBatch batch, HttpHeaders accepted) {
        var layout = layout(accepted);
        var begun = clock.instant();
        var content = signed.of(platform, batch, layout);
        deliveries.note(
                platform.id(),
                new Exchanged(
                        Direction.TO_PLATFORM,
                        batch.type(),
                        batch.webhookId(),
                        batch.batch(),
                        batch.size(),
                        content.body().length,
                        begun,
                        Duration.between(begun, clock.instant()),
                        HttpStatus.OK.value(),
                        null,
                        null));
        var response = ResponseEntity.ok().contentType(mediaType(layout));
        content.headers().forEach(response::header);
        return response.body(content.body());
    }

    /** Lines for who prefers them. */
    private static Layout layout(HttpHeaders headers) {
        return headers.getAccept().stream()
                .sorted(Comparator.comparing(MediaType::getQualityValue).reversed())
                .filter(type ->
                        type.includes(MediaType.APPLICATION_JSON) || type.includes(MediaType.APPLICATION_NDJSON))
                .findFirst()
                .filter(type -> !type.includes(MediaType.APPLICATION_JSON))
                .map(_ -> Layout.LINES)
                .orElse(Layout.JSON);
    }

    private static MediaType mediaType(Layout layout) {
        return layout == Layout.JSON ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_NDJSON;
    }

    private static String address(OpenRequest request) {
        var batch = PATH + "/" + request.batch();
        return request.ref() == null ? batch : batch + "/restores/" + request.ref();
    }

    private static String text(Place place) {
        return place.ref() < 0 ? place.batch().toString() : place.batch() + "." + place.ref();
    }

    private static Optional<Place> place(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) return BatchIds.read(text).map(id -> new Place(id, -1));
        var ref = text.substring(dot + 1);
        return BatchIds.read(text.substring(0, dot))
                .filter(_ -> REF.matcher(ref).matches())
                .map(id -> new Place(id, Integer.parseInt(ref)));
    }
}
