package io.reissue.edge.outage;

import io.reissue.edge.request.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The store is away, or went away before it said whether it took what was sent: 503, send it again. Whatever is sent twice, by its
 * id, is taken once.
 */
@RestControllerAdvice
public class StoreAway {
    private static final String SECONDS = "5";

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<?> unavailable(HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the store does not answer; send it again");
        if (Problems.coded(request)) problem.setProperty("code", HttpStatus.SERVICE_UNAVAILABLE.name());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .body(problem);
    }
}
