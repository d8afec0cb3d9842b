package io.reissue.store.policy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.policy.Rule;
import io.reissue.policy.ScopeRules;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.ActivationRows.Activation;
import io.reissue.store.policy.PolicyEffect.Moved;
import io.reissue.store.policy.PolicyEffect.Passage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries a version that became effective to the numbers that rest under others, chunk by chunk; a wider one also gets
 * back the numbers of a scope that ended. A chunk, how far it went, and the
 * message for the next one are one transaction; a message that comes twice finds that its chunk is done. Workflows that sleep learn it when
 * they wake; only a number that asks by itself, and now sooner, is woken.
 */
@Component
public class PolicyActivations implements FollowUp {
    private static final int CHUNK = 5_000;

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ActivationRows rows;
    private final PolicyStore policies;
    private final PolicyEffect effect;
    private final Outbox outbox;
    private final AuditLog audit;

    PolicyActivations(
            TransactionTemplate transaction,
            Clock clock,
            ActivationRows rows,
            PolicyStore policies,
            PolicyEffect effect,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.clock = clock;
        this.rows = rows;
        this.policies = policies;
        this.effect = effect;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * How far a version has been carried.
     *
     * @param moved numbers that follow it since
     * @param later of them, those whose freeze ends later by it
     * @param left numbers that still follow another one
     * @param pausedBy who paused it; null: it goes on
     * @param doneAt null: it is not done
     */
    public record Progress(
            int version,
            Instant beganAt,
            long moved,
            long later,
            long left,
            @Nullable String pausedBy,
            @Nullable Instant doneAt) {}

    /**
     * Begins to carry what has become effective. Idempotent; what was disclosed under an earlier version while it changed is found the next
     * time.
     */
    public void begin() {
        policies.jurisdictions().forEach(jurisdiction -> {
            LocalDate today = today(jurisdiction);
            List<Rule> rules = policies.rules(jurisdiction);
            ScopeRules.inForce(rules, today)
                    .forEach(rule -> transaction.executeWithoutResult(status -> begin(rule, rules, today)));
        });
    }

    private void begin(Rule rule, List<Rule> rules, LocalDate today) {
        List<Rule> before = ScopeRules.before(rules, rule, today);
        if (before.isEmpty()) return;
        Optional<Activation> found = rows.lock(rule.version());
        if (found.isEmpty()) {
            // the first of its jurisdiction becomes effective for nobody, until a scope within it ends
            boolean follows =
                    before.stream().anyMatch(other -> other.effectiveFrom().isBefore(rule.effectiveFrom()));
            if (follows || left(rule, rules, today) > 0) beginAnew(rule);
            return;
        }
        Activation known = found.get();
        if (known.doneAt() == null || left(rule, rules, today) == 0) return;
        rows.again(known.id());
        outbox.write(Outbox.Kind.POLICY_EFFECTIVE, known.id(), String.valueOf(known.moved()));
    }

    private void beginAnew(Rule rule) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        if (!rows.insert(id, rule.version(), clock.instant())) return;
        outbox.write(Outbox.Kind.POLICY_EFFECTIVE, id, "0");
        audit.write(
                AuditLog.SYSTEM,
                "policy.effective",
                String.valueOf(rule.version()),
                Map.of("scope", AuditLog.code(rule.scope().inCodes())));
    }

    private long left(Rule rule, List<Rule> rules, LocalDate today) {
        return effect.left(passage(rule, rules, today), rule.scope(), today);
    }

    private Passage passage(Rule to, List<Rule> rules, LocalDate today) {
        return new Passage(
                policies.policies(ScopeRules.inForce(rules, today)),
                ScopeRules.before(rules, to, today).stream().map(Rule::version).toList(),
                List.of(to.version()));
    }

    @Override
    public Outbox.Kind kind() {
        return Outbox.Kind.POLICY_EFFECTIVE;
    }

    @Override
    public void take(UUID activation, String moved) {
        transaction.executeWithoutResult(status -> chunk(activation, Long.parseLong(moved)));
    }

    private void chunk(UUID id, long movedBefore) {
        Optional<Activation> found = rows.lock(id);
        if (found.isEmpty()) return;
        Activation activation = found.get();
        if (activation.doneAt() != null || activation.pausedBy() != null || activation.moved() != movedBefore) return;
        Policy policy = policies.byVersion(activation.version());
        Instant now = clock.instant();
        LocalDate today = today(policy.jurisdiction());
        List<Rule> rules = policies.rules(policy.jurisdiction());
        Optional<Rule> inForce = inForce(activation, rules, today);
        if (inForce.isEmpty()) {
            // a later one is, or a wider one again: what that would shorten, this one may not lengthen any more
            rows.done(id, now);
            return;
        }
        List<Moved> moved = effect.move(passage(inForce.get(), rules, today), policy.scope(), today, CHUNK);
        if (moved.isEmpty()) {
            rows.done(id, now);
            return;
        }
        rows.moved(id, moved.size(), moved.stream().filter(Moved::later).count());
        wake(policy, moved, now);
        outbox.write(Outbox.Kind.POLICY_EFFECTIVE, id, String.valueOf(movedBefore + moved.size()));
    }

    private void wake(Policy policy, List<Moved> moved, Instant now) {
        Map<UUID, Instant> wakes = new LinkedHashMap<>();
        moved.stream()
                .filter(Moved::wake)
                .forEach(one -> wakes.put(one.cycle(), FreezeRules.wakeAt(now, one.cycle(), policy.spread())));
        outbox.writeAt(Outbox.Kind.LOOK_AGAIN, wakes, String.valueOf(policy.version()));
    }

    /** Empty: it has not become effective, or it was the first of its jurisdiction. */
    public Optional<Progress> progress(int version) {
        return rows.find(version).map(this::progress);
    }

    private Progress progress(Activation activation) {
        String jurisdiction = policies.byVersion(activation.version()).jurisdiction();
        LocalDate today = today(jurisdiction);
        List<Rule> rules = policies.rules(jurisdiction);
        return new Progress(
                activation.version(),
                activation.beganAt(),
                activation.moved(),
                activation.later(),
                activation.doneAt() != null
                        ? 0
                        : inForce(activation, rules, today)
                                .map(rule -> left(rule, rules, today))
                                .orElse(0L),
                activation.pausedBy(),
                activation.doneAt());
    }

    private static Optional<Rule> inForce(Activation activation, List<Rule> rules, LocalDate today) {
        return ScopeRules.inForce(rules, today).stream()
                .filter(rule -> rule.version() == activation.version())
                .findFirst();
    }

    /** Stops behind the present chunk; paused or done already, nothing changes. Empty as {@link #progress(int)}. */
    public Optional<Progress> pause(int version, String actor) {
        return change(version, activation -> {
            if (activation.pausedBy() != null || activation.doneAt() != null) return;
            rows.pause(activation.id(), actor);
            audit.write(actor, "policy.activation-paused", String.valueOf(version), Map.of());
        });
    }

    /** Goes on where it was paused; if it was not, nothing changes. Empty as {@link #progress(int)}. */
    public Optional<Progress> resume(int version, String actor) {
        return change(version, activation -> {
            if (activation.pausedBy() == null) return;
            rows.pause(activation.id(), null);
            outbox.write(Outbox.Kind.POLICY_EFFECTIVE, activation.id(), String.valueOf(activation.moved()));
            audit.write(actor, "policy.activation-resumed", String.valueOf(version), Map.of());
        });
    }

    private Optional<Progress> change(int version, java.util.function.Consumer<Activation> step) {
        transaction.executeWithoutResult(status -> rows.lock(version).ifPresent(step));
        return progress(version);
    }

    private LocalDate today(String jurisdiction) {
        return PolicyEffect.days(jurisdiction).of(clock.instant());
    }
}
