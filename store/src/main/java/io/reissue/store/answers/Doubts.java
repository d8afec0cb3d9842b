package io.reissue.store.answers;

import io.reissue.names.ReasonCode;
import io.reissue.outcome.PlausibilityRules;
import io.reissue.outcome.PlausibilityRules.Rate;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers that are not believed: shown to operators, and accepted by one of them. */
@Component
public class Doubts {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final PlatformIds platforms;
    private final Clock clock;
    private final Outbox outbox;
    private final AuditLog audit;

    public Doubts(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            PlatformIds platforms,
            Clock clock,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.clock = clock;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Answers of a platform in one jurisdiction that count as unknown.
     *
     * @param items it calls not bound, which no later answer has spoken for
     * @param predicted how many bound ones its rate let expect when the doubt arose
     * @param resting numbers among them that are still here
     * @param gone numbers among them that were purged before the doubt arose, waived by two, or are back with their holders: what was
     *     purged can't be undone
     */
    public record Doubt(
            UUID streak,
            String jurisdiction,
            Instant beganAt,
            Instant doubtedAt,
            long items,
            long predicted,
            long resting,
            long gone) {
        static Doubt read(ResultSet row, int n) throws SQLException {
            return new Doubt(
                    row.getObject("id", UUID.class),
                    row.getString("jurisdiction"),
                    SqlTime.instant(row, "began_at"),
                    SqlTime.instant(row, "doubted_at"),
                    row.getLong("items"),
                    row.getLong("predicted"),
                    row.getLong("resting"),
                    row.getLong("items") - row.getLong("resting"));
        }
    }

    /** Open ones, the oldest first; empty: there is no such platform. */
    public Optional<List<Doubt>> open(String platform) {
        return platforms.of(platform).map(this::open);
    }

    private List<Doubt> open(int platformId) {
        return jdbc.sql("""
                select s.id, s.jurisdiction, s.began_at, s.doubted_at, s.items, s.predicted, count(m.cycle_id) as resting
                from streak s
                left join streak_part z on z.streak_id = s.id
                left join membership m on m.cohort_id = z.cohort_id and not m.withdrawn and get_bit(z.ordinals, m.ordinal) = 1
                where s.platform_id = :platform and s.doubted_at is not null and s.accepted_at is null
                group by s.id order by s.id
                """).param("platform", platformId).query(Doubt::read).list();
    }

    /** What became of accepting. */
    public sealed interface Decision {
        /** @param doubts as they stood; none where there was nothing to accept */
        record Accepted(List<Doubt> doubts) implements Decision {}

        record ReasonMissing() implements Decision {}

        record UnknownPlatform() implements Decision {}
    }

    /**
     * An operator has made sure that the platform's answers are true, however unlikely: they count from now on.
     *
     * @param jurisdiction null: wherever it is doubted
     */
    public Decision accept(String platform, @Nullable String jurisdiction, String actor, @Nullable String reasonCode) {
        if (!ReasonCode.is(reasonCode)) return new Decision.ReasonMissing();
        String reason = Objects.requireNonNull(reasonCode);
        return Objects.requireNonNull(transaction.execute(status -> platforms
                .of(platform)
                .<Decision>map(id -> new Decision.Accepted(accept(id, platform, jurisdiction, actor, reason)))
                .orElseGet(Decision.UnknownPlatform::new)));
    }

    private List<Doubt> accept(
            int platformId, String platform, @Nullable String jurisdiction, String actor, String reason) {
        Instant now = clock.instant();
        List<Doubt> accepted = new ArrayList<>();
        List<String> locked = lockRates(platformId, jurisdiction);
        List<Doubt> open = open(platformId);
        for (String where : locked) {
            for (Doubt doubt : open) {
                if (!doubt.jurisdiction().equals(where)) continue;
                accept(platformId, doubt, actor, reason, now);
                audit.write(
                        actor,
                        "platform.doubt-accepted",
                        platform,
                        Map.of(
                                "streak",
                                doubt.streak().toString(),
                                "jurisdiction",
                                where,
                                "items",
                                String.valueOf(doubt.items()),
                                "reason",
                                reason));
                outbox.write(Outbox.Kind.DOUBT_ACCEPTED, doubt.streak(), platform);
                accepted.add(doubt);
            }
        }
        return accepted;
    }

    /** As answers lock them, so that none adds to a streak while it is accepted. */
    private List<String> lockRates(int platformId, @Nullable String jurisdiction) {
        return jdbc.sql("""
                select jurisdiction from bound_rate
                where platform_id = :platform and (:jurisdiction::text is null or jurisdiction = :jurisdiction)
                order by jurisdiction for update
                """)
                .param("platform", platformId)
                .param("jurisdiction", jurisdiction)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private void accept(int platformId, Doubt doubt, String actor, String reason, Instant now) {
        Rate before = jdbc.sql("""
                select items, bound from bound_rate where platform_id = :platform and jurisdiction = :jurisdiction
                """)
                .param("platform", platformId)
                .param("jurisdiction", doubt.jurisdiction())
                .query((row, n) -> new Rate(row.getLong("items"), row.getLong("bound")))
                .single();
        Rate after = PlausibilityRules.accept(before, doubt.items());
        jdbc.sql("""
                update bound_rate set items = :items, bound = :bound,
                    streak_id = case when streak_id = :streak then null else streak_id end
                where platform_id = :platform and jurisdiction = :jurisdiction
                """)
                .param("items", after.items())
                .param("bound", after.bound())
                .param("streak", doubt.streak())
                .param("platform", platformId)
                .param("jurisdiction", doubt.jurisdiction())
                .update();
        jdbc.sql("""
                update streak set accepted_at = :now, accepted_by = :actor, accept_reason = :reason,
                    ended_at = coalesce(ended_at, :now)
                where id = :streak
                """)
                .param("now", SqlTime.param(now))
                .param("actor", actor)
                .param("reason", reason)
                .param("streak", doubt.streak())
                .update();
    }
}
