package io.reissue.edge.console;

import io.reissue.store.policy.WorkingYears;
import io.reissue.store.standing.Freshness;
import io.reissue.store.standing.Reading;
import io.reissue.store.standing.Standings;
import io.reissue.store.standing.Standings.Ends;
import io.reissue.store.standing.Standings.Standing;
import io.reissue.store.standing.Standings.Stuck;
import jakarta.servlet.http.HttpServletRequest;
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
    private final WorkingYears years;
    private final Clock clock;
    private final Reading<LocalDate, Figures> reading;

    OverviewPage(Standings standings, WorkingYears years, Freshness freshness, Clock clock) {
        this.standings = standings;
        this.years = years;
        this.clock = clock;
        this.reading = new Reading<>(freshness, clock, this::count);
    }

    /** One step of the funnel, and how wide it is among all that are open, in thousandths. */
    record Step(String key, long numbers, long share) {}

    /** All that the page says; the same for everybody who looks at it. */
    private record Figures(
            List<Step> funnel, Map<String, Long> jurisdictions, long open, List<Stuck> stuck, Plot flow, Plot ends) {}

    @GetMapping("/console")
    String overview(Model model, HttpServletRequest request) {
        Figures figures = reading.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        model.addAttribute("funnel", figures.funnel());
        model.addAttribute("jurisdictions", figures.jurisdictions());
        model.addAttribute("open", figures.open());
        model.addAttribute("stuck", figures.stuck());
        model.addAttribute("flow", figures.flow());
        model.addAttribute("ends", figures.ends());
        // not among the figures: whoever has entered a year sees at once that it is no longer missed
        model.addAttribute("missing", years.missing());
        model.addAttribute("admin", request.isUserInRole("POLICY_ADMIN"));
        return "overview";
    }

    private Figures count(LocalDate today) {
        List<Standing> open = standings.open();
        return new Figures(
                funnel(open),
                byJurisdiction(open),
                open.stream().mapToLong(Standing::numbers).sum(),
                standings.stuck(),
                flow(today),
                ends(today));
    }

    private Plot flow(LocalDate today) {
        return new Plot(
                List.of("flow.taken.in", "flow.released", "flow.back"),
                standings.flow(today.minusDays(DAYS_SHOWN - 1L), today.plusDays(1)).stream()
                        .map(day -> new Plot.Row(
                                day.day().toString().substring(5), List.of(day.takenIn(), day.released(), day.back())))
                        .toList());
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
