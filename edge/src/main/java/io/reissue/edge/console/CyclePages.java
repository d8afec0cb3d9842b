package io.reissue.edge.console;

import io.reissue.edge.access.Role;
import io.reissue.edge.operator.FollowedRule;
import io.reissue.names.RunbookLink;
import io.reissue.names.WorkflowIds;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandInput;
import io.reissue.store.command.Commands;
import io.reissue.store.command.Unseconded;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.story.OnRecord;
import io.reissue.store.story.PlatformTable;
import io.reissue.store.story.Timeline;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One number on one trip: where it stands, why, what its platforms said, what people did; and what to do about it. */
@Controller
@RequestMapping("/console/cycles/{id}")
class CyclePages {
    private final CycleRows cycles;
    private final Timeline timeline;
    private final PlatformTable platforms;
    private final OnRecord onRecord;
    private final Commands commands;
    private final Certificates certificates;
    private final PolicyStore policies;
    private final Clock clock;
    private final ConsoleSettings settings;

    CyclePages(
            CycleRows cycles,
            Timeline timeline,
            PlatformTable platforms,
            OnRecord onRecord,
            Commands commands,
            Certificates certificates,
            PolicyStore policies,
            Clock clock,
            ConsoleSettings settings) {
        this.cycles = cycles;
        this.timeline = timeline;
        this.platforms = platforms;
        this.onRecord = onRecord;
        this.commands = commands;
        this.certificates = certificates;
        this.policies = policies;
        this.clock = clock;
        this.settings = settings;
    }

    /** What a form says beside the kind of command; which fields count depends on it. */
    record Ask(
            UUID id,
            CommandKind kind,
            @Nullable String reasonCode,
            @Nullable String note,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
            LocalDate until,

            @Nullable String platform,
            @Nullable String holderReference,
            @Nullable Boolean arrearsCleared,
            @Nullable Boolean identityConfirmed) {
        /** The freeze ends with the day that was named, where the number is. */
        CommandInput input(CycleRow cycle, String actor, Set<Office> offices) {
            return new CommandInput(
                    id,
                    cycle.id(),
                    kind,
                    actor,
                    offices,
                    Typed.in(reasonCode),
                    Typed.in(note),
                    until == null
                            ? null
                            : until.plusDays(1).atStartOfDay(cycle.zone()).toInstant(),
                    Typed.in(platform),
                    Typed.in(holderReference),
                    Boolean.TRUE.equals(arrearsCleared),
                    Boolean.TRUE.equals(identityConfirmed));
        }
    }

    /** @param lastDay of the freeze, as the form asks for it; null: it has no end, or none that is a day's */
    record Waiting(Unseconded command, @Nullable LocalDate lastDay) {}

    @GetMapping
    String cycle(@PathVariable("id") UUID id, Model model, HttpServletRequest request) {
        return shown(find(id), model, request);
    }

    /** The whole number, on the page that answers this and on no other; the audit knows who has seen it. */
    @PostMapping("/number")
    String number(@PathVariable("id") UUID id, Principal principal, Model model, HttpServletRequest request) {
        CycleRow cycle = find(id);
        model.addAttribute("number", onRecord.number(id, principal.getName()).orElseThrow());
        model.addAttribute("whole", true);
        // in another language it is masked again: the audit knows of each time that it was shown
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage("/console/cycles/" + id));
        return shown(cycle, model, request);
    }

    @PostMapping("/commands")
    String command(
            @PathVariable("id") UUID id,
            Ask ask,
            Principal principal,
            HttpServletRequest request,
            RedirectAttributes said) {
        CycleRow cycle = find(id);
        Set<Office> offices = Role.offices(ask.kind(), request);
        CommandDecision decision =
                commands.request(ask.input(cycle, principal.getName(), offices)).orElseThrow(CyclePages::notFound);
        if (decision.refusal() != null) {
            String code = decision.refusal().name();
            said.addFlashAttribute("refused", code).addFlashAttribute("remedyCode", "command.refused." + code);
        } else {
            said.addFlashAttribute("done", "command." + decision.verdict().name());
        }
        return "redirect:/console/cycles/" + id;
    }

    private String shown(CycleRow cycle, Model model, HttpServletRequest request) {
        model.addAttribute("cycle", cycle);
        if (!model.containsAttribute("number")) {
            model.addAttribute("number", onRecord.masked(cycle.id()).orElseThrow(CyclePages::notFound));
        }
        model.addAttribute(
                "followed",
                FollowedRule.of(cycle, policies.rules(cycle.jurisdiction()), clock.instant())
                        .orElse(null));
        model.addAttribute("workflow", WorkflowIds.recycle(cycle.id()));
        URI runbook = settings.runbook();
        if (runbook != null && cycle.stuck() != null) {
            model.addAttribute(
                    "runbookEntry",
                    RunbookLink.to(runbook.toString(), cycle.stuck().heading()));
        }
        model.addAttribute("table", platforms.of(cycle));
        model.addAttribute("timeline", timeline.of(cycle.id()));
        model.addAttribute(
                "unseconded",
                commands.waitingForSecond(cycle.id()).stream()
                        .map(one -> new Waiting(one, lastDay(cycle, one.until())))
                        .toList());
        model.addAttribute(
                "certificate",
                certificates
                        .ofCycle(cycle.id())
                        .map(Certificates.Issued::certificateId)
                        .orElse(null));
        Set<Office> offices = Role.offices(request);
        model.addAttribute(
                "kinds",
                Stream.of(CommandKind.values())
                        .filter(kind -> kind.isFor(offices))
                        .toList());
        model.addAttribute("showsNumber", offices.contains(Office.OPERATOR));
        model.addAttribute("command", UUID.randomUUID());
        return "cycle";
    }

    private static @Nullable LocalDate lastDay(CycleRow cycle, @Nullable Instant until) {
        if (until == null) return null;
        ZonedDateTime end = until.atZone(cycle.zone());
        return end.toLocalTime().equals(LocalTime.MIDNIGHT) ? end.toLocalDate().minusDays(1) : null;
    }

    private CycleRow find(UUID id) {
        return cycles.find(id).orElseThrow(CyclePages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
