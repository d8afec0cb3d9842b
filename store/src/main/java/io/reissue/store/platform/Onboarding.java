package io.reissue.store.platform;

import com.google.crypto.tink.Aead;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformRows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes platforms in, and changes what is agreed with them. A new one is asked nothing: somebody has to switch it on, and nobody can before
 * it was reached. Where it is called from then on is reached, and switched on, anew.
 */
public final class Onboarding {
    private final TransactionTemplate transaction;
    private final PlatformRows rows;
    private final PlatformSecrets secrets;
    private final PlatformPing endpoints;
    private final AuditLog audit;

    /** @param seal the platform-secrets key */
    public Onboarding(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Aead seal,
            Clock clock,
            PlatformPing endpoints,
            AuditLog audit) {
        this.transaction = transaction;
        this.rows = new PlatformRows(jdbc);
        this.secrets = new PlatformSecrets(jdbc, seal, clock);
        this.endpoints = endpoints;
        this.audit = audit;
    }

    /** What became of a request. */
    public sealed interface Decision {
        /** @param shown secrets that this request has made, and that are not there to be read again; null: none */
        record Taken(Onboarded platform, @Nullable ShownOnce shown) implements Decision {}

        /** Its terms were changed since. */
        record Stale(Onboarded present) implements Decision {}

        record Refused(PlatformRefusal reason) implements Decision {}
    }

    /** What became of a ping. */
    public sealed interface Checked {
        record Asked(Pinged pinged) implements Checked {}

        record Refused(PlatformRefusal reason) implements Checked {}
    }

    /** In order of code. */
    public List<Onboarded> all() {
        return rows.all().stream().map(this::shown).toList();
    }

    public Optional<Onboarded> find(String code) {
        return rows.byCode(code).map(this::shown);
    }

    /**
     * Takes a platform in, switched off, with secrets of ours.
     *
     * @param acknowledged that the identifier form gives numbers away
     */
    public Decision create(String code, PlatformTerms terms, boolean acknowledged, String actor) {
        Optional<PlatformRefusal> refusal = PlatformRules.judge(code, terms, null, acknowledged);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        return inTransaction(() -> {
            String key = terms.identifierForm().keyed() ? PlatformSecrets.key() : null;
            Optional<Integer> id = rows.insert(code, terms, secrets.sealedKey(code, key), actor);
            if (id.isEmpty()) return new Decision.Refused(PlatformRefusal.CODE_TAKEN);
            ShownOnce shown = new ShownOnce(PlatformSecrets.secret(), PlatformSecrets.secret(), key);
            secrets.begin(
                    id.get(), code, Direction.TO_PLATFORM, Objects.requireNonNull(shown.toPlatform()), Duration.ZERO);
            secrets.begin(
                    id.get(),
                    code,
                    Direction.FROM_PLATFORM,
                    Objects.requireNonNull(shown.fromPlatform()),
                    Duration.ZERO);
            rows.wish(id.get(), terms.statusPushes());
            audit.write(actor, "platform.created", code, form(terms));
            return new Decision.Taken(find(code).orElseThrow(), shown);
        });
    }

    /**
     * Changes the terms. What was sent already is not altered by it: a batch goes on naming its numbers as it did.
     *
     * @param seen the revision that was changed
     * @return empty: there is no such platform
     */
    public Optional<Decision> change(String code, int seen, PlatformTerms terms, boolean acknowledged, String actor) {
        return on(code, row -> {
            if (row.revision() != seen) return new Decision.Stale(shown(row));
            PlatformTerms before = row.terms();
            Optional<PlatformRefusal> refusal = PlatformRules.judge(code, terms, before.identifierForm(), acknowledged);
            if (refusal.isPresent()) return new Decision.Refused(refusal.get());
            if (terms.equals(before)) return new Decision.Taken(shown(row), null);
            int id = row.platform().id();
            boolean needsKey = terms.identifierForm().keyed()
                    && rows.identifierKey(id).orElseThrow().sealed() == null;
            String key = needsKey ? PlatformSecrets.key() : null;
            boolean sameForm = terms.identifierForm() == before.identifierForm();
            if (isElsewhere(before, terms)) rows.unreachable(id);
            rows.update(id, terms, secrets.sealedKey(code, key), sameForm ? row.formAcknowledgedBy() : actor);
            rows.wish(id, terms.statusPushes());
            rows.forgetBuckets(id);
            audit.write(actor, "platform.changed", code, Map.of("changed", changed(before, terms)));
            return new Decision.Taken(find(code).orElseThrow(), key == null ? null : ShownOnce.key(key));
        });
    }

    private static boolean isElsewhere(PlatformTerms before, PlatformTerms after) {
        return before.delivery() != after.delivery() || !Objects.equals(before.endpoint(), after.endpoint());
    }

    /**
     * Begins with a new secret. The old ones live on beside it until they end.
     *
     * @param overlap zero: they end now
     * @return empty: there is no such platform
     */
    public Optional<Decision> rotate(String code, Direction direction, Duration overlap, String actor) {
        return on(code, row -> {
            int id = row.platform().id();
            Optional<PlatformRefusal> refusal = PlatformRules.judgeRotation(
                    overlap, secrets.live(id, direction).size());
            if (refusal.isPresent()) return new Decision.Refused(refusal.get());
            String secret = PlatformSecrets.secret();
            Instant ends = secrets.begin(id, code, direction, secret, overlap);
            audit.write(
                    actor,
                    "platform.secret-rotated",
                    code,
                    Map.of("direction", direction.name(), "oldEnds", ends.toString()));
            return new Decision.Taken(shown(row), ShownOnce.secret(direction, secret));
        });
    }

    /**
     * Asks its endpoint whether it hears us. The latest answer decides whether a platform that is switched off may be switched on.
     *
     * @return empty: there is no such platform
     */
    public Optional<Checked> ping(String code, String actor) {
        return rows.byCode(code).map(row -> {
            if (row.platform().delivery() == Delivery.PULL) return new Checked.Refused(PlatformRefusal.FETCHES);
            Pinged pinged = endpoints.ping(row.platform());
            transaction.executeWithoutResult(_ -> {
                if (!pinged.equals(Pinged.RATE_LIMITED))
                    rows.reached(row.platform().id(), row.revision(), pinged.heard());
                audit.write(
                        actor,
                        "platform.pinged",
                        code,
                        Map.of("result", Objects.requireNonNullElse(pinged.problem(), "HEARD")));
            });
            return new Checked.Asked(pinged);
        });
    }

    /** Switches it off; what it has been sent it may still answer. @return empty: there is no such platform */
    public Optional<Decision> suspend(String code, @Nullable String reasonCode, String actor) {
        return switched(code, false, reasonCode, actor);
    }

    /** Switches it on: from now on it is asked. @return empty: there is no such platform */
    public Optional<Decision> resume(String code, @Nullable String reasonCode, String actor) {
        return switched(code, true, reasonCode, actor);
    }

    private Optional<Decision> switched(String code, boolean on, @Nullable String reasonCode, String actor) {
        return on(code, row -> {
            Optional<PlatformRefusal> refusal = PlatformRules.judgeReason(reasonCode);
            if (refusal.isPresent()) return new Decision.Refused(refusal.get());
            if (on && !row.reachable()) return new Decision.Refused(PlatformRefusal.NOT_REACHED);
            if (rows.switchOn(row.platform().id(), on))
                audit.write(
                        actor,
                        on ? "platform.resumed" : "platform.suspended",
                        code,
                        Map.of("reason", Objects.requireNonNull(reasonCode)));
            return new Decision.Taken(find(code).orElseThrow(), null);
        });
    }

    /** Which of the terms differ, by name. */
    private static String changed(PlatformTerms before, PlatformTerms after) {
        var changed = new TreeSet<String>();
        for (var term : PlatformTerms.class.getRecordComponents()) {
            try {
                if (!Objects.equals(
                        term.getAccessor().invoke(before), term.getAccessor().invoke(after)))
                    changed.add(term.getName());
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException("a public record is readable", closed);
            }
        }
        return String.join(",", changed);
    }

    private static Map<String, String> form(PlatformTerms terms) {
        return Map.of(
                "delivery", terms.delivery().name(),
                "form", terms.identifierForm().name());
    }

    private Onboarded shown(Row row) {
        return new Onboarded(
                row.platform(),
                row.terms(),
                row.revision(),
                row.reachable(),
                row.formAcknowledgedBy(),
                secrets.lives(row.platform().id()));
    }

    /** One step on the locked row. */
    private Optional<Decision> on(String code, Function<Row, Decision> step) {
        return Objects.requireNonNull(transaction.execute(_ -> rows.lock(code).map(step)));
    }

    private Decision inTransaction(java.util.function.Supplier<Decision> step) {
        return Objects.requireNonNull(transaction.execute(_ -> step.get()));
    }
}
