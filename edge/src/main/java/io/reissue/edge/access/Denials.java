package io.reissue.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What is said to those who are not let in: as RFC 6750 has it in the header, and the same as a problem document. */
final class Denials implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final AuthenticationEntryPoint unknown = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler forbidden = new BearerTokenAccessDeniedHandler();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException, jakarta.servlet.ServletException {
        unknown.commence(request, response, failed);
        say(response, HttpStatus.UNAUTHORIZED, "the token is missing, not known, or too old");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, jakarta.servlet.ServletException {
        forbidden.handle(request, response, denied);
        say(response, HttpStatus.FORBIDDEN, "this is not for the roles of this token");
    }

    private static void say(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .print("{\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                        .formatted(status.getReasonPhrase(), status.value(), status.name(), detail));
    }
}
