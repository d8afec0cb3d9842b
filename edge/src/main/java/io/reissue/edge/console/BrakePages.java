package io.reissue.edge.console;

import io.reissue.brake.Brake.Scope;
import io.reissue.store.brake.Brakes;
import io.reissue.store.brake.Brakes.Decision;
import java.security.Principal;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Stopping the purges of many numbers, and letting them go on. */
@Controller
class BrakePages {
    private final Brakes brakes;

    BrakePages(Brakes brakes) {
        this.brakes = brakes;
    }

    /** The form brings the id of the brake that it would set: sent twice, it sets one. */
    @GetMapping("/console/brakes")
    String brakes(Model model) {
        model.addAttribute("brakes", brakes.latest());
        model.addAttribute("waiting", brakes.waiting());
        model.addAttribute("scopes", Scope.values());
        model.addAttribute("id", UUID.randomUUID());
        return "brakes";
    }

    @PostMapping("/console/brakes")
    String set(
            @RequestParam("id") UUID id,
            @RequestParam("scope") Scope scope,
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "reasonCode", defaultValue = "") String reasonCode,
            Principal principal,
            RedirectAttributes said) {
        return answered(brakes.set(id, scope, code.strip(), principal.getName(), Typed.in(reasonCode)), said);
    }

    @PostMapping("/console/brakes/{id}/lift")
    String lift(
            @PathVariable("id") UUID id,
            @RequestParam(name = "reasonCode", defaultValue = "") String reasonCode,
            Principal principal,
            RedirectAttributes said) {
        return answered(
                brakes.lift(id, principal.getName(), Typed.in(reasonCode))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                said);
    }

    private static String answered(Decision decision, RedirectAttributes said) {
        switch (decision) {
            case Decision.Set set -> said.addFlashAttribute("done", set.repeated() ? "brake.was.set" : "brake.is.set");
            case Decision.WaitsForSecond _ -> said.addFlashAttribute("done", "brake.waits");
            case Decision.Lifted _ -> said.addFlashAttribute("done", "brake.lifted");
            case Decision.Refused refused ->
                said.addFlashAttribute("refused", refused.reason().name())
                        .addFlashAttribute("remedy", refused.reason().remedy());
        }
        return "redirect:/console/brakes";
    }
}
