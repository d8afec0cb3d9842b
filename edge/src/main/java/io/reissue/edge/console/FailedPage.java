package io.reissue.edge.console;

import io.reissue.edge.access.ConsoleAccess;
import io.reissue.edge.request.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * What somebody sees where the console has no other page to show: why, and the way back. Whatever failed is forwarded here, by whatever
 * method it was asked for.
 */
@Controller
public class FailedPage {
    private static final String CONSOLE = "/console";

    /** Whether it was a page of the console that failed. */
    public static boolean isFor(HttpServletRequest failed) {
        return failed.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && Problems.isOfConsole(path);
    }

    @RequestMapping(ConsoleAccess.FAILED)
    String failed(Model model, HttpServletRequest request) {
        // to Tomcat a forward of what failed is a failure still
        if (request.getDispatcherType() == DispatcherType.REQUEST
                || !(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status))
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        model.addAttribute("why", why(status));
        model.addAttribute("pages", List.of());
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(address(request)));
        return "failed";
    }

    /** Of what was sent there is no page that could be read again. */
    private static String address(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                        && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                ? path
                : CONSOLE;
    }

    private static String why(int status) {
        return switch (status) {
            case 403 -> "failed.forbidden";
            case 404 -> "failed.not-there";
            default -> status < 500 ? "failed.not-understood" : "failed.here";
        };
    }
}
