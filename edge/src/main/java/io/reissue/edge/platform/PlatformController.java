package io.reissue.edge.platform;

import io.reissue.edge.request.Fields;
import io.reissue.edge.request.Problems;
import io.reissue.edge.request.Revisions;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Onboarded;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.Onboarding.Checked;
import io.reissue.store.platform.Onboarding.Decision;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformRefusal;
import io.reissue.store.platform.PlatformRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Who is asked, and how: taken in, reached, switched on. Whatever is refused is a 409 with a code and what would make it possible. */
@RestController
@RequestMapping("/v1/platforms")
public class PlatformController {
    private final Onboarding onboarding;

    public PlatformController(Onboarding onboarding) {
        this.onboarding = onboarding;
    }

    /** @param reasonCode why it is switched off, or on */
    public record SwitchBody(@Nullable String reasonCode) {}

    /**
     * A secret to be replaced.
     *
     * @param direction whose it is: ours, TO_PLATFORM, or the platform's, FROM_PLATFORM
     * @param oldEndsAfter for how long the old one lives on; P7D by default, PT0S: not at all
     */
    public record RotationBody(
            @Nullable Direction direction, @Nullable Duration oldEndsAfter) {}

    /**
     * What an endpoint made of a ping.
     *
     * @param status that it answered; null: it did not
     * @param problem a code; null: it heard us
     */
    public record PingShown(
            boolean heard,
            @Nullable Integer status,
            @Nullable String problem,
            long millis) {
        static PingShown of(Pinged pinged) {
            return new PingShown(
                    pinged.heard(),
                    pinged.status(),
                    pinged.problem(),
                    pinged.took().toMillis());
        }
    }

    /** All, in order of code. */
    @GetMapping
    public List<PlatformShown> platforms() {
        return onboarding.all().stream().map(PlatformShown::of).toList();
    }

    @GetMapping("/{code}")
    public ResponseEntity<PlatformShown> platform(@PathVariable("code") String code) {
        Onboarded platform = onboarding.find(code).orElseThrow(PlatformController::notFound);
        return tagged(ResponseEntity.ok(), platform).body(PlatformShown.of(platform));
    }

    /** 201 with the secrets, which are shown this once; it is switched off until it was reached and somebody switches it on. */
    @PostMapping
    public ResponseEntity<?> create(@RequestBody PlatformBody body, Principal principal) {
        String code = Fields.required(body.code(), "code");
        return answer(
                onboarding.create(code, body.terms(), body.acknowledged(), principal.getName()),
                ResponseEntity.created(
                        UriComponentsBuilder.fromPath("/v1/platforms/{code}").build(code)));
    }

    /** 200 with the new revision, 412 with the present terms where they were changed since, 428 without {@code If-Match}. */
    @PutMapping("/{code}")
    public ResponseEntity<?> change(
            @PathVariable("code") String code,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody PlatformBody body,
            Principal principal) {
        if (body.code() != null && !body.code().equals(code))
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "code never changes");
        return answer(
                onboarding.change(code, Revisions.seen(seen), body.terms(), body.acknowledged(), principal.getName()));
    }

    /** 200 with the new secret, which is shown this once. */
    @PostMapping("/{code}/secrets")
    public ResponseEntity<?> rotate(
            @PathVariable("code") String code, @RequestBody RotationBody body, Principal principal) {
        Duration overlap = body.oldEndsAfter();
        return answer(onboarding.rotate(
                code,
                Fields.required(body.direction(), "direction"),
                overlap == null ? PlatformRegistry.ROTATION : overlap,
                principal.getName()));
    }

    /** 200 with what came of it, also where nothing did. */
    @PostMapping("/{code}/ping")
    public ResponseEntity<?> ping(@PathVariable("code") String code, Principal principal) {
        return switch (onboarding.ping(code, principal.getName()).orElseThrow(PlatformController::notFound)) {
            case Checked.Asked asked -> ResponseEntity.ok(PingShown.of(asked.pinged()));
            case Checked.Refused refused -> refused(refused.reason());
        };
    }

    /** 200 switched off, also where it was so before. */
    @PostMapping("/{code}/suspend")
    public ResponseEntity<?> suspend(
            @PathVariable("code") String code, @RequestBody SwitchBody body, Principal principal) {
        return answer(onboarding.suspend(code, body.reasonCode(), principal.getName()));
    }

    /** 200 switched on, also where it was so before. */
    @PostMapping("/{code}/resume")
    public ResponseEntity<?> resume(
            @PathVariable("code") String code, @RequestBody SwitchBody body, Principal principal) {
        return answer(onboarding.resume(code, body.reasonCode(), principal.getName()));
    }

    private static ResponseEntity<?> answer(Optional<Decision> decision) {
        return answer(decision.orElseThrow(PlatformController::notFound), ResponseEntity.ok());
    }

    private static ResponseEntity<?> answer(Decision decision, ResponseEntity.BodyBuilder done) {
        return switch (decision) {
            case Decision.Taken taken ->
                tagged(done, taken.platform()).body(PlatformShown.of(taken.platform(), taken.shown()));
            case Decision.Stale stale ->
                Revisions.stale(
                        PlatformShown.of(stale.present()), stale.present().revision());
            case Decision.Refused refused -> refused(refused.reason());
        };
    }

    /** What may hold a secret is kept nowhere on its way. */
    private static ResponseEntity.BodyBuilder tagged(ResponseEntity.BodyBuilder answer, Onboarded platform) {
        return answer.eTag(Revisions.tag(platform.revision())).cacheControl(CacheControl.noStore());
    }

    private static ResponseEntity<?> refused(PlatformRefusal reason) {
        return Problems.answer(Problems.refused(reason, reason.remedy()));
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
