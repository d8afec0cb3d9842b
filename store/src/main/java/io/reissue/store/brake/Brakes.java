package io.reissue.store.brake;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.brake.Brake;
import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeRules;
import io.reissue.brake.BrakeWish;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Setting and lifting brakes, each one transaction, judged by {@link BrakeRules} while nobody purges. */
@Component
public class Brakes {
    /** Rows that one answer shows. */
    private static final int SHOWN = 200;

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final BrakeRows rows;
    private final Outbox outbox;
    private final AuditLog audit;

    public Brakes(TransactionTemplate transaction, Clock clock, BrakeRows rows, Outbox outbox, AuditLog audit) {
        this.transaction = transaction;
        this.clock = clock;
        this.rows = rows;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What became of a request. */
    public sealed interface Decision {
        /** @param repeated it was there before; nothing was written */
        record Set(BrakeState state, boolean repeated) implements Decision {}

        /** It stands until another person wants it lifted too. */
        record WaitsForSecond(BrakeState state) implements Decision {}

        record Lifted(BrakeState state) implements Decision {}

        record Refused(BrakeRefusal reason) implements Decision {}
    }

    /**
     * Sets a brake. From the moment this returns nothing within its scope is purged.
     *
     * @param id given by the caller; null: a new one. The same again is answered with what is there, anything else under it is refused
     * @param code as its scope says; empty for everything
     */
    public Decision set(@Nullable UUID id, Scope scope, String code, String actor, @Nullable String reasonCode) {
        return inTransaction(() -> {
            rows.keepPurgesOut();
            BrakeWish wish =
                    new BrakeWish(id == null ? UuidCreator.getTimeOrderedEpoch() : id, scope, code, actor, reasonCode);
            Optional<BrakeState> before = rows.find(wish.id());
            if (before.isPresent()) return again(before.get(), wish);
            Optional<BrakeRefusal> refusal = BrakeRules.judgeSet(reasonCode, rows.known(scope, code));
            if (refusal.isPresent()) return new Decision.Refused(refusal.get());
            Brake brake = new Brake(wish.id(), scope, code);
            rows.insert(brake, Objects.requireNonNull(reasonCode), actor, clock.instant());
            audit.write(actor, "brake.set", brake.id().toString(), detail(brake, reasonCode));
            return new Decision.Set(rows.find(brake.id()).orElseThrow(), false);
        });
    }

    private static Decision again(BrakeState there, BrakeWish wish) {
        return BrakeRules.judgeRepeated(there.wish(), wish)
                .<Decision>map(Decision.Refused::new)
                .orElseGet(() -> new Decision.Set(there, true));
    }

    /** Wants a brake lifted; the second person to want it lifts it. Empty: there is no such brake. */
    public Optional<Decision> lift(UUID id, String actor, @Nullable String reasonCode) {
        return inTransaction(() -> {
            rows.keepPurgesOut();
            return rows.find(id).map(state -> lift(state, actor, reasonCode));
        });
    }

    private Decision lift(BrakeState state, String actor, @Nullable String reasonCode) {
        Brake brake = state.brake();
        Set<String> wanting = new HashSet<>(state.liftWantedBy());
        Optional<BrakeRefusal> refusal = BrakeRules.judgeLift(!state.stands(), wanting, actor, reasonCode);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        if (!state.stands()) return new Decision.Lifted(state);
        if (!wanting.add(actor)) return new Decision.WaitsForSecond(state);
        Instant now = clock.instant();
        rows.want(brake.id(), actor, Objects.requireNonNull(reasonCode), now);
        boolean lifts = BrakeRules.lifts(wanting);
        if (lifts) {
            rows.lift(brake.id(), state.liftWantedBy().getFirst(), actor, now);
            outbox.write(Outbox.Kind.BRAKE_LIFTED, brake.id(), "");
        }
        audit.write(
                actor, lifts ? "brake.lifted" : "brake.lift-wanted", brake.id().toString(), detail(brake, reasonCode));
        BrakeState after = rows.find(brake.id()).orElseThrow();
        return lifts ? new Decision.Lifted(after) : new Decision.WaitsForSecond(after);
    }

    /** All that stand, and as many of those that were lifted last as there is room for. */
    public List<BrakeState> latest() {
        return rows.next(null, SHOWN);
    }

    /** Where a page ends; the next begins behind it. */
    public record Place(boolean lifted, UUID brake) {}

    /**
     * Those that stand, then those that were lifted, each the latest first.
     *
     * @param after null: from the first
     */
    public List<BrakeState> next(@Nullable Place after, int limit) {
        return rows.next(after, limit);
    }

    /** How many numbers wait for nothing but that brake; those for which none does are left out. */
    public Map<UUID, Long> waiting() {
        return rows.waiting();
    }

    /** A province may have blanks in its name. */
    private static Map<String, String> detail(Brake brake, @Nullable String reasonCode) {
        return Map.of(
                "scope",
                brake.scope().name(),
                "code",
                AuditLog.code(brake.code()),
                "reason",
                Objects.requireNonNull(reasonCode));
    }

    private <T> T inTransaction(java.util.function.Supplier<T> step) {
        return Objects.requireNonNull(transaction.execute(status -> step.get()));
    }
}
