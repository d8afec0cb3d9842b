package io.reissue.edge.partner;

import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.answers.AnswerBook;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.AnswerParser;
import io.reissue.store.protocol.Bodies;
import io.reissue.store.protocol.MalformedAnswer;
import io.reissue.store.protocol.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the answers of platforms. Nothing is stored before the signature has held, and the answer is on disk before the
 * platform hears a 2xx. Who calls is told by the batch: only the platform that was asked can sign for it.
 */
@RestController
public final class AnswerController {
    private static final int LONGEST_ID = 200;
    private static final String NO_ID = "";

    private final AnswerBook book;
    private final PlatformRegistry registry;
    private final PlatformRates rates;
    private final Signatures signatures;
    private final AnswerParser parser = new AnswerParser();

    public AnswerController(AnswerBook book, PlatformRegistry registry, PlatformRates rates, Signatures signatures) {
        this.book = book;
        this.registry = registry;
        this.rates = rates;
        this.signatures = signatures;
    }

    @PostMapping("/partner/v1/batches/{batch}/outcomes")
    public ResponseEntity<?> take(@PathVariable String batch, @RequestHeader HttpHeaders headers, InputStream body)
            throws IOException {
        var id = uuid(batch);
        var platform = id.flatMap(book::platformOf);
        if (id.isEmpty() || platform.isEmpty()) return problem(HttpStatus.NOT_FOUND, "no such batch");
        byte[] json;
        try {
            json = Bodies.read(body, headers.getFirst(HttpHeaders.CONTENT_ENCODING), AnswerParser.MOST_BYTES);
        } catch (Bodies.Unreadable unreadable) {
            return unreadable(unreadable.why());
        }
        if (!signed(platform.get(), headers, json)) return problem(HttpStatus.UNAUTHORIZED, "signature or timestamp");
        var turn = rates.take(registry.byId(platform.get()), Direction.FROM_PLATFORM);
        if (turn.isPositive()) return tooFast(turn);
        return judged(platform.get(), id.get(), webhookId(headers), json);
    }

    private ResponseEntity<?> judged(int platform, UUID batch, String webhookId, byte[] json) {
        Answer answer;
        try {
            answer = parser.parse(json);
        } catch (MalformedAnswer malformed) {
            return malformed(malformed);
        }
        return switch (book.take(platform, batch, webhookId, AnswerBook.digest(batch, json), answer)) {
            case Taken.Receipt(var receipt) -> receipt(receipt);
            case Taken.DigestDiffers _ -> problem(HttpStatus.CONFLICT, "this webhook-id was used for something else");
            case Taken.Contradicts _ ->
                problem(HttpStatus.BAD_REQUEST, "of and remainder have to be the same in all parts of an answer");
        };
    }

    private boolean signed(int platform, HttpHeaders headers, byte[] json) {
        var webhookId = webhookId(headers);
        var timestamp = headers.getFirst(Signatures.TIMESTAMP);
        var signature = headers.getFirst(Signatures.SIGNATURE);
        if (webhookId.isBlank() || webhookId.length() > LONGEST_ID || timestamp == null || signature == null)
            return false;
        var body = new String(json, StandardCharsets.UTF_8);
        return signatures.hold(registry.secretsFrom(platform), webhookId, timestamp, signature, body);
    }

    private static String webhookId(HttpHeaders headers) {
        var id = headers.getFirst(Signatures.ID);
        return id == null ? NO_ID : id;
    }

    /** Two spellings of one id are two strangers: only the one that we sent is taken. */
    private static Optional<UUID> uuid(String batch) {
        try {
            var id = UUID.fromString(batch);
            return id.toString().equals(batch) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<?> receipt(AnswerReceipt receipt) {
        if (receipt.acceptable()) return ResponseEntity.accepted().body(receipt);
        boolean allGone = receipt.conflicts().isEmpty() && receipt.unknownRefs().isEmpty();
        var problem = allGone
                ? ProblemDetail.forStatusAndDetail(HttpStatus.GONE, "every number of these was purged")
                : ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "nothing of this can be accepted");
        problem.setProperty("accepted", receipt.accepted());
        problem.setProperty("duplicates", receipt.duplicates());
        problem.setProperty("conflicts", receipt.conflicts());
        problem.setProperty("gone", receipt.gone());
        problem.setProperty("unknownRefs", receipt.unknownRefs());
        return ResponseEntity.of(problem).build();
    }

    private static ResponseEntity<?> malformed(MalformedAnswer malformed) {
        var status = malformed.tooLarge() ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST;
        var problem =
                ProblemDetail.forStatusAndDetail(status, "not an answer as the protocol has it; nothing was taken");
        problem.setProperty("errors", malformed.problems());
        return ResponseEntity.of(problem).build();
    }

    private static ResponseEntity<?> unreadable(Bodies.Why why) {
        return switch (why) {
            case TOO_LARGE -> problem(HttpStatus.CONTENT_TOO_LARGE, "at most 8 MiB, also unzipped");
            case ENCODING_UNKNOWN -> problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "plain or gzip");
            case ENCODING_BROKEN -> problem(HttpStatus.BAD_REQUEST, "not gzip");
        };
    }

    private static ResponseEntity<?> tooFast(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, "more than agreed"));
    }

    private static ResponseEntity<?> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }
}
