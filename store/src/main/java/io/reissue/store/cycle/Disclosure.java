package io.reissue.store.cycle;

import io.reissue.policy.Asking;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.Policy;
import io.reissue.recycle.Ending;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first step of a cycle, once: the terms, the notice to the holder who leaves, the word to the platforms' feed. */
@Component
class Disclosure {
    /** The version of the leaving holder's text; both languages stand in {@code disclosure/}. */
    static final String NOTICE_TEXT = "leaving-1";

    private final JdbcClient jdbc;
    private final CycleRows cycles;
    private final PolicyStore policies;
    private final Outbox outbox;
    private final FeedWriter feed;
    private final AuditLog audit;

    Disclosure(
            JdbcClient jdbc, CycleRows cycles, PolicyStore policies, Outbox outbox, FeedWriter feed, AuditLog audit) {
        this.jdbc = jdbc;
        this.cycles = cycles;
        this.policies = policies;
        this.outbox = outbox;
        this.feed = feed;
        this.audit = audit;
    }

    /** What the cycle will be measured by. */
    record Terms(Policy policy, Asking asking, Instant freezeEnd, Instant cap, LocalDate askOn, Instant reclaimUntil) {}

    void disclose(CycleRow row, Instant now) {
        Policy policy = policies.followed(row.scope(), FactsReader.today(row, now));
        LegalLimits limits = LegalLimits.of(row.jurisdiction(), row.lineType()).orElseThrow();
        Terms terms = terms(row, policy, limits, now);
        cycles.disclose(row.id(), terms, now);
        java.util.UUID notice = com.github.f4b6a3.uuid.UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into notice (id, cycle_id, kind, text_version, state, written_at)
                values (:id, :cycle, 'LEAVING_HOLDER', :text, 'WAITING', :now)
                """)
                .param("id", notice)
                .param("cycle", row.id())
                .param("text", NOTICE_TEXT)
                .param("now", SqlTime.param(now))
                .update();
        outbox.write(Outbox.Kind.NOTICE, notice, "");
        feed.write(FeedEventType.DISCONNECTED, row.numberId(), row.jurisdiction(), row.disconnectedOn());
        audit.write(
                AuditLog.SYSTEM,
                "cycle.disclosed",
                row.id().toString(),
                Map.of(
                        "policy", String.valueOf(policy.version()),
                        "reclaimUntil", terms.reclaimUntil().toString()));
    }

    static Terms terms(CycleRow row, Policy policy, LegalLimits limits, Instant now) {
        Instant freezeEnd = row.ending() == Ending.RETURN_TO_DONOR
                ? switch (limits.donor()) {
                    case AT_ONCE -> now;
                    case AFTER_QUARANTINE -> row.floorAt();
                }
                : FreezeRules.freezeEnd(policy, limits, row.disconnectedAt(), row.disconnectedAt());
        return new Terms(
                policy,
                row.asking() == Asking.COHORT ? policy.asking() : row.asking(),
                freezeEnd,
                FreezeRules.cap(policy, limits, row.disconnectedAt()),
                FreezeRules.askOn(policy, policy.days(), freezeEnd),
                FreezeRules.reclaimUntil(policy, limits, row.disconnectedAt(), freezeEnd));
    }
}
