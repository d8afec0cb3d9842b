package io.reissue.recycle;

import static io.reissue.recycle.Facts.FREEZE_END;
import static io.reissue.recycle.Facts.askedByCohort;
import static io.reissue.recycle.Facts.day;
import static io.reissue.recycle.Facts.notYetAsked;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecycleRulesUnderABrakeTest {

    @ParameterizedTest
    @EnumSource(Ending.class)
    void nothingIsPurgedWhateverItIsToEndIn(Ending ending) {
        Facts facts = askedByCohort().required("pay-1", Outcome.UNBOUND).endingIn(ending);
        assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Purge());

        facts.stoppedBy(Scope.JURISDICTION, "CN");

        assertThat(facts.on(FREEZE_END)).isEqualTo(braked(FREEZE_END, Optional.empty()));
        assertThat(RecycleRules.mayPurge(facts.facts(), day(500))).isFalse();
    }

    @Test
    void aNumberRestsAsEverUntilItIsItsTurn() {
        Facts facts = askedByCohort().required("pay-1", Outcome.UNBOUND).stoppedBy(Scope.EVERYTHING, "");

        assertThat(facts.on(FREEZE_END.minusMillis(1)))
                .isEqualTo(new Verdict.Rest(FREEZE_END, Waiting.FREEZE, Optional.empty()));
    }

    @Test
    void platformsAreAskedAndTheFreezeGrowsAsEver() {
        Facts refused = askedByCohort()
                .required("pay-1", RefusalReason.BALANCE_OR_DEBT, day(121))
                .stoppedBy(Scope.EVERYTHING, "");
        Facts silent = askedByCohort()
                .movedAt(day(119))
                .required("pay-1", Outcome.UNKNOWN)
                .stoppedBy(Scope.EVERYTHING, "");

        assertThat(refused.on(day(121)))
                .isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.of(StuckReason.REQUIRED_REFUSES)));
        assertThat(silent.on(FREEZE_END)).isInstanceOf(Verdict.Extend.class);
        assertThat(notYetAsked(Asking.ALONE)
                        .required("pay-1", Outcome.UNKNOWN)
                        .stoppedBy(Scope.EVERYTHING, "")
                        .on(Facts.ASK))
                .isEqualTo(new Verdict.SealAlone());
    }

    @Test
    void aHoldIsToldBeforeABrake() {
        Facts facts = askedByCohort().required("pay-1", Outcome.UNBOUND).held().stoppedBy(Scope.EVERYTHING, "");

        assertThat(facts.on(FREEZE_END))
                .isEqualTo(new Verdict.Rest(FREEZE_END.plus(RecycleRules.FALLBACK), Waiting.HOLD, Optional.empty()));
    }

    @Test
    void aHolderWhoComesBackIsNotStopped() {
        assertThat(askedByCohort()
                        .in(CycleState.REINSTATING)
                        .restored("pay-1", Stage.REQUIRED)
                        .stoppedBy(Scope.EVERYTHING, "")
                        .on(day(50)))
                .isEqualTo(new Verdict.EndUndo());
    }

    @Test
    void aNumberThatIsKeptPastTheLawsCeilingSaysSo() {
        Facts facts = askedByCohort()
                .required("pay-1", Outcome.UNBOUND)
                .ceiling(day(130))
                .stoppedBy(Scope.PLATFORM, "pay-1");

        assertThat(facts.on(FREEZE_END))
                .as("wakes at the ceiling")
                .isEqualTo(new Verdict.Rest(day(130), Waiting.BRAKE, Optional.empty()));
        assertThat(facts.on(day(130))).isEqualTo(braked(day(130), Optional.of(StuckReason.CEILING_REACHED)));
    }

    private static Verdict braked(Instant now, Optional<StuckReason> stuck) {
        return new Verdict.Rest(now.plus(RecycleRules.FALLBACK), Waiting.BRAKE, stuck);
    }
}
