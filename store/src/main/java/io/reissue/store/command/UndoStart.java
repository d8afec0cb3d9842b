package io.reissue.store.command;

import io.reissue.recycle.CycleState;
import io.reissue.store.cohort.AloneCohorts;
import io.reissue.store.cohort.ForgottenAsks;
import io.reissue.store.cohort.Members;
import io.reissue.store.cohort.Members.Member;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.realname.EndOfService;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The beginning of an undo: the holder has his number back at once; what platforms detached is registered to be restored. */
@Component
class UndoStart {
    /** The reason code of a withdrawal after which the number is another operator's. */
    private static final String PORTED_OUT = "PORTED_OUT";

    private final CycleRows cycles;
    private final Members members;
    private final AloneCohorts alone;
    private final ForgottenAsks forgotten;
    private final Inventory inventory;
    private final Tenures tenures;
    private final EndOfService endOfService;
    private final FeedWriter feed;
    private final Outbox outbox;

    UndoStart(
            CycleRows cycles,
            Members members,
            AloneCohorts alone,
            ForgottenAsks forgotten,
            Inventory inventory,
            Tenures tenures,
            EndOfService endOfService,
            FeedWriter feed,
            Outbox outbox) {
        this.cycles = cycles;
        this.members = members;
        this.alone = alone;
        this.forgotten = forgotten;
        this.inventory = inventory;
        this.tenures = tenures;
        this.endOfService = endOfService;
        this.feed = feed;
        this.outbox = outbox;
    }

    void begin(CycleRow row, CycleState state, @Nullable String reasonCode, Instant now) {
        boolean portedOut = state == CycleState.WITHDRAWING && PORTED_OUT.equals(reasonCode);
        LocalDate today = now.atZone(row.zone()).toLocalDate();
        inventory.setStatus(row.numberId(), portedOut ? NumberStatus.PORTED_OUT : NumberStatus.IN_SERVICE);
        if (portedOut) endOfService.keepRecord(row.id(), row.numberId(), row.disconnectedOn(), today);
        else tenures.continueTenure(row.numberId());
        feed.write(FeedEventType.REINSTATED, row.numberId(), row.jurisdiction(), today);
        boolean mayBeForgotten = forgotten.possible(row.id());
        // whom nobody here has asked about becomes a cohort of one, so that what he is owed has a form
        if (mayBeForgotten && row.sealedAt() == null) alone.seal(row.id(), now);
        members.lock(row.id()).ifPresent(member -> {
            withdraw(member, now);
            if (mayBeForgotten) forgotten.owe(member, now);
        });
        cycles.undo(row.id(), state, now);
    }

    private void withdraw(Member member, Instant now) {
        for (int stage : members.withdraw(member, now))
            outbox.write(Outbox.Kind.STAGE_SETTLED, member.cohortId(), String.valueOf(stage));
    }
}
