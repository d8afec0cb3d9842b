package io.reissue.edge.partner;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What partners are told when they are refused, as RFC 9457 has it, whatever they accept. */
final class Refusals {
    private Refusals() {}

    static ResponseEntity<ProblemDetail> unsigned() {
        return problem(HttpStatus.UNAUTHORIZED, "signature or timestamp");
    }

    static ResponseEntity<ProblemDetail> noSuchBatch() {
        return problem(HttpStatus.NOT_FOUND, "no such batch");
    }

    static ResponseEntity<ProblemDetail> badParameter(String name, String wanted) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, name + ": " + wanted);
        problem.setProperty("parameter", name);
        return problem(problem);
    }

    static ResponseEntity<ProblemDetail> tooFast(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, "more than agreed"));
    }

    static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return problem(ProblemDetail.forStatusAndDetail(status, detail));
    }

    static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
