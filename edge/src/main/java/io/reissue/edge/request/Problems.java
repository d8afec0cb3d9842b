package io.reissue.edge.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Whatever is not answered as asked is a problem as RFC 9457 has it, with a code for programs. What was asked of the console is left to
 * the container, which has a page for people.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
    private static final String CODE = "code";

    /** Whether who asks is promised a code: partners have a contract of their own. */
    public static boolean coded(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/partner/");
    }

    /** @param code for programs; the title for people is the same */
    public static ProblemDetail of(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(code);
        problem.setProperty(CODE, code);
        return problem;
    }

    /**
     * What was asked for is against a rule: 409 with its code. An id that was used for something else is 422, as the draft of the
     * Idempotency-Key header has it.
     *
     * @param remedy what would make it possible
     */
    public static ProblemDetail refused(Enum<?> code, String remedy) {
        HttpStatus status = code.name().equals("ID_TAKEN") ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT;
        return of(status, code.name(), remedy);
    }

    public static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.of(problem).build();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(request instanceof ServletWebRequest servlet) || !isOfConsole(servlet.getRequest()))
            return super.handleExceptionInternal(failure, body, headers, status, request);
        try {
            Objects.requireNonNull(servlet.getResponse()).sendError(status.value());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not what is forwarded to the page: that it fails too is not told by it once more. */
    private static boolean isOfConsole(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST && isOfConsole(request.getRequestURI());
    }

    /** Whether people are asking, who are answered by pages. */
    public static boolean isOfConsole(String path) {
        return path.equals("/console") || path.startsWith("/console/");
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && request instanceof ServletWebRequest servlet
                && coded(servlet.getRequest())
                && (problem.getProperties() == null || !problem.getProperties().containsKey(CODE)))
            problem.setProperty(CODE, HttpStatus.valueOf(status.value()).name());
        // said rather than negotiated: where an Accept can't be read, no form would be found for the refusal either
        HttpHeaders said = new HttpHeaders(headers);
        said.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, said, status, request);
    }

    /** Without repeating what was sent. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name =
                mismatch instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "something";
        return handleExceptionInternal(
                mismatch,
                ProblemDetail.forStatusAndDetail(status, name + " is not what it should be"),
                headers,
                status,
                request);
    }
}
