package io.reissue.edge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A form with a file is read into memory to find its token in it: not for somebody who has not logged in, and not one that is larger than
 * the application's configuration admits. Whoever sends that is read to his end, and is shown a page that says so.
 */
public final class UploadsOfTheKnown extends OncePerRequestFilter {
    /** Where a form that is too large is answered; there is nothing else to read there. */
    public static final String TOO_LARGE = "/console/too-large";

    UploadsOfTheKnown() {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known == null || !known.isAuthenticated()) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else if (isTooLarge(request)) {
            RestOfBody.discard(request.getInputStream());
            request.getRequestDispatcher(TOO_LARGE).forward(new Unread(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The container's only word for it. Parts that were read once are kept by the container for whoever asks again. */
    private static boolean isTooLarge(HttpServletRequest request) throws ServletException, IOException {
        try {
            request.getParts();
            return false;
        } catch (IllegalStateException tooLarge) {
            return true;
        }
    }
}
