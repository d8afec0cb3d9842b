package io.reissue.edge.policy;

import io.reissue.edge.request.Cursor;
import io.reissue.edge.request.Fields;
import io.reissue.store.policy.PolicyActivations;
import io.reissue.store.policy.PolicyActivations.Progress;
import io.reissue.store.policy.PolicyDiff;
import io.reissue.store.policy.PolicyDiff.Change;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyVersion;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Versions of policies, for good, and how far each has been carried to the numbers that rest. */
@RestController
@RequestMapping("/v1/policies")
public class PolicyController {
    private final PolicyRows rows;
    private final PolicyActivations activations;

    public PolicyController(PolicyRows rows, PolicyActivations activations) {
        this.rows = rows;
        this.activations = activations;
    }

    /** @param next to be given as {@code after} for the next page; null: this was the last */
    public record Page(
            List<PolicyVersion> versions, @Nullable String next) {}

    /**
     * All versions, those of one jurisdiction and scope together, the widest scope and the latest effective first, page by page.
     *
     * @param limit of a page, up to 200
     */
    @GetMapping
    public Page versions(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Fields.limit(limit);
        Integer behind = Cursor.read(after, 1, parts -> Integer.valueOf(parts.getFirst()));
        List<PolicyVersion> page = rows.versions(behind, limit);
        return new Page(page, Cursor.next(page, limit, last -> List.of(last.version())));
    }

    @GetMapping("/{version:[0-9]{1,9}}")
    public PolicyVersion version(@PathVariable("version") int version) {
        return rows.version(version).orElseThrow(PolicyController::notFound);
    }

    /** What differs, field by field, from one version to the other. */
    @GetMapping("/{before:[0-9]{1,9}}/diff/{after:[0-9]{1,9}}")
    public List<Change> diff(@PathVariable("before") int before, @PathVariable("after") int after) {
        return PolicyDiff.between(version(before).document(), version(after).document());
    }

    /** 404 before the version is effective, where it ends its scope, and where nobody followed another one before. */
    @GetMapping("/{version:[0-9]{1,9}}/activation")
    public Progress activation(@PathVariable("version") int version) {
        return found(activations.progress(version));
    }

    /** Stops behind the present chunk. */
    @PostMapping("/{version:[0-9]{1,9}}/activation/pause")
    public Progress pause(@PathVariable("version") int version, Principal principal) {
        return found(activations.pause(version, principal.getName()));
    }

    /** Goes on where it was paused. */
    @PostMapping("/{version:[0-9]{1,9}}/activation/resume")
    public Progress resume(@PathVariable("version") int version, Principal principal) {
        return found(activations.resume(version, principal.getName()));
    }

    private static Progress found(Optional<Progress> progress) {
        return progress.orElseThrow(PolicyController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
