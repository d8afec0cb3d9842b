package io.reissue.edge.console;

import io.reissue.edge.platform.Deliveries;
import io.reissue.store.answers.Doubts;
import io.reissue.store.delivery.Logged;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.standing.PlatformScores;
import io.reissue.store.standing.PlatformScores.Card;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The platforms by what they did: all, the score card of one, and its log. */
@Controller
class PlatformPages {
    private static final int SHOWN = 50;

    private final PlatformScores scores;
    private final Doubts doubts;
    private final Onboarding onboarding;
    private final Deliveries deliveries;

    PlatformPages(PlatformScores scores, Doubts doubts, Onboarding onboarding, Deliveries deliveries) {
        this.scores = scores;
        this.doubts = doubts;
        this.onboarding = onboarding;
        this.deliveries = deliveries;
    }

    /** What the page offers: only what its reader may do. */
    @ModelAttribute
    void offer(HttpServletRequest request, Model model) {
        model.addAttribute("admin", request.isUserInRole("POLICY_ADMIN"));
        model.addAttribute("operator", request.isUserInRole("OPERATOR"));
        model.addAttribute("auditor", request.isUserInRole("AUDITOR"));
    }

    @GetMapping("/console/platforms")
    String platforms(Model model) {
        model.addAttribute("platforms", scores.all());
        return "platforms";
    }

    @GetMapping("/console/platforms/{code}")
    String platform(@PathVariable("code") String code, Model model) {
        Card card = scores.card(code).orElseThrow(PlatformPages::notFound);
        model.addAttribute("platform", card.score());
        model.addAttribute("card", card);
        model.addAttribute("refusals", card.refusals());
        model.addAttribute("doubts", doubts.open(code).orElse(List.of()));
        model.addAttribute("agreed", onboarding.find(code).orElseThrow(PlatformPages::notFound));
        model.addAttribute("directions", Direction.values());
        return "platform";
    }

    @GetMapping("/console/platforms/{code}/deliveries")
    String deliveries(
            @PathVariable("code") String code,
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "problems", defaultValue = "false") boolean problems,
            Model model) {
        List<Logged> page = deliveries.page(code, before, problems, SHOWN).orElseThrow(PlatformPages::notFound);
        model.addAttribute("agreed", onboarding.find(code).orElseThrow(PlatformPages::notFound));
        model.addAttribute("deliveries", page);
        model.addAttribute("problems", problems);
        model.addAttribute("more", page.size() == SHOWN ? page.getLast().id() : null);
        return "deliveries";
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
