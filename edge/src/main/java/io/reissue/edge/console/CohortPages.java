package io.reissue.edge.console;

import io.reissue.store.standing.CohortGrid;
import io.reissue.store.standing.CohortGrid.Cell;
import io.reissue.store.standing.CohortGrid.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Numbers that are asked about together: all cohorts, and one as platform by stage. */
@Controller
class CohortPages {
    private static final int SHOWN = 200;

    private final CohortGrid grid;

    CohortPages(CohortGrid grid) {
        this.grid = grid;
    }

    /**
     * A cell and how warm it is.
     *
     * @param heat 0: all of it is cleared, to 4: nobody has said anything
     * @param waitsFor a key: for the batch to arrive, for answers, for refusals to relent, for nothing
     */
    record Warm(Cell cell, int heat, String waitsFor) {
        static Warm of(Cell cell, int members) {
            long left = members - cell.cleared();
            int heat = members == 0 || left <= 0 ? 0 : (int) Math.max(1, Math.ceilDiv(left * 4, members));
            String waitsFor = cell.rejected() > 0
                    ? "operator"
                    : cell.undelivered() > 0
                            ? "delivery"
                            : cell.open() > 0 ? "answers" : left > 0 ? "refusals" : "nothing";
            return new Warm(cell, heat, waitsFor);
        }
    }

    @GetMapping("/console/cohorts")
    String cohorts(Model model) {
        model.addAttribute("cohorts", grid.latest(SHOWN));
        return "cohorts";
    }

    @GetMapping("/console/cohorts/{id}")
    String cohort(@PathVariable("id") UUID id, Model model) {
        Line cohort = grid.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Warm> cells = grid.cells(id).stream()
                .map(cell -> Warm.of(cell, cohort.members()))
                .toList();
        Map<Integer, List<Warm>> stages = cells.stream()
                .collect(Collectors.groupingBy(warm -> warm.cell().stage(), TreeMap::new, Collectors.toList()));
        model.addAttribute("cohort", cohort);
        model.addAttribute("stages", stages);
        return "cohort";
    }
}
