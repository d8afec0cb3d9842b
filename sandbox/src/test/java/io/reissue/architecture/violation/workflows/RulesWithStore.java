package io.reissue.architecture.violation.workflows;

import io.reissue.store.vault.KeyShredded;

/** A rule that knows the store. */
final class RulesWithStore {
    private RulesWithStore() {}

    static boolean shredded(Throwable thrown) {
        return thrown instanceof KeyShredded;
    }
}
