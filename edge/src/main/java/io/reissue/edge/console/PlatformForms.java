package io.reissue.edge.console;

import io.reissue.edge.platform.Deliveries;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Onboarded;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.Onboarding.Checked;
import io.reissue.store.platform.Onboarding.Decision;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRefusal;
import io.reissue.store.platform.PlatformTerms;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Platforms that somebody takes in, changes, reaches, and switches on and off. */
@Controller
class PlatformForms {
    private static final String PLATFORMS = "/console/platforms";

    private final Onboarding onboarding;
    private final Deliveries deliveries;

    PlatformForms(Onboarding onboarding, Deliveries deliveries) {
        this.onboarding = onboarding;
        this.deliveries = deliveries;
    }

    /** Beside the platforms, each of which has its code behind theirs. */
    @GetMapping("/console/onboarding")
    String propose(Model model) {
        return form(model, 0, PlatformForm.EMPTY);
    }

    @PostMapping(PLATFORMS)
    String create(
            @ModelAttribute("terms") PlatformForm form,
            Principal principal,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(PLATFORMS));
        Optional<PlatformTerms> terms = read(form, model);
        String code = Typed.in(form.code());
        if (terms.isEmpty()) return form(model, 0, form);
        return switch (onboarding.create(
                code == null ? "" : code, terms.get(), form.acknowledged(), principal.getName())) {
            case Decision.Taken taken -> shown(taken, model, response);
            case Decision.Stale stale -> form(model, stale.present().revision(), form);
            case Decision.Refused refused -> refused(refused.reason(), model, 0, form);
        };
    }

    @GetMapping(PLATFORMS + "/{code}/edit")
    String edit(@PathVariable("code") String code, Model model) {
        Onboarded present = onboarding.find(code).orElseThrow(PlatformForms::notFound);
        return form(model, present.revision(), PlatformForm.of(code, present.terms()));
    }

    /** Terms that somebody changed meanwhile are not overwritten: what was typed is shown, to be sent over what there is now. */
    @PostMapping(PLATFORMS + "/{code}")
    String change(
            @PathVariable("code") String code,
            @RequestParam("revision") int revision,
            @ModelAttribute("terms") PlatformForm form,
            Principal principal,
            Model model,
            HttpServletResponse response,
            RedirectAttributes said) {
        Optional<PlatformTerms> terms = read(form, model);
        if (terms.isEmpty()) return form(model, revision, form);
        return switch (onboarding
                .change(code, revision, terms.get(), form.acknowledged(), principal.getName())
                .orElseThrow(PlatformForms::notFound)) {
            case Decision.Taken taken when taken.shown() != null -> shown(taken, model, response);
            case Decision.Taken _ -> done("platform.changed", code, said);
            case Decision.Stale stale -> {
                model.addAttribute("stale", stale.present().terms());
                yield form(model, stale.present().revision(), form);
            }
            case Decision.Refused refused -> refused(refused.reason(), model, revision, form);
        };
    }

    /** A secret is shown on the page that answers, and on no other: nothing carries it from one request to the next. */
    @PostMapping(PLATFORMS + "/{code}/secrets")
    String rotate(
            @PathVariable("code") String code,
            @RequestParam("direction") Direction direction,
            @RequestParam(name = "days", defaultValue = "7") int days,
            Principal principal,
            Model model,
            HttpServletResponse response,
            RedirectAttributes said) {
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(PLATFORMS + "/" + code));
        Decision decision = onboarding
                .rotate(code, direction, Duration.ofDays(days), principal.getName())
                .orElseThrow(PlatformForms::notFound);
        return decision instanceof Decision.Taken taken
                ? shown(taken, model, response)
                : answered(decision, "platform.changed", code, said);
    }

    @PostMapping(PLATFORMS + "/{code}/ping")
    String ping(@PathVariable("code") String code, Principal principal, RedirectAttributes said) {
        switch (onboarding.ping(code, principal.getName()).orElseThrow(PlatformForms::notFound)) {
            case Checked.Asked asked -> said.addFlashAttribute("pinged", asked.pinged());
            case Checked.Refused refused -> refused(refused.reason(), said);
        }
        return to(code);
    }

    @PostMapping(PLATFORMS + "/{code}/suspend")
    String suspend(
            @PathVariable("code") String code,
            @RequestParam(name = "reasonCode", defaultValue = "") String reasonCode,
            Principal principal,
            RedirectAttributes said) {
        return answered(
                onboarding
                        .suspend(code, Typed.in(reasonCode), principal.getName())
                        .orElseThrow(PlatformForms::notFound),
                "platform.suspended",
                code,
                said);
    }

    @PostMapping(PLATFORMS + "/{code}/resume")
    String resume(
            @PathVariable("code") String code,
            @RequestParam(name = "reasonCode", defaultValue = "") String reasonCode,
            Principal principal,
            RedirectAttributes said) {
        return answered(
                onboarding
                        .resume(code, Typed.in(reasonCode), principal.getName())
                        .orElseThrow(PlatformForms::notFound),
                "platform.resumed",
                code,
                said);
    }

    @PostMapping(PLATFORMS + "/{code}/deliveries/{id}/resend")
    String resend(
            @PathVariable("code") String code,
            @PathVariable("id") long id,
            Principal principal,
            RedirectAttributes said) {
        switch (deliveries.resend(code, id, principal.getName()).orElseThrow(PlatformForms::notFound)) {
            case Deliveries.Decision.Tried(var _, @Nullable String problem) -> {
                if (problem == null) said.addFlashAttribute("done", "delivery.resent");
                else said.addFlashAttribute("refused", problem).addFlashAttribute("remedyCode", "delivery.untaken");
            }
            case Deliveries.Decision.Refused(var reason) ->
                said.addFlashAttribute("refused", reason.name())
                        .addFlashAttribute("remedyCode", "delivery.refused." + reason);
        }
        return to(code) + "/deliveries";
    }

    private static String answered(Decision decision, String done, String code, RedirectAttributes said) {
        if (decision instanceof Decision.Refused(var reason)) refused(reason, said);
        else said.addFlashAttribute("done", done);
        return to(code);
    }

    private static String done(String done, String code, RedirectAttributes said) {
        said.addFlashAttribute("done", done);
        return to(code);
    }

    private static String to(String code) {
        return "redirect:" + PLATFORMS + "/" + code;
    }

    private static String shown(Decision.Taken taken, Model model, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("agreed", taken.platform());
        model.addAttribute("secrets", taken.shown());
        return "platform-secrets";
    }

    private static Optional<PlatformTerms> read(PlatformForm form, Model model) {
        try {
            return Optional.of(form.terms());
        } catch (Unreadable unreadable) {
            model.addAttribute("unreadable", unreadable.field());
            return Optional.empty();
        }
    }

    private static void refused(PlatformRefusal reason, RedirectAttributes said) {
        said.addFlashAttribute("refused", reason.name()).addFlashAttribute("remedyCode", "platform.refused." + reason);
    }

    private static String refused(PlatformRefusal reason, Model model, int revision, PlatformForm form) {
        model.addAttribute("refused", reason.name());
        model.addAttribute("remedyCode", "platform.refused." + reason);
        return form(model, revision, form);
    }

    private static String form(Model model, int revision, PlatformForm form) {
        model.addAttribute("revision", revision);
        model.addAttribute("terms", form);
        model.addAttribute("kinds", Platform.Kind.values());
        model.addAttribute("ways", Delivery.values());
        model.addAttribute("forms", IdentifierForm.values());
        return "platform-form";
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
