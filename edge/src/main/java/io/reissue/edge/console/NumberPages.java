package io.reissue.edge.console;

import io.reissue.recycle.CycleState;
import io.reissue.recycle.StuckReason;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NumberToken;
import io.reissue.store.story.CycleList;
import io.reissue.store.story.CycleList.Filter;
import io.reissue.store.story.CycleList.Listed;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finds numbers: one by typing it, which leaves no trace in an address or a log, or many by what they have in common. */
@Controller
class NumberPages {
    private static final int SHOWN = 50;

    private final CycleList cycles;
    private final CycleRows rows;
    private final Inventory inventory;

    NumberPages(CycleList cycles, CycleRows rows, Inventory inventory) {
        this.cycles = cycles;
        this.rows = rows;
        this.inventory = inventory;
    }

    /** A filter as a form sends it: an empty text is "any", and so is a code that nothing has. */
    public record Wanted(
            @Nullable CycleState state,
            @Nullable StuckReason stuck,
            @Nullable String jurisdiction,
            @Nullable String province,
            @Nullable UUID file,
            @Nullable Boolean held) {
        public Filter filter() {
            return new Filter(state, stuck, Typed.in(jurisdiction), Typed.in(province), file, held, null, null);
        }
    }

    @GetMapping("/console/numbers")
    String numbers(Wanted wanted, @RequestParam(name = "after", required = false) @Nullable UUID after, Model model) {
        List<Listed> page = cycles.next(wanted.filter(), after, SHOWN);
        model.addAttribute("wanted", wanted);
        model.addAttribute("numbers", page);
        model.addAttribute("more", page.size() == SHOWN ? page.getLast().id() : null);
        model.addAttribute(
                "states",
                Arrays.stream(CycleState.values())
                        .filter(state -> state != CycleState.UNKNOWN)
                        .toList());
        return "numbers";
    }

    /** To the latest cycle of a number, which comes in a body and goes into no address. */
    @PostMapping("/console/numbers")
    String search(@RequestParam("number") String number, RedirectAttributes said) {
        String digits = number.replaceAll("[\\s()+-]", "");
        OptionalLong known = NumberToken.isNumber(digits) ? inventory.find(digits) : OptionalLong.empty();
        List<CycleRow> found = known.isEmpty() ? List.of() : rows.ofNumber(known.getAsLong());
        if (found.isEmpty()) {
            said.addFlashAttribute("done", "number.unknown");
            return "redirect:/console/numbers";
        }
        return "redirect:/console/cycles/" + found.getFirst().id();
    }
}
