package io.reissue.store.answers;

import io.reissue.store.StoreForTests;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
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
                outbox,
                json);
    }
}
