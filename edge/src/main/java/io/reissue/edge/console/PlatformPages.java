package io.reissue.edge.console;

import io.reissue.store.answers.Doubts;
import io.reissue.store.standing.PlatformScores;
import io.reissue.store.standing.PlatformScores.Score;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The platforms by what they did: all, and the score card of one. */
@Controller
class PlatformPages {
    private final PlatformScores scores;
    private final Doubts doubts;

    PlatformPages(PlatformScores scores, Doubts doubts) {
        this.scores = scores;
        this.doubts = doubts;
    }

    @GetMapping("/console/platforms")
    String platforms(Model model) {
        model.addAttribute("platforms", scores.all());
        return "platforms";
    }

    @GetMapping("/console/platforms/{code}")
    String platform(@PathVariable("code") String code, Model model) {
        Score score = scores.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("platform", score);
        model.addAttribute("refusals", scores.refusals(code));
        model.addAttribute("doubts", doubts.open(code).orElse(List.of()));
        return "platform";
    }
}
