package io.reissue.edge.partner;

import io.reissue.edge.partner.PartnerGate.Entry;
import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.answers.AnswerBook;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.Direction;
import io.reissue.store.protocol.AnswerParser;
import io.reissue.store.protocol.Bodies;
import io.reissue.store.protocol.MalformedAnswer;
import io.reissue.store.protocol.Signatures;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the answers of platforms. Who calls is known before anything of it is looked at, and the answer is on disk before the platform
 * hears a 2xx. A batch that another platform was asked by is as one that never was.
 */
@RestController
public final class AnswerController {
    private final PartnerGate gate;
    private final AnswerBook book;
    private final DeliveryLog deliveries;
    private final Clock clock;
    private final Hands hands;
    private final AnswerParser parser = new AnswerParser();

    AnswerController(PartnerGate gate, AnswerBook book, DeliveryLog deliveries, Clock clock, Hands hands) {
        this.gate = gate;
        this.book = book;
        this.deliveries = deliveries;
        this.clock = clock;
        this.hands = hands;
    }

    @PostMapping("/partner/v1/batches/{batch}/outcomes")
    public ResponseEntity<?> take(@PathVariable String batch, HttpServletRequest request, InputStream body)
            throws IOException {
        if (!isJsonInUtf8(request.getContentType()))
            return Refusals.problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "JSON in UTF-8");
        byte[] json;
        try {
            json = Bodies.read(body, request.getHeader(HttpHeaders.CONTENT_ENCODING), AnswerParser.MOST_BYTES);
        } catch (Bodies.Unreadable unreadable) {
            return unreadable(unreadable.why());
        }
        return hands.with(json.length, () -> taken(batch, request, json));
    }

    private ResponseEntity<?> taken(String batch, HttpServletRequest request, byte[] json) {
        var id = BatchIds.read(batch);
        var asked = id.flatMap(book::platformOf);
        return switch (gate.admit(request, json, asked)) {
            case Entry.Refused(var why) -> why;
            case Entry.Partner(var platform) -> {
                var begun = clock.instant();
                var webhookId = request.getHeader(Signatures.ID);
                var its = id.filter(_ -> asked.equals(Optional.of(platform.id())));
                var judged = its.isPresent()
                        ? judged(platform.id(), its.get(), webhookId, json)
                        : new Judged(Refusals.noSuchBatch(), 0, "NO_SUCH_BATCH", null);
                deliveries.note(
                        platform.id(),
                        new Exchanged(
                                Direction.FROM_PLATFORM,
                                Exchanged.ANSWER,
                                webhookId,
                                its.orElse(null),
                                judged.items(),
                                json.length,
                                begun,
                                Duration.between(begun, clock.instant()),
                                judged.response().getStatusCode().value(),
                                judged.problem(),
                                judged.receipt()));
                yield judged.response();
            }
        };
    }

    /** What a known partner is told, and what its log says of it. */
    private record Judged(
            ResponseEntity<?> response,
            int items,
            @Nullable String problem,
            @Nullable AnswerReceipt receipt) {}

    private Judged judged(int platform, UUID batch, String webhookId, byte[] json) {
        Answer answer;
        try {
            answer = parser.parse(json);
        } catch (MalformedAnswer malformed) {
            return new Judged(malformed(malformed), 0, malformed.tooLarge() ? "TOO_LARGE" : "MALFORMED", null);
        }
        var taken = book.take(platform, batch, webhookId, AnswerBook.digest(batch, json), answer);
        int items = answer.results().size();
        return switch (taken) {
            case Taken.Receipt(var receipt) ->
                new Judged(
                        receipt.refuses(answer)
                                ? refusal(receipt)
                                : ResponseEntity.accepted().body(receipt),
                        items,
                        receipt.refuses(answer) ? taken.problem() : null,
                        receipt);
            case Taken.DigestDiffers _ ->
                new Judged(
                        Refusals.problem(HttpStatus.CONFLICT, "this webhook-id was used for something else"),
                        items,
                        taken.problem(),
                        null);
            case Taken.Contradicts _ ->
                new Judged(
                        Refusals.problem(
                                HttpStatus.BAD_REQUEST,
                                "of and remainder have to be the same in all parts of an answer"),
                        items,
                        taken.problem(),
                        null);
        };
    }

    /** Who says nothing sends JSON in UTF-8. */
    private static boolean isJsonInUtf8(@Nullable String contentType) {
        if (contentType == null) return true;
        try {
            var type = MediaType.parseMediaType(contentType);
            var charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static ResponseEntity<?> refusal(AnswerReceipt receipt) {
        boolean allGone = receipt.conflicts().isEmpty() && receipt.unknownRefs().isEmpty();
        var problem = allGone
                ? ProblemDetail.forStatusAndDetail(HttpStatus.GONE, "every number of these was purged")
                : ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "nothing of this can be accepted");
        problem.setProperty("accepted", receipt.accepted());
        problem.setProperty("duplicates", receipt.duplicates());
        problem.setProperty("conflicts", receipt.conflicts());
        problem.setProperty("gone", receipt.gone());
        problem.setProperty("unknownRefs", receipt.unknownRefs());
        return Refusals.problem(problem);
    }

    private static ResponseEntity<?> malformed(MalformedAnswer malformed) {
        var status = malformed.tooLarge() ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST;
        var problem =
                ProblemDetail.forStatusAndDetail(status, "not an answer as the protocol has it; nothing was taken");
        problem.setProperty("errors", malformed.problems());
        return Refusals.problem(problem);
    }

    private static ResponseEntity<?> unreadable(Bodies.Why why) {
        return switch (why) {
            case TOO_LARGE -> Refusals.problem(HttpStatus.CONTENT_TOO_LARGE, "at most 8 MiB, also unzipped");
            case ENCODING_UNKNOWN -> Refusals.problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "plain or gzip");
            case ENCODING_BROKEN -> Refusals.problem(HttpStatus.BAD_REQUEST, "not gzip");
        };
    }
}
