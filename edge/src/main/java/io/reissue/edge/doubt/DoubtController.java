package io.reissue.edge.doubt;

import io.reissue.edge.request.Problems;
import io.reissue.store.answers.Doubts;
import io.reissue.store.answers.Doubts.Decision;
import io.reissue.store.answers.Doubts.Doubt;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Shows what of a platform is not believed, and takes an operator's word that it is true. */
@RestController
@RequestMapping("/v1/platforms/{code}/doubts")
public class DoubtController {
    private final Doubts doubts;

    public DoubtController(Doubts doubts) {
        this.doubts = doubts;
    }

    /** @param jurisdiction none: wherever the platform is doubted */
    public record AcceptBody(
            @Nullable String jurisdiction, @Nullable String reasonCode) {}

    @GetMapping
    public List<Doubt> open(@PathVariable("code") String code) {
        return doubts.open(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** 200 with what was accepted, nothing where there was no doubt; 409 without a reason code. */
    @PostMapping("/accept")
    public ResponseEntity<?> accept(
            @PathVariable("code") String code, @RequestBody AcceptBody body, Principal principal) {
        return switch (doubts.accept(code, body.jurisdiction(), principal.getName(), body.reasonCode())) {
            case Decision.Accepted accepted -> ResponseEntity.ok(accepted.doubts());
            case Decision.UnknownPlatform unknown -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Decision.ReasonMissing missing ->
                Problems.answer(Problems.of(
                        HttpStatus.CONFLICT,
                        "REASON_MISSING",
                        "give a reason code: upper-case letters, digits, underscores"));
        };
    }
}
