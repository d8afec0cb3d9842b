package io.reissue.edge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands around every page: who reads it, when, in which language, and where he is. */
@ControllerAdvice(basePackageClasses = ConsoleFrame.class)
class ConsoleFrame {
    private static final List<String> PAGES = List.of(
            "/console",
            "/console/numbers",
            "/console/stuck",
            "/console/cohorts",
            "/console/platforms",
            "/console/policies",
            "/console/brakes",
            "/console/intake",
            "/console/audit");

    private final Clock clock;
    private final ConsoleSettings settings;
    private final ObjectProvider<MovableTime> movable;

    ConsoleFrame(Clock clock, ConsoleSettings settings, ObjectProvider<MovableTime> movable) {
        this.clock = clock;
        this.settings = settings;
        this.movable = movable;
    }

    /** Where each leads; the last part is its name in the messages. */
    @ModelAttribute("pages")
    List<String> pages() {
        return movable.getIfAvailable() == null
                ? PAGES
                : Stream.concat(PAGES.stream(), Stream.of("/console/clock")).toList();
    }

    @ModelAttribute("language")
    String language(Locale locale) {
        return locale.getLanguage().equals("zh") ? "zh" : "en";
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

    @ModelAttribute("runbook")
    @Nullable
    String runbook() {
        return settings.runbook() == null ? null : settings.runbook().toString();
    }
}
