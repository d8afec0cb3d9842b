package io.reissue.edge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who has a role and sends more than is read, a list that is too large or a file with a wrong parameter, is read to his end, so that the
 * answer reaches him. Partners are not: they are known only once their whole body has been read, and that has a limit of its own.
 */
final class HeardOut extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getUserPrincipal() == null || request.isAsyncStarted()) return;
        ServletInputStream body = request.getInputStream();
        // where nothing more comes, the container may have closed it with the answer
        if (!body.isFinished()) RestOfBody.discard(body);
    }
}
