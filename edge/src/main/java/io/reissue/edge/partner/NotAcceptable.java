package io.reissue.edge.partner;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Where an Accept can't even be read, Spring finds no form for its own refusal either, and sends none. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class NotAcceptable {
    @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
    ResponseEntity<ProblemDetail> nothingThatThereIs() {
        return Refusals.problem(HttpStatus.NOT_ACCEPTABLE, "nothing that there is");
    }
}
