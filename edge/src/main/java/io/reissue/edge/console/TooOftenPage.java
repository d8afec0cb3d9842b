package io.reissue.edge.console;

import io.reissue.edge.access.LoginThrottle;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** What somebody sees who logs in too often: when he may again. Nobody knows yet who he is, so there is nothing else on it. */
@Controller
class TooOftenPage {
    private static final String LOGIN = "/console/login/oidc";

    @GetMapping(LoginThrottle.TOO_OFTEN)
    String refused(Model model, HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.FORWARD)
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        model.addAttribute("wait", LoginThrottle.waitOf(request));
        model.addAttribute("pages", List.of());
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(LOGIN));
        return "too-often";
    }
}
