package io.reissue.recycle;

import io.reissue.brake.Brake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Days;
import io.reissue.policy.Lead;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.recycle.CycleFacts.StageFacts;
import io.reissue.recycle.CycleFacts.Undo;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts of a cycle, told in the words of a test: a resting number whose freeze ends on day 120, asked on day 80, capped on day 400. */
final class Facts {
    static final Instant DAY_0 = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant FLOOR = day(90);
    static final Instant FREEZE_END = day(120);
    static final Instant ASK = day(80);
    static final Instant RECLAIM_UNTIL = day(60);
    static final Instant CAP = day(400);
    static final int STEP_DAYS = 7;
    static final int PATIENCE_DAYS = 14;
    static final int LEAD_DAYS = 40;

    private final List<Item> items = new ArrayList<>();
    private final List<StageFacts> stages = new ArrayList<>();
    private final List<Undo> undos = new ArrayList<>();
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> doubted = new HashSet<>();
    private final Set<Stage> closed = EnumSet.noneOf(Stage.class);
    private final List<Brake> brakes = new ArrayList<>();
    private CycleState state = CycleState.RESTING;
    private Ending ending = Ending.RELEASE;
    private final Asking asking;
    private Instant freezeEnd = FREEZE_END;
    private Instant cap = CAP;
    private @Nullable Instant ceiling;
    private boolean held;
    private boolean sealed;
    private @Nullable Instant progressAt;
    private @Nullable StuckReason stuck;

    private Facts(Asking asking) {
        this.asking = asking;
    }

    static Instant day(double days) {
        return DAY_0.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
    }

    static Facts askedByCohort() {
        return new Facts(Asking.COHORT).sealed();
    }

    static Facts notYetAsked(Asking asking) {
        return new Facts(asking);
    }

    static Facts askingAlone() {
        return new Facts(Asking.ALONE).sealed();
    }

    private Facts sealed() {
        sealed = true;
        progressAt = ASK;
        return this;
    }

    Facts in(CycleState now) {
        state = now;
        return this;
    }

    Facts endingIn(Ending planned) {
        ending = planned;
        return this;
    }

    Facts held() {
        held = true;
        return this;
    }

    Facts stoppedBy(Brake.Scope scope, String code) {
        brakes.add(new Brake(new UUID(0, brakes.size()), scope, code));
        return this;
    }

    Facts freezeEnds(Instant end) {
        freezeEnd = end;
        return this;
    }

    Facts capped(Instant at) {
        cap = at;
        return this;
    }

    Facts ceiling(Instant at) {
        ceiling = at;
        cap = at.isBefore(cap) ? at : cap;
        return this;
    }

    Facts movedAt(Instant at) {
        progressAt = at;
        return this;
    }

    Facts toldStuck(StuckReason reason) {
        stuck = reason;
        return this;
    }

    Facts stage(Stage stage, Instant deadline) {
        stages.add(new StageFacts(stage, deadline));
        return this;
    }

    Facts required(String platform, Outcome outcome) {
        return item(platform, Stage.REQUIRED, true, outcome, null, false, null);
    }

    Facts required(String platform, RefusalReason reason, Instant askAgainAt) {
        return item(platform, Stage.REQUIRED, true, Outcome.REFUSED, reason, false, askAgainAt);
    }

    Facts waived(String platform, Outcome outcome) {
        return item(platform, Stage.REQUIRED, true, outcome, null, true, null);
    }

    Facts other(String platform, Stage stage, Outcome outcome, @Nullable Instant askAgainAt) {
        return item(platform, stage, false, outcome, null, false, askAgainAt);
    }

    Facts toRestore(String platform, Stage stage, @Nullable Instant askAgainAt) {
        undos.add(new Undo(platform, stage, false, askAgainAt == null ? 0 : 1, askAgainAt));
        return this;
    }

    Facts restored(String platform, Stage stage) {
        undos.add(new Undo(platform, stage, true, 1, null));
        return this;
    }

    private Facts item(
            String platform,
            Stage stage,
            boolean required,
            Outcome outcome,
            @Nullable RefusalReason reason,
            boolean waived,
            @Nullable Instant askAgainAt) {
        items.add(new Item(
                platform,
                stage,
                required,
                outcome,
                reason,
                waived,
                outcome == Outcome.UNKNOWN ? 0 : 1,
                askAgainAt,
                sealed && !closed.contains(stage),
                wanted.contains(platform),
                doubted.contains(platform)));
        return this;
    }

    /** Told before the platform: a person wants it asked now. */
    Facts askedForNow(String platform) {
        wanted.add(platform);
        return this;
    }

    /** Told before the platform: what it says is not believed. */
    Facts doubted(String platform) {
        doubted.add(platform);
        return this;
    }

    /** Told before its platforms: the cohort has not come that far. */
    Facts notOpened(Stage stage) {
        closed.add(stage);
        return this;
    }

    CycleFacts facts() {
        return new CycleFacts(
                state,
                ending,
                asking,
                DAY_0,
                FLOOR,
                ceiling,
                cap,
                freezeEnd,
                ASK,
                RECLAIM_UNTIL,
                held,
                sealed,
                progressAt,
                stuck,
                Days.calendar(ZoneOffset.UTC),
                STEP_DAYS,
                Period.ofDays(PATIENCE_DAYS),
                new Lead(LEAD_DAYS, 1),
                List.copyOf(items),
                List.copyOf(stages),
                List.copyOf(undos),
                List.copyOf(brakes));
    }

    Verdict on(Instant now) {
        return RecycleRules.next(facts(), now);
    }
}
