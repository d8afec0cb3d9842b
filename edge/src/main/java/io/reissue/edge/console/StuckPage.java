package io.reissue.edge.console;

import io.reissue.recycle.StuckReason;
import io.reissue.store.standing.StuckNumbers;
import io.reissue.store.standing.StuckNumbers.Place;
import io.reissue.store.standing.StuckNumbers.Stuck;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Numbers that do not move by themselves, the oldest first. */
@Controller
class StuckPage {
    private static final int SHOWN = 100;

    private final StuckNumbers numbers;

    StuckPage(StuckNumbers numbers) {
        this.numbers = numbers;
    }

    @GetMapping("/console/stuck")
    String stuck(
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestParam(name = "jurisdiction", required = false) @Nullable String jurisdiction,
            @RequestParam(name = "since", required = false) @Nullable Instant since,
            @RequestParam(name = "after", required = false) @Nullable UUID after,
            Model model) {
        Place place = since == null || after == null ? null : new Place(since, after);
        List<Stuck> page = numbers.next(Typed.in(reason), Typed.in(jurisdiction), place, SHOWN);
        model.addAttribute("numbers", page);
        model.addAttribute("more", page.size() == SHOWN ? page.getLast() : null);
        model.addAttribute("reason", Typed.in(reason));
        model.addAttribute("jurisdiction", Typed.in(jurisdiction));
        model.addAttribute(
                "reasons",
                Arrays.stream(StuckReason.values())
                        .filter(known -> known != StuckReason.UNKNOWN)
                        .map(Enum::name)
                        .toList());
        return "stuck";
    }
}
