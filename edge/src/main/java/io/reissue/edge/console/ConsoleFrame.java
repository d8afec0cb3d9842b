package io.reissue.edge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands around every page: who reads it, when, in which language, and where he is. */
@ControllerAdvice(basePackageClasses = ConsoleFrame.class)
class ConsoleFrame {
    private final Clock clock;
    private final ConsoleSettings settings;

    ConsoleFrame(Clock clock, ConsoleSettings settings) {
        this.clock = clock;
        this.settings = settings;
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
}
