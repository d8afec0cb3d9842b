package io.reissue.edge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** What stands around every page: who reads it, when, in which language, and where he is. */
@ControllerAdvice(basePackageClasses = ConsoleFrame.class)
class ConsoleFrame {
    private static final String BULK = "/console/bulk";

    private static final List<String> PAGES = List.of(
            "/console",
            "/console/numbers",
            "/console/stuck",
            "/console/cohorts",
            "/console/platforms",
            "/console/policies",
            "/console/brakes",
            "/console/intake",
            BULK,
            "/console/audit");

    /** Single numbers, the files they came with, and who did what: not for everybody. See the access to the console. */
    private static final Set<String> OF_NUMBERS =
            Set.of("/console/numbers", "/console/stuck", "/console/intake", "/console/audit");

    /** The parameter by which somebody chooses his language, on any page. */
    static final String LANGUAGE = "lang";

    private final Clock clock;
    private final ConsoleSettings settings;
    private final ObjectProvider<MovableTime> movable;

    ConsoleFrame(Clock clock, ConsoleSettings settings, ObjectProvider<MovableTime> movable) {
        this.clock = clock;
        this.settings = settings;
        this.movable = movable;
    }

    /** Where each leads that its reader may open; the last part is its name in the messages. */
    @ModelAttribute("pages")
    List<String> pages(HttpServletRequest request) {
        boolean numbers = request.isUserInRole("OPERATOR") || request.isUserInRole("AUDITOR");
        Stream<String> clock = movable.getIfAvailable() == null ? Stream.empty() : Stream.of("/console/clock");
        boolean bulk = numbers || request.isUserInRole("POLICY_ADMIN") || request.isUserInRole("APPROVER");
        return Stream.concat(
                        PAGES.stream().filter(page -> page.equals(BULK) ? bulk : numbers || !OF_NUMBERS.contains(page)),
                        clock)
                .toList();
    }

    @ModelAttribute("language")
    String language(Locale locale) {
        return locale.getLanguage().equals("zh") ? "zh" : "en";
    }

    /**
     * Where the page in another language is; only the language is missing at its end. A page that answers a form has no address of its own,
     * and says which one to open instead where nothing can be read at the form's.
     */
    @ModelAttribute("inLanguage")
    String inLanguage(HttpServletRequest request) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(request.getRequestURI());
        if (request.getMethod().equals("GET")) {
            address.query(request.getQueryString()).replaceQueryParam(LANGUAGE);
        }
        return inLanguage(address.build());
    }

    /** @param path of a page that can be read */
    static String inLanguage(String path) {
        return inLanguage(UriComponentsBuilder.fromPath(path).build());
    }

    private static String inLanguage(UriComponents address) {
        return address.toUriString() + (address.getQuery() == null ? '?' : '&') + LANGUAGE + '=';
    }

    @ModelAttribute("words")
    Words words(Locale locale) {
        return new Words(locale);
    }

    @ModelAttribute("now")
    Instant now() {
        return clock.instant();
    }

    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @ModelAttribute("reader")
    @Nullable
    String reader(@Nullable Principal principal) {
        return principal == null ? null : principal.getName();
    }

    @ModelAttribute("webUi")
    @Nullable
    WebUi webUi() {
        return settings.webUi();
    }
}
