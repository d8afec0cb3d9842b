package io.reissue.store.answers;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The answer book over the store of a test. */
public final class AnswersForTests {
    private AnswersForTests() {}

    public static PostgresAnswerBook book(
            StoreForTests store, PolicyStore policies, HolderVault holders, Outbox outbox, JsonMapper json) {
        return new PostgresAnswerBook(
                store.transaction(),
                store.jdbc(),
                store.clock(),
                new OutcomeRows(store.jdbc()),
                policies,
                holders,
                new Streaks(store.jdbc(), outbox, new AuditLog(store.jdbc(), store.clock())),
                outbox,
                json);
    }

    public static Doubts doubts(StoreForTests store, Outbox outbox) {
        return new Doubts(
                store.transaction(),
                store.jdbc(),
                new PlatformIds(store.jdbc()),
                store.clock(),
                outbox,
                new AuditLog(store.jdbc(), store.clock()));
    }

    /** What follows when a doubt arises or is accepted. */
    public static List<FollowUp> followUps(StoreForTests store, PolicyStore policies, Outbox outbox) {
        var rows = new OutcomeRows(store.jdbc());
        var audit = new AuditLog(store.jdbc(), store.clock());
        var streaks = new Streaks(store.jdbc(), outbox, audit);
        var streakParts = new StreakParts(store.jdbc());
        return List.of(
                new DoubtRaised(store.transaction(), rows, streaks, streakParts, outbox, audit),
                new DoubtAccepted(store.transaction(), store.clock(), rows, streaks, streakParts, policies, outbox));
    }
}
