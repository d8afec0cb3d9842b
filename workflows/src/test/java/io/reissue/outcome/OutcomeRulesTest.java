package io.reissue.outcome;

import static io.reissue.outcome.Outcome.NOT_BOUND;
import static io.reissue.outcome.Outcome.NOT_YET_SYNCED;
import static io.reissue.outcome.Outcome.REFUSED;
import static io.reissue.outcome.Outcome.UNBOUND;
import static io.reissue.outcome.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.OutcomeRules.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeRulesTest {
    @Test
    void anOutcomeOnlyClimbs() {
        List<Outcome> ladder = List.of(UNKNOWN, NOT_YET_SYNCED, REFUSED, NOT_BOUND, UNBOUND);
        for (Outcome known : ladder) {
            for (Outcome answered : ladder.subList(1, ladder.size())) {
                int step = ladder.indexOf(answered) - ladder.indexOf(known);
                Judgement expected =
                        step > 0 ? Judgement.ACCEPTED : step == 0 ? Judgement.DUPLICATE : Judgement.CONFLICT;
                assertThat(OutcomeRules.judge(known, true, answered))
                        .as("%s after %s", answered, known)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void nobodyCanAnswerThatNothingIsKnown(Outcome known) {
        assertThat(OutcomeRules.judge(known, true, UNKNOWN)).isEqualTo(Judgement.CONFLICT);
    }

    @Test
    void aRefusalForAnotherReasonIsNews() {
        assertThat(OutcomeRules.judge(REFUSED, false, REFUSED)).isEqualTo(Judgement.ACCEPTED);
        assertThat(OutcomeRules.judge(REFUSED, true, REFUSED)).isEqualTo(Judgement.DUPLICATE);
        assertThat(OutcomeRules.judge(UNBOUND, false, UNBOUND)).isEqualTo(Judgement.DUPLICATE);
    }

    @Test
    void anItemIsAsGoodAsItsWorstAccount() {
        assertThat(OutcomeRules.ofAccounts(List.of(UNBOUND, UNBOUND))).isEqualTo(UNBOUND);
        assertThat(OutcomeRules.ofAccounts(List.of(UNBOUND, REFUSED))).isEqualTo(REFUSED);
        assertThat(OutcomeRules.ofAccounts(List.of(REFUSED, NOT_YET_SYNCED))).isEqualTo(NOT_YET_SYNCED);
        assertThat(OutcomeRules.ofAccounts(List.of(UNBOUND, UNKNOWN))).isEqualTo(UNKNOWN);
    }

    @Test
    void anAccountThatIsNotBoundCountsOnlyIfAllAre() {
        assertThat(OutcomeRules.ofAccounts(List.of(NOT_BOUND, UNBOUND))).isEqualTo(UNBOUND);
        assertThat(OutcomeRules.ofAccounts(List.of(NOT_BOUND, REFUSED))).isEqualTo(REFUSED);
        assertThat(OutcomeRules.ofAccounts(List.of(NOT_BOUND, NOT_BOUND))).isEqualTo(NOT_BOUND);
    }

    @Test
    void withoutAccountsThereIsNothingToAddUp() {
        assertThatThrownBy(() -> OutcomeRules.ofAccounts(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyAPositiveOutcomeClearsAndARefusalSettlesWithoutClearing() {
        assertThat(List.of(Outcome.values())).filteredOn(Outcome::cleared).containsExactly(NOT_BOUND, UNBOUND);
        assertThat(List.of(Outcome.values())).filteredOn(Outcome::settled).containsExactly(REFUSED, NOT_BOUND, UNBOUND);
    }

    @Test
    void aCodeOfANewerReleaseFailsClosed() {
        assertThat(Outcome.of("MAYBE")).isEqualTo(UNKNOWN);
        assertThat(Outcome.of("UNBOUND")).isEqualTo(UNBOUND);
        assertThat(RefusalReason.of("MOON_PHASE")).isEqualTo(RefusalReason.OTHER);
    }

    @Test
    void aRestoreLeavesNothingKnown() {
        assertThat(Said.RESTORED.outcome()).isEqualTo(UNKNOWN);
        assertThat(Said.NOTHING_TO_RESTORE.outcome()).isEqualTo(UNKNOWN);
        assertThat(Said.UNBOUND.outcome()).isEqualTo(UNBOUND);
    }

    @Test
    void aPartLiesWithinItsWhole() {
        assertThatThrownBy(() -> new Answer(3, 2, null, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(0, 2, null, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Answer(2, 2, Answer.Remainder.NOT_BOUND, List.of()).remainder())
                .extracting(Answer.Remainder::outcome)
                .isEqualTo(NOT_BOUND);
    }

    @Test
    void aReceiptIsAcceptableWhenSomethingWasTakenOrNothingWasWrong() {
        assertThat(new AnswerReceipt(1, 0, List.of("3"), List.of(), List.of()).acceptable())
                .isTrue();
        assertThat(new AnswerReceipt(0, 1, List.of(), List.of("4"), List.of()).acceptable())
                .isTrue();
        assertThat(new AnswerReceipt(0, 0, List.of(), List.of(), List.of()).acceptable())
                .isTrue();
        assertThat(new AnswerReceipt(0, 0, List.of("3"), List.of(), List.of()).acceptable())
                .isFalse();
        assertThat(new AnswerReceipt(0, 0, List.of(), List.of("3"), List.of()).acceptable())
                .isFalse();
        assertThat(new AnswerReceipt(0, 0, List.of(), List.of(), List.of("9")).acceptable())
                .isFalse();
    }

    @Test
    void anAnswerIsRefusedWhereNoResultCanBeTakenAndItSaysNothingOfTheRest() {
        var nothing = new AnswerReceipt(0, 0, List.of("3"), List.of(), List.of());

        assertThat(nothing.refuses(new Answer(1, 1, null, List.of()))).isTrue();
        assertThat(nothing.refuses(new Answer(1, 1, Answer.Remainder.NOT_BOUND, List.of())))
                .isFalse();
        assertThat(new AnswerReceipt(0, 1, List.of("3"), List.of(), List.of())
                        .refuses(new Answer(1, 1, null, List.of())))
                .isFalse();
    }
}
