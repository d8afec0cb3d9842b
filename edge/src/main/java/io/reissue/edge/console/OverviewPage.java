package io.reissue.edge.console;

import io.reissue.store.standing.Standings;
import io.reissue.store.standing.Standings.Ends;
import io.reissue.store.standing.Standings.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How everything is going. */
@Controller
class OverviewPage {
    private static final int DAYS_SHOWN = 60;
    private static final Duration AHEAD = Duration.ofDays(7);

    private final Standings standings;
    private final Clock clock;

    OverviewPage(Standings standings, Clock clock) {
        this.standings = standings;
        this.clock = clock;
    }

    /** One step of the funnel, and how wide it is among all that are open, in thousandths. */
    record Step(String key, long numbers, long share) {}

    @GetMapping("/console")
    String overview(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Standing> open = standings.open();
        model.addAttribute("funnel", funnel(open));
        model.addAttribute("jurisdictions", byJurisdiction(open));
        model.addAttribute("open", open.stream().mapToLong(Standing::numbers).sum());
        model.addAttribute("stuck", standings.stuck());
        model.addAttribute(
                "flow",
                new Plot(
                        List.of("flow.taken.in", "flow.released", "flow.back"),
                        standings.flow(today.minusDays(DAYS_SHOWN - 1L), today.plusDays(1)).stream()
                                .map(day -> new Plot.Row(
                                        day.day().toString().substring(5),
                                        List.of(day.takenIn(), day.released(), day.back())))
                                .toList()));
        model.addAttribute("ends", ends(today));
        return "overview";
    }

    private static List<Step> funnel(List<Standing> open) {
        Map<String, Long> steps = new LinkedHashMap<>();
        for (String key : List.of("resting", "stage1", "stage2", "stage3", "undo")) steps.put(key, 0L);
        for (Standing standing : open) {
            boolean undone =
                    standing.state().equals("REINSTATING") || standing.state().equals("WITHDRAWING");
            String key = undone ? "undo" : standing.stage() == 0 ? "resting" : "stage" + standing.stage();
            steps.merge(key, standing.numbers(), Long::sum);
        }
        long most = steps.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<Step> funnel = new ArrayList<>();
        steps.forEach((key, numbers) -> funnel.add(new Step(key, numbers, most == 0 ? 0 : numbers * 1000 / most)));
        return funnel;
    }

    private static Map<String, Long> byJurisdiction(List<Standing> open) {
        Map<String, Long> numbers = new TreeMap<>();
        open.forEach(standing -> numbers.merge(standing.jurisdiction(), standing.numbers(), Long::sum));
        return numbers;
    }

    private Plot ends(LocalDate today) {
        List<Ends> ends =
                standings.freezesThatEnd(clock.instant(), clock.instant().plus(AHEAD));
        List<Plot.Row> rows = new ArrayList<>();
        for (LocalDate day = today; !day.isAfter(today.plusDays(AHEAD.toDays())); day = day.plusDays(1)) {
            LocalDate that = day;
            rows.add(new Plot.Row(
                    that.toString().substring(5),
                    List.of(ends.stream()
                            .filter(end -> end.day().equals(that))
                            .mapToLong(Ends::numbers)
                            .sum())));
        }
        return new Plot(List.of("ends.freeze"), rows);
    }
}
