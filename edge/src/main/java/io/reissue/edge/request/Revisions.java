package io.reissue.edge.request;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

/** Revisions as entity tags: whoever changes something says which one he saw. */
public final class Revisions {
    private Revisions() {}

    public static String tag(int revision) {
        return "\"" + revision + "\"";
    }

    /** 412: somebody changed it since; with what is there now, if anything is. */
    public static ResponseEntity<?> stale(@Nullable Object present, @Nullable Integer revision) {
        ProblemDetail problem = Problems.of(
                HttpStatus.PRECONDITION_FAILED, "STALE", "it was changed since you saw it; look at what is there now");
        if (present == null || revision == null) return Problems.answer(problem);
        problem.setProperty("present", present);
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .eTag(tag(revision))
                .body(problem);
    }

    /** @param ifMatch one strong entity tag, as it was given; 428 without, 400 where it is none of ours */
    public static int seen(@Nullable String ifMatch) {
        return Integer.parseInt(seen(ifMatch, "[0-9]{1,9}", "what you saw"));
    }

    /**
     * As above, for other tags than revisions.
     *
     * @param tag a regular expression for what stands between the quotes
     * @param what was seen, in words
     */
    public static String seen(@Nullable String ifMatch, String tag, String what) {
        if (ifMatch == null) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_REQUIRED, "If-Match is missing: give the ETag of " + what);
        }
        if (!ifMatch.matches("\"" + tag + "\"")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-Match has to be the ETag of " + what);
        }
        return ifMatch.substring(1, ifMatch.length() - 1);
    }
}
