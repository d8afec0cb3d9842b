package io.reissue.edge.console;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.PolicyFault;
import io.reissue.store.policy.PolicyDiff;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyDraft;
import io.reissue.store.policy.PolicyDrafts;
import io.reissue.store.policy.PolicyDrafts.Decision;
import io.reissue.store.policy.PolicyPreview;
import io.reissue.store.policy.PolicyPreview.Impact;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.policy.PolicyVersion;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Policies that somebody proposes: written in a form, weighed by what they would do, approved by somebody else. */
@Controller
@RequestMapping("/console/policies/drafts")
class DraftPages {
    private final PolicyDrafts drafts;
    private final PolicyRows rows;
    private final PolicyStore policies;
    private final PolicyPreview preview;

    DraftPages(PolicyDrafts drafts, PolicyRows rows, PolicyStore policies, PolicyPreview preview) {
        this.drafts = drafts;
        this.rows = rows;
        this.policies = policies;
        this.preview = preview;
    }

    /** The form brings the id of the draft that it would make: sent twice, it makes one. */
    @GetMapping("/new")
    String propose(
            @RequestParam("from") int from,
            @RequestParam(name = "ends", defaultValue = "false") boolean ends,
            Model model) {
        PolicyDocument document =
                rows.version(from).orElseThrow(DraftPages::notFound).document();
        return form(model, UUID.randomUUID(), 0, PolicyForm.of(ends ? document.ending() : document));
    }

    @PostMapping
    String draft(
            @RequestParam("id") UUID id,
            @ModelAttribute("policy") PolicyForm form,
            Principal principal,
            Model model,
            RedirectAttributes said) {
        // a draft that was not taken is nowhere yet
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage("/console/policies"));
        Optional<PolicyDocument> document = read(form, model);
        if (document.isEmpty()) return form(model, id, 0, form);
        return answered(
                drafts.draft(id, document.get(), principal.getName()), "draft.written", id, 0, form, model, said);
    }

    @GetMapping("/{id}")
    String draft(@PathVariable("id") UUID id, Model model) {
        PolicyDraft draft = find(id);
        Impact impact = preview.of(draft.document());
        Optional<PolicyVersion> present = present(draft.document());
        model.addAttribute("draft", draft);
        model.addAttribute("present", present.orElse(null));
        model.addAttribute(
                "changes",
                present.map(version -> PolicyDiff.between(version.document(), draft.document()))
                        .orElse(List.of()));
        model.addAttribute("impact", impact);
        model.addAttribute(
                "pool",
                new Plot(
                        List.of("pool.before", "pool.after"),
                        impact.pool().stream()
                                .map(month ->
                                        new Plot.Row(month.month().toString(), List.of(month.before(), month.after())))
                                .toList()));
        return "draft";
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable("id") UUID id, Model model) {
        PolicyDraft draft = find(id);
        return form(model, id, draft.revision(), PolicyForm.of(draft.document()));
    }

    /** A draft that somebody changed meanwhile is shown as it is now, with what was typed beside it; nothing is overwritten. */
    @PostMapping("/{id}")
    String edit(
            @PathVariable("id") UUID id,
            @RequestParam("revision") int revision,
            @ModelAttribute("policy") PolicyForm form,
            Principal principal,
            Model model,
            RedirectAttributes said) {
        Optional<PolicyDocument> document = read(form, model);
        if (document.isEmpty()) return form(model, id, revision, form);
        Decision decision =
                drafts.edit(id, revision, document.get(), principal.getName()).orElseThrow(DraftPages::notFound);
        if (decision instanceof Decision.Stale stale) {
            model.addAttribute("stale", PolicyDiff.between(stale.present().document(), document.get()));
            return form(model, id, stale.present().revision(), form);
        }
        return answered(decision, "draft.changed", id, revision, form, model, said);
    }

    @PostMapping("/{id}/approval")
    String approve(
            @PathVariable("id") UUID id,
            @RequestParam("revision") int revision,
            Principal principal,
            RedirectAttributes said) {
        switch (drafts.approve(id, revision, principal.getName()).orElseThrow(DraftPages::notFound)) {
            case Decision.Taken _ -> said.addFlashAttribute("done", "draft.approved");
            case Decision.Stale _ -> said.addFlashAttribute("done", "draft.stale.approval");
            case Decision.Refused refused -> refused(refused.fault(), said);
        }
        return "redirect:/console/policies/drafts/" + id;
    }

    private String answered(
            Decision decision,
            String done,
            UUID id,
            int revision,
            PolicyForm form,
            Model model,
            RedirectAttributes said) {
        return switch (decision) {
            case Decision.Taken _ -> {
                said.addFlashAttribute("done", done);
                yield "redirect:/console/policies/drafts/" + id;
            }
            case Decision.Stale stale -> form(model, id, stale.present().revision(), form);
            case Decision.Refused refused -> {
                model.addAttribute("refused", refused.fault().refusal().name());
                model.addAttribute("remedy", refused.fault().detail());
                yield form(model, id, revision, form);
            }
        };
    }

    private static void refused(PolicyFault fault, RedirectAttributes said) {
        said.addFlashAttribute("refused", fault.refusal().name()).addFlashAttribute("remedy", fault.detail());
    }

    private static Optional<PolicyDocument> read(PolicyForm form, Model model) {
        try {
            return Optional.of(form.document());
        } catch (Unreadable unreadable) {
            model.addAttribute("unreadable", unreadable.field());
            return Optional.empty();
        }
    }

    private String form(Model model, UUID id, int revision, PolicyForm policy) {
        model.addAttribute("id", id);
        model.addAttribute("revision", revision);
        model.addAttribute("policy", policy);
        model.addAttribute("askings", List.of(Asking.COHORT, Asking.ALONE));
        model.addAttribute("provinces", provinces(policy));
        model.addAttribute("lineTypes", LineType.values());
        model.addAttribute("reasons", DisconnectReason.values());
        return "draft-form";
    }

    /** That of the draft is among them, whoever stopped knowing it. */
    private SortedSet<String> provinces(PolicyForm form) {
        SortedSet<String> provinces =
                new TreeSet<>(drafts.provinces(Objects.requireNonNullElse(form.jurisdiction(), "")));
        Optional.ofNullable(Typed.in(form.province())).ifPresent(provinces::add);
        return provinces;
    }

    /** The version that the draft would follow on. */
    private Optional<PolicyVersion> present(PolicyDocument document) {
        return policies.versionBefore(document.scope(), document.effectiveFrom())
                .flatMap(rows::version);
    }

    private PolicyDraft find(UUID id) {
        return rows.draft(id).orElseThrow(DraftPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
