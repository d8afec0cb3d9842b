package io.reissue.edge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that nobody has used for a while, or that has lasted long enough. A page that asks by itself how things are going does not
 * use it: left open, it would keep somebody logged in for ever.
 */
final class SessionLife extends OncePerRequestFilter {
    private static final String BEGAN = SessionLife.class.getName() + ".began";
    private static final String USED = SessionLife.class.getName() + ".used";

    private final SessionLimits limits;
    private final Clock clock;

    SessionLife(SessionLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) look(session, request);
        chain.doFilter(request, response);
    }

    private void look(HttpSession session, HttpServletRequest request) {
        Instant now = clock.instant();
        Instant began = at(session, BEGAN, now);
        Instant used = at(session, USED, now);
        if (!now.isBefore(used.plus(limits.idle())) || !now.isBefore(began.plus(limits.longest()))) {
            session.invalidate();
            return;
        }
        session.setAttribute(BEGAN, began);
        session.setAttribute(USED, asksByItself(request) ? used : now);
    }

    private static Instant at(HttpSession session, String name, Instant otherwise) {
        return session.getAttribute(name) instanceof Instant then ? then : otherwise;
    }

    /** htmx is used for that only: see the pages' {@code hx-trigger}. */
    private static boolean asksByItself(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getHeader("HX-Request") != null;
    }
}
