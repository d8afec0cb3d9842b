package io.reissue.edge.console;

import io.reissue.bulk.BulkRules;
import io.reissue.edge.access.UploadsOfTheKnown;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/** What somebody sees who sent more than is taken. The only files that the console takes are lists of numbers. */
@Controller
class TooLargePage {
    private static final String LISTS = "/console/bulk";

    /** 413: the whole page, or for a script the part that it shows in the page's place. */
    @GetMapping(UploadsOfTheKnown.TOO_LARGE)
    String refused(
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (request.getDispatcherType() != DispatcherType.FORWARD)
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        model.addAttribute("most", BulkRules.MOST_BYTES >> 20);
        model.addAttribute("back", LISTS);
        model.addAttribute("here", LISTS);
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(LISTS));
        if (!part) return "too-large";
        response.setHeader("HX-Retarget", "#content");
        response.setHeader("HX-Reswap", "outerHTML");
        return "too-large :: #content";
    }
}
