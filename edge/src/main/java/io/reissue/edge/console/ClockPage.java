package io.reissue.edge.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Moves a sandbox's time on. Elsewhere there is no such page. */
@Controller
class ClockPage {
    /** In days. */
    private static final List<Integer> STEPS = List.of(1, 7, 30);

    private final ObjectProvider<MovableTime> time;
    private final Clock clock;

    ClockPage(ObjectProvider<MovableTime> time, Clock clock) {
        this.time = time;
        this.clock = clock;
    }

    @GetMapping("/console/clock")
    String clock(Model model) {
        Instant target = movable().target().orElse(null);
        model.addAttribute("target", target);
        model.addAttribute("left", target == null ? null : Duration.between(clock.instant(), target));
        model.addAttribute("steps", STEPS);
        return "clock";
    }

    @PostMapping("/console/clock")
    String advance(@RequestParam("days") int days, RedirectAttributes said) {
        if (!STEPS.contains(days)) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        said.addFlashAttribute("done", movable().advance(Duration.ofDays(days)) ? "clock.moves" : "clock.busy");
        return "redirect:/console/clock";
    }

    private MovableTime movable() {
        MovableTime movable = time.getIfAvailable();
        if (movable == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return movable;
    }
}
