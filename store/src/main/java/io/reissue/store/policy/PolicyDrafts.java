package io.reissue.store.policy;

import io.reissue.policy.Days;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.PolicyFault;
import io.reissue.policy.PolicyRefusal;
import io.reissue.policy.PolicyRules;
import io.reissue.policy.Stage;
import io.reissue.store.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Policies before they are in force: drafted and edited by one person, approved by another. Each step is one transaction. */
@Component
public class PolicyDrafts {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PolicyRows rows;
    private final PolicyStore policies;
    private final AuditLog audit;

    public PolicyDrafts(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            PolicyRows rows,
            PolicyStore policies,
            AuditLog audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.rows = rows;
        this.policies = policies;
        this.audit = audit;
    }

    /** What became of a request. */
    public sealed interface Decision {
        /** @param repeated it was so before; nothing was written */
        record Taken(PolicyDraft draft, boolean repeated) implements Decision {}

        /** Somebody changed it since: this is how it is now. */
        record Stale(PolicyDraft present) implements Decision {}

        record Refused(PolicyFault fault) implements Decision {}
    }

    /** @param id given by the caller: the same again is answered with what is there, another draft under it is refused */
    public Decision draft(UUID id, PolicyDocument document, String author) {
        return inTransaction(() -> {
            Instant now = clock.instant();
            Optional<PolicyDraft> known = rows.draft(id);
            Optional<PolicyFault> fault = known.isPresent() ? Optional.empty() : judge(document, now);
            if (fault.isPresent()) return new Decision.Refused(fault.get());
            boolean written = known.isEmpty() && rows.insertDraft(id, author, document, now);
            if (written) audit(author, "policy.drafted", id, document);
            else if (!rows.drafted(id, author, document)) return refused(PolicyRefusal.ID_TAKEN);
            return new Decision.Taken(rows.draft(id).orElseThrow(), !written);
        });
    }

    /**
     * Writes a draft anew; only its author may. Empty: there is no such draft.
     *
     * @param seen the revision that the author changed
     */
    public Optional<Decision> edit(UUID id, int seen, PolicyDocument document, String actor) {
        return inTransaction(() -> rows.lockDraft(id).map(draft -> {
            if (!draft.author().equals(actor)) return refused(PolicyRefusal.NOT_THE_AUTHOR);
            if (draft.version() != null) return refused(PolicyRefusal.ALREADY_APPROVED);
            if (draft.revision() != seen) return new Decision.Stale(draft);
            Instant now = clock.instant();
            Optional<PolicyFault> fault = judge(document, now);
            if (fault.isPresent()) return new Decision.Refused(fault.get());
            rows.edit(id, document, now);
            audit(actor, "policy.edited", id, document);
            return new Decision.Taken(rows.draft(id).orElseThrow(), false);
        }));
    }

    /**
     * Approves a draft: from the day it names on it is the policy of its scope, or ends that. Judged once more: the law, the calendars and the
     * platforms may have changed since it was drafted. Empty: there is no such draft.
     *
     * @param seen the revision that the approver read
     */
    public Optional<Decision> approve(UUID id, int seen, String actor) {
        return inTransaction(() -> rows.lockDraft(id).map(draft -> {
            if (draft.author().equals(actor)) return refused(PolicyRefusal.SAME_PRINCIPAL);
            if (draft.version() != null) {
                boolean again = rows.version(draft.version())
                        .filter(version -> actor.equals(version.approver()))
                        .isPresent();
                return again ? new Decision.Taken(draft, true) : refused(PolicyRefusal.ALREADY_APPROVED);
            }
            if (draft.revision() != seen) return new Decision.Stale(draft);
            Instant now = clock.instant();
            Optional<PolicyFault> fault = judge(draft.document(), now);
            if (fault.isPresent()) return new Decision.Refused(fault.get());
            rows.numberAlone();
            if (rows.approve(draft, actor, now).isEmpty()) return refused(PolicyRefusal.DATE_TAKEN);
            audit(actor, "policy.approved", id, draft.document());
            return new Decision.Taken(rows.draft(id).orElseThrow(), false);
        }));
    }

    private Optional<PolicyFault> judge(PolicyDocument document, Instant now) {
        if (document.stageWorkingDays().size() != Stage.IN_ORDER.size()) {
            return Optional.of(PolicyFault.of(PolicyRefusal.STAGES_INCOMPLETE));
        }
        if (document.askAgainAfter().isEmpty()) {
            return Optional.of(new PolicyFault(
                    PolicyRefusal.NOT_POSITIVE,
                    "askAgainAfter is empty; name at least one time after which to ask again"));
        }
        Policy policy = document.policy(0);
        // the terms of one that ends a scope hold for nobody
        if (document.ends() != null) return scope(document).or(() -> tooEarly(document, now));
        return PolicyRules.judge(policy)
                .or(() -> tooEarly(document, now))
                .or(() -> scope(document))
                .or(() -> unknown(document))
                .or(() -> PolicyRules.lead(policy, policies.workingDays(policy.jurisdiction())));
    }

    private Optional<PolicyFault> scope(PolicyDocument document) {
        return PolicyRules.scope(document.rule(0), policies.rules(document.jurisdiction()));
    }

    /** Provinces that numbers of the jurisdiction were taken in from, by name. */
    public List<String> provinces(String jurisdiction) {
        return jdbc.sql("select name from province where jurisdiction = :jurisdiction order by name")
                .param("jurisdiction", jurisdiction)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static Optional<PolicyFault> tooEarly(PolicyDocument document, Instant now) {
        Days days = LegalLimits.of(document.jurisdiction(), LineType.RESIDENTIAL)
                .orElseThrow()
                .days();
        return document.effectiveFrom().isAfter(days.of(now))
                ? Optional.empty()
                : Optional.of(PolicyFault.of(PolicyRefusal.NOT_AHEAD));
    }

    private Optional<PolicyFault> unknown(PolicyDocument document) {
        String province = document.province();
        if (province != null && !provinces(document.jurisdiction()).contains(province)) {
            return Optional.of(PolicyFault.of(PolicyRefusal.UNKNOWN_PROVINCE));
        }
        Set<String> known = jdbc.sql("select code from platform").query((row, n) -> row.getString(1)).list().stream()
                .collect(Collectors.toSet());
        List<String> named = Stream.concat(document.identity().stream(), document.required().stream())
                .toList();
        return known.containsAll(named)
                ? Optional.empty()
                : Optional.of(PolicyFault.of(PolicyRefusal.UNKNOWN_PLATFORM));
    }

    private static Decision refused(PolicyRefusal refusal) {
        return new Decision.Refused(PolicyFault.of(refusal));
    }

    private void audit(String actor, String action, UUID draft, PolicyDocument document) {
        audit.write(
                actor,
                action,
                draft.toString(),
                Map.of(
                        "scope",
                        AuditLog.code(document.scope().inCodes()),
                        "effective",
                        document.effectiveFrom().toString()));
    }

    private <T> T inTransaction(Supplier<T> step) {
        return Objects.requireNonNull(transaction.execute(status -> step.get()));
    }
}
