package io.reissue.store.intake;

import io.reissue.intake.Judgement.Accepted;
import java.util.UUID;

/** A row that becomes a cycle. */
record BegunCycle(UUID cycleId, long numberId, Accepted row) {}
