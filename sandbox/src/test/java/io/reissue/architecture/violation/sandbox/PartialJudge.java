package io.reissue.architecture.violation.sandbox;

import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.RecycleRules;
import io.reissue.sandbox.platforms.Account;
import io.reissue.store.protocol.Signatures;
import java.time.Instant;

/** Judges by the rules that it is to judge, signs with the other side's hand, and reads its books from within. */
final class PartialJudge {
    private PartialJudge() {}

    static boolean mayPurge(CycleFacts facts, Instant now, Signatures signatures) {
        return RecycleRules.mayPurge(facts, now) && signatures.hashCode() != 0;
    }

    static boolean isBound(Account account) {
        return account.state() == Account.State.BOUND;
    }
}
