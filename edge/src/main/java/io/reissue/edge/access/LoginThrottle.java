package io.reissue.edge.access;

import io.reissue.store.login.LoginRates;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses who logs in too often, or has failed too often: before anything is asked of the issuer, and before a session is made for him.
 * Addresses are those of the connections, or what a trusted proxy says: see {@code server.forward-headers-strategy}.
 */
public final class LoginThrottle extends OncePerRequestFilter {
    /** Where it is said; there is nothing else to read there. */
    public static final String TOO_OFTEN = "/console/too-often";

    private static final String WAIT = LoginThrottle.class.getName() + ".wait";

    // decodes paths as whatever answers them does
    private static final RequestMatcher BEGINS =
            PathPatternRequestMatcher.withDefaults().matcher(ConsoleAccess.LOGIN + "/*");
    private static final RequestMatcher COMES_BACK =
            PathPatternRequestMatcher.withDefaults().matcher(ConsoleAccess.SIGNED_IN);

    private final LoginRates rates;

    LoginThrottle(LoginRates rates) {
        this.rates = rates;
    }

    /** How long somebody who was led to {@link #TOO_OFTEN} has to wait, in whole seconds. */
    public static Duration waitOf(HttpServletRequest request) {
        return request.getAttribute(WAIT) instanceof Duration wait ? wait : Duration.ZERO;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !BEGINS.matches(request) && !COMES_BACK.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        HttpSession session = request.getSession(false);
        Duration wait = BEGINS.matches(request)
                ? rates.begin(address, session == null ? null : session.getId())
                : rates.untilTried(address);
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        Duration rounded = Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(rounded.toSeconds()));
        request.setAttribute(WAIT, rounded);
        request.getRequestDispatcher(TOO_OFTEN).forward(request, response);
    }
}
