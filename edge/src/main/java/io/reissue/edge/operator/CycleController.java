package io.reissue.edge.operator;

import io.reissue.edge.access.Role;
import io.reissue.edge.request.Fields;
import io.reissue.edge.request.IdempotencyKey;
import io.reissue.edge.request.Problems;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandInput;
import io.reissue.store.command.Commands;
import io.reissue.store.command.Unseconded;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.MaskedNumber;
import io.reissue.store.policy.PolicyStore;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Single numbers: find one, read where it stands, ask something of it. A number is only ever in a body, never in a URL. */
@RestController
@RequestMapping("/v1/cycles")
public class CycleController {
    private final CycleRows cycles;
    private final Commands commands;
    private final Inventory inventory;
    private final Certificates certificates;
    private final PolicyStore policies;
    private final Clock clock;

    public CycleController(
            CycleRows cycles,
            Commands commands,
            Inventory inventory,
            Certificates certificates,
            PolicyStore policies,
            Clock clock) {
        this.cycles = cycles;
        this.commands = commands;
        this.inventory = inventory;
        this.certificates = certificates;
        this.policies = policies;
        this.clock = clock;
    }

    /** @param number E.164 digits, a leading plus allowed */
    public record Search(@Nullable String number) {}

    /** A version of a policy, and for which numbers of its jurisdiction it is; null: for all. */
    public record Version(
            int version,
            @Nullable String province,
            @Nullable LineType lineType,
            @Nullable DisconnectReason reason) {
        static Version of(Rule rule) {
            Scope scope = rule.scope();
            return new Version(rule.version(), scope.province(), scope.lineType(), scope.reason());
        }
    }

    /** The rule that a number follows, and why: see {@link FollowedRule}. */
    public record Followed(
            Version rule, FollowedRule.Why why, @Nullable Version other) {
        static Followed of(FollowedRule followed) {
            Rule other = followed.other();
            return new Followed(Version.of(followed.rule()), followed.why(), other == null ? null : Version.of(other));
        }
    }

    /** Where a cycle stands; its number masked. {@code policy}: null before it was disclosed. {@code waitingForSecond}: commands that another principal has to ask for too. */
    public record Cycle(
            UUID id,
            String number,
            String jurisdiction,
            String state,
            String ending,
            String asking,
            boolean held,
            @Nullable LocalDate askOn,
            @Nullable Instant freezeEnd,
            @Nullable Instant reclaimUntil,
            @Nullable String stuck,
            @Nullable Instant stuckSince,
            @Nullable UUID certificate,
            @Nullable Followed policy,
            List<Unseconded> waitingForSecond) {
        static Cycle of(
                CycleRow row,
                String number,
                @Nullable UUID certificate,
                @Nullable Followed policy,
                List<Unseconded> waitingForSecond) {
            return new Cycle(
                    row.id(),
                    number,
                    row.jurisdiction(),
                    row.state().name(),
                    row.ending().name(),
                    row.asking().name(),
                    row.held(),
                    row.askOn(),
                    row.freezeEnd(),
                    row.reclaimUntil(),
                    row.stuck() == null ? null : row.stuck().name(),
                    row.stuckSince(),
                    certificate,
                    policy,
                    waitingForSecond);
        }
    }

    /** A command; which fields count depends on its kind. {@code id}: the same again gives the first decision, another is refused. */
    public record CommandBody(
            @Nullable UUID id,
            @Nullable CommandKind kind,
            @Nullable String reasonCode,
            @Nullable String note,
            @Nullable Instant until,
            @Nullable String platform,
            @Nullable String holderReference,
            @Nullable Boolean arrearsCleared,
            @Nullable Boolean identityConfirmed) {}

    /** All cycles of a number, the latest first; 400 where it is none. */
    @PostMapping("/search")
    public List<Cycle> search(@RequestBody Search search) {
        OptionalLong number = inventory.find(Fields.number(search.number()));
        if (number.isEmpty()) return List.of();
        return cycles.ofNumber(number.getAsLong()).stream().map(this::shown).toList();
    }

    @GetMapping("/{id}")
    public Cycle cycle(@PathVariable("id") UUID id) {
        return cycles.find(id).map(this::shown).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Cycle shown(CycleRow row) {
        return Cycle.of(
                row,
                MaskedNumber.of(inventory.e164(row.numberId())),
                certificates
                        .ofCycle(row.id())
                        .map(Certificates.Issued::certificateId)
                        .orElse(null),
                FollowedRule.of(row, policies.rules(row.jurisdiction()), clock.instant())
                        .map(Followed::of)
                        .orElse(null),
                commands.waitingForSecond(row.id()));
    }

    /**
     * 200 accepted, 202 waits for a second principal, 400 without a kind, 403 for a kind that is not the caller's to ask for, 409 refused
     * with a code and what would make it possible, 422 another command has the id.
     */
    @PostMapping("/{id}/commands")
    public ResponseEntity<?> command(
            @PathVariable("id") UUID id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody CommandBody body,
            Principal principal,
            HttpServletRequest request) {
        CommandKind kind = Fields.required(body.kind(), "kind");
        Set<Office> offices = Role.offices(kind, request);
        CommandInput input = new CommandInput(
                IdempotencyKey.chosenOrNew(key, body.id()),
                id,
                kind,
                principal.getName(),
                offices,
                body.reasonCode(),
                body.note(),
                body.until(),
                body.platform(),
                body.holderReference(),
                Boolean.TRUE.equals(body.arrearsCleared()),
                Boolean.TRUE.equals(body.identityConfirmed()));
        CommandDecision decision =
                commands.request(input).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (decision.refusal() != null) {
            ProblemDetail problem =
                    Problems.refused(decision.refusal(), decision.refusal().remedy());
            problem.setProperty("command", decision.commandId());
            return Problems.answer(problem);
        }
        HttpStatus status =
                decision.verdict() == CommandDecision.Verdict.ACCEPTED ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status).body(decision);
    }
}
