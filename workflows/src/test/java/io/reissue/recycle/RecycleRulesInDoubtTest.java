package io.reissue.recycle;

import static io.reissue.recycle.Facts.FREEZE_END;
import static io.reissue.recycle.Facts.askedByCohort;
import static io.reissue.recycle.Facts.askingAlone;
import static io.reissue.recycle.Facts.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecycleRulesInDoubtTest {

    @Test
    void aNumberWhosePlatformIsNotBelievedIsKeptAndSaysSo() {
        Facts facts = askedByCohort().doubted("pay-1").required("pay-1", Outcome.UNKNOWN);

        assertThat(RecycleRules.mayPurge(facts.facts(), FREEZE_END)).isFalse();
        assertThat(facts.on(FREEZE_END))
                .isEqualTo(new Verdict.Extend(day(120 + Facts.STEP_DAYS), Optional.of(StuckReason.REQUIRED_DOUBTED)));
    }

    @Test
    void aRefusalIsToldBeforeADoubtAndADoubtBeforeSilence() {
        Facts silent = askedByCohort()
                .doubted("pay-1")
                .required("pay-1", Outcome.UNKNOWN)
                .required("pay-2", Outcome.UNKNOWN);
        assertThat(RecycleRules.stuck(silent.facts(), FREEZE_END)).contains(StuckReason.REQUIRED_DOUBTED);

        silent.required("pay-3", RefusalReason.BALANCE_OR_DEBT, day(200));

        assertThat(RecycleRules.stuck(silent.facts(), FREEZE_END)).contains(StuckReason.REQUIRED_REFUSES);
    }

    @Test
    void aWaivedPlatformMayBeAsDoubtfulAsItLikes() {
        assertThat(askedByCohort()
                        .doubted("pay-1")
                        .waived("pay-1", Outcome.UNKNOWN)
                        .on(FREEZE_END))
                .isEqualTo(new Verdict.Purge());
    }

    @Test
    void aNumberThatAsksAloneAsksTheDoubtedAgain() {
        assertThat(askingAlone()
                        .doubted("pay-1")
                        .required("pay-1", Outcome.UNKNOWN)
                        .stage(Stage.IDENTITY, day(85))
                        .stage(Stage.REQUIRED, day(90))
                        .stage(Stage.REST, day(95))
                        .on(day(100)))
                .isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.empty()));
    }
}
