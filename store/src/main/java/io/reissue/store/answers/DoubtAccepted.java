package io.reissue.store.answers;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.store.answers.StreakParts.Part;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A platform is believed after all: its items are settled, cohort by cohort, and numbers that waited for them are woken, each at its own
 * instant within the policy's spread.
 */
@Component
public class DoubtAccepted implements FollowUp {
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final OutcomeRows rows;
    private final Streaks streaks;
    private final StreakParts parts;
    private final PolicyStore policies;
    private final Outbox outbox;

    DoubtAccepted(
            TransactionTemplate transaction,
            Clock clock,
            OutcomeRows rows,
            Streaks streaks,
            StreakParts parts,
            PolicyStore policies,
            Outbox outbox) {
        this.transaction = transaction;
        this.clock = clock;
        this.rows = rows;
        this.streaks = streaks;
        this.parts = parts;
        this.policies = policies;
        this.outbox = outbox;
    }

    @Override
    public Outbox.Kind kind() {
        return Outbox.Kind.DOUBT_ACCEPTED;
    }

    @Override
    public void take(UUID streak, String platform) {
        for (Part part : parts.of(streak)) transaction.executeWithoutResult(status -> settle(streak, part));
    }

    private void settle(UUID streak, Part part) {
        Board board = rows.lockBoard(part.cohort(), part.platform()).orElse(null);
        BitSet believed = parts.ordinals(streak, part.cohort()).orElse(null);
        if (board == null || believed == null) return;
        believed.andNot(streaks.doubted(board));
        believed.and(board.cleared());
        board.settled().or(believed);
        rows.write(board);
        parts.forget(streak, part.cohort());
        if (rows.settlesStage(board)) {
            outbox.write(Outbox.Kind.STAGE_SETTLED, board.cohort(), String.valueOf(board.stage()));
        }
        wake(board, believed);
    }

    private void wake(Board board, BitSet believed) {
        Policy policy = policies.byVersion(board.policyVersion());
        Instant now = clock.instant();
        Map<UUID, Instant> wakes = new LinkedHashMap<>();
        for (UUID cycle : rows.waiting(board.cohort(), believed)) {
            wakes.put(cycle, FreezeRules.wakeAt(now, cycle, policy.spread()));
        }
        outbox.writeAt(Outbox.Kind.LOOK_AGAIN, wakes, board.code());
    }
}
