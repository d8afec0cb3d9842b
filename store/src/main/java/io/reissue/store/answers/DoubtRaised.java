package io.reissue.store.answers;

import io.reissue.store.answers.StreakParts.Part;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A platform is not believed any more: whatever it has called not bound since the streak began is open again, cohort by cohort, so that
 * the cohort asks about it on the policy's schedule. That it does not count was true the moment the doubt arose.
 */
@Component
public class DoubtRaised implements FollowUp {
    private final TransactionTemplate transaction;
    private final OutcomeRows rows;
    private final Streaks streaks;
    private final StreakParts parts;
    private final Outbox outbox;
    private final AuditLog audit;

    DoubtRaised(
            TransactionTemplate transaction,
            OutcomeRows rows,
            Streaks streaks,
            StreakParts parts,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.rows = rows;
        this.streaks = streaks;
        this.parts = parts;
        this.outbox = outbox;
        this.audit = audit;
    }

    @Override
    public Outbox.Kind kind() {
        return Outbox.Kind.DOUBT_RAISED;
    }

    @Override
    public void take(UUID streak, String platform) {
        long opened = 0;
        long cohorts = 0;
        for (Part part : parts.of(streak)) {
            opened += Objects.requireNonNull(transaction.execute(status -> reopen(streak, part)));
            cohorts++;
        }
        Map<String, String> detail = Map.of(
                "streak", streak.toString(), "cohorts", String.valueOf(cohorts), "opened", String.valueOf(opened));
        transaction.executeWithoutResult(
                status -> audit.write(AuditLog.SYSTEM, "platform.doubt-followed", platform, detail));
    }

    /** Says how many items are open again. */
    private long reopen(UUID streak, Part part) {
        parts.lockCohort(part.cohort());
        Board board = rows.lockBoard(part.cohort(), part.platform()).orElse(null);
        if (board == null || !parts.lockDoubted(streak)) return 0;
        BitSet open = streaks.doubted(board);
        open.and(parts.resting(board));
        open.and(board.settled());
        open.andNot(board.unbound());
        if (open.isEmpty()) return 0;
        board.settled().andNot(open);
        rows.write(board);
        if (board.openItems() == 0) rows.reopenPlatform(board);
        if (!board.alone() && parts.reopenCohort(part.cohort())) {
            outbox.write(Outbox.Kind.START_COHORT, part.cohort(), "");
        }
        return open.cardinality();
    }
}
