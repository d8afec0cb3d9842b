package io.reissue.recycle;

import static io.reissue.recycle.Facts.CAP;
import static io.reissue.recycle.Facts.FREEZE_END;
import static io.reissue.recycle.Facts.askedByCohort;
import static io.reissue.recycle.Facts.askingAlone;
import static io.reissue.recycle.Facts.day;
import static io.reissue.recycle.Facts.notYetAsked;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecycleRulesTest {

    @Nested
    class ANumberThatACohortAskedAbout {
        @Test
        void restsUntilItsFreezeEnds() {
            assertThat(askedByCohort().required("pay-1", Outcome.UNBOUND).on(day(119)))
                    .isEqualTo(rest(FREEZE_END, Waiting.FREEZE));
        }

        @Test
        void restsUntilItsFreezeEndsBeforeItIsAskedAboutToo() {
            assertThat(notYetAsked(Asking.COHORT)
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(day(10)))
                    .isEqualTo(rest(FREEZE_END, Waiting.FREEZE));
        }

        @Test
        void saysBeforeTheEndThatPlatformsAreOpen() {
            assertThat(askedByCohort().required("pay-1", Outcome.UNKNOWN).on(day(119)))
                    .isEqualTo(rest(FREEZE_END, Waiting.ANSWERS));
        }

        @Test
        void isPurgedAtTheEndWhenEverythingRequiredIsCleared() {
            Facts facts = askedByCohort()
                    .required("pay-1", Outcome.UNBOUND)
                    .required("pay-2", Outcome.NOT_BOUND)
                    .waived("pay-3", Outcome.REFUSED)
                    .other("app-1", Stage.REST, Outcome.UNKNOWN, null);

            assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Purge());
            assertThat(facts.on(FREEZE_END.minusMillis(1))).isInstanceOf(Verdict.Rest.class);
        }

        @Test
        void isNotPurgedThatNoCohortAskedAbout() {
            CycleFacts facts = notYetAsked(Asking.COHORT)
                    .required("pay-1", Outcome.UNKNOWN)
                    .facts();

            assertThat(RecycleRules.mayPurge(facts, day(200))).isFalse();
            assertThat(RecycleRules.next(facts, FREEZE_END)).isInstanceOf(Verdict.Extend.class);
        }

        @Test
        void isNotPurgedUnaskedThoughNothingIsRequired() {
            CycleFacts facts = notYetAsked(Asking.COHORT)
                    .other("app-1", Stage.REST, Outcome.UNKNOWN, null)
                    .facts();

            assertThat(RecycleRules.mayPurge(facts, day(200))).isFalse();
        }

        @Test
        void leavesTheSilentToTheCohort() {
            assertThat(askedByCohort().required("pay-1", Outcome.UNKNOWN).on(FREEZE_END))
                    .isInstanceOf(Verdict.Extend.class);
        }

        @Test
        void asksItselfWhatARequiredPlatformRefused() {
            Facts facts = askedByCohort()
                    .required("pay-1", RefusalReason.BALANCE_OR_DEBT, day(121))
                    .required("pay-2", Outcome.UNKNOWN)
                    .other("app-1", Stage.REST, Outcome.REFUSED, day(1));

            assertThat(facts.on(day(121)))
                    .isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.of(StuckReason.REQUIRED_REFUSES)));
        }

        @Test
        void asksARefusalNotBeforeItsTime() {
            Facts facts = askedByCohort().required("pay-1", RefusalReason.BALANCE_OR_DEBT, day(110));

            assertThat(facts.on(day(100))).isEqualTo(rest(day(110), Waiting.ANSWERS));
            assertThat(facts.on(day(110))).isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.empty()));
        }

        @Test
        void doesNotAskWhatWasWaived() {
            assertThat(askedByCohort().waived("pay-1", Outcome.REFUSED).on(FREEZE_END))
                    .isEqualTo(new Verdict.Purge());
        }
    }

    @Nested
    class AFreeze {
        @Test
        void growsByTheStepWhileSomethingRequiredIsOpen() {
            assertThat(askedByCohort()
                            .movedAt(day(119))
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(FREEZE_END))
                    .isEqualTo(new Verdict.Extend(day(120 + Facts.STEP_DAYS), Optional.empty()));
        }

        @Test
        void alwaysGrowsPastThePresentHoweverLateTheNumberLooks() {
            assertThat(askedByCohort()
                            .movedAt(day(199))
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(day(200)))
                    .isInstanceOfSatisfying(
                            Verdict.Extend.class,
                            extend -> assertThat(extend.freezeEnd()).isAfter(day(200)));
        }

        @Test
        void growsNoFurtherThanTheCap() {
            assertThat(askedByCohort()
                            .freezeEnds(day(398))
                            .movedAt(day(397))
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(day(398)))
                    .isEqualTo(new Verdict.Extend(CAP, Optional.empty()));
        }

        @Test
        void atTheCapStaysWhereItIsAndSaysSo() {
            assertThat(askedByCohort()
                            .freezeEnds(CAP)
                            .movedAt(day(399))
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(CAP))
                    .isEqualTo(stuck(CAP.plus(RecycleRules.FALLBACK), StuckReason.CAP_REACHED));
        }

        @Test
        void atTheCapWakesAtTheCeilingToSayThatItIsReached() {
            Facts facts = askedByCohort()
                    .freezeEnds(CAP)
                    .ceiling(day(410))
                    .movedAt(day(399))
                    .required("pay-1", Outcome.UNKNOWN);

            assertThat(facts.on(CAP)).isEqualTo(stuck(day(410), StuckReason.CAP_REACHED));
            assertThat(facts.on(day(410)))
                    .isEqualTo(stuck(day(410).plus(RecycleRules.FALLBACK), StuckReason.CEILING_REACHED));
        }

        @Test
        void growsNoFurtherThanTheCeilingAndThatIsTheReasonGiven() {
            Facts facts = askedByCohort().ceiling(day(125)).movedAt(day(119)).required("pay-1", Outcome.UNKNOWN);

            assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Extend(day(125), Optional.empty()));
            assertThat(facts.freezeEnds(day(125)).on(day(125)))
                    .isEqualTo(stuck(day(125).plus(RecycleRules.FALLBACK), StuckReason.CEILING_REACHED));
        }

        @Test
        void atTheCapStillAsksARefusalWhenItsTimeComes() {
            Facts facts = askedByCohort().freezeEnds(CAP).required("pay-1", RefusalReason.BALANCE_OR_DEBT, day(407));

            assertThat(facts.on(CAP)).isEqualTo(stuck(day(407), StuckReason.CAP_REACHED));
            assertThat(facts.on(day(407)))
                    .isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.of(StuckReason.CAP_REACHED)));
        }

        @Test
        void beyondTheCapByAnOperatorsCommandEndsWithThePurge() {
            assertThat(askedByCohort()
                            .freezeEnds(CAP)
                            .required("pay-1", Outcome.UNBOUND)
                            .on(CAP))
                    .isEqualTo(new Verdict.Purge());
        }
    }

    @Nested
    class ANumberThatAPersonWantsAskedNow {
        @ParameterizedTest
        @EnumSource(names = {"UNKNOWN", "NOT_YET_SYNCED", "REFUSED"})
        void asksThePlatformItselfThoughItsSilenceIsTheCohorts(Outcome outcome) {
            assertThat(askedByCohort()
                            .askedForNow("app-1")
                            .other("app-1", Stage.REST, outcome, day(117))
                            .other("app-2", Stage.REST, Outcome.UNKNOWN, null)
                            .on(day(100)))
                    .isEqualTo(new Verdict.Ask(List.of("app-1"), Optional.empty()));
        }

        @Test
        void leavesAloneWhatWasClearedOrWaivedMeanwhile() {
            assertThat(askedByCohort()
                            .askedForNow("pay-1")
                            .askedForNow("pay-2")
                            .required("pay-1", Outcome.UNBOUND)
                            .waived("pay-2", Outcome.UNKNOWN)
                            .on(day(100)))
                    .isEqualTo(rest(FREEZE_END, Waiting.FREEZE));
        }

        @Test
        void asksOnlyWhatBlocksItOnceItsFreezeIsOver() {
            Facts facts = askedByCohort()
                    .askedForNow("pay-1")
                    .askedForNow("app-1")
                    .movedAt(day(119))
                    .required("pay-1", Outcome.UNKNOWN)
                    .other("app-1", Stage.REST, Outcome.UNKNOWN, null);

            assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Ask(List.of("pay-1"), Optional.empty()));
        }

        @Test
        void doesNotWaitForItsScheduleWhenItAsksAlone() {
            assertThat(askingAlone()
                            .stage(Stage.IDENTITY, day(85))
                            .stage(Stage.REQUIRED, day(95))
                            .stage(Stage.REST, day(105))
                            .askedForNow("app-1")
                            .other("app-1", Stage.REST, Outcome.UNKNOWN, day(117))
                            .on(day(100)))
                    .isEqualTo(new Verdict.Ask(List.of("app-1"), Optional.empty()));
        }
    }

    @Nested
    class AHeldNumber {
        @Test
        void isNeverPurgedHoweverLongItsFreezeIsOver() {
            Facts facts = askedByCohort().held().required("pay-1", Outcome.UNBOUND);

            assertThat(facts.on(day(300))).isEqualTo(rest(day(300).plus(RecycleRules.FALLBACK), Waiting.HOLD));
            assertThat(RecycleRules.mayPurge(facts.facts(), day(300))).isFalse();
        }

        @Test
        void pastItsCeilingSaysSoFromThatMomentOnThoughNothingIsOpen() {
            Facts facts = askedByCohort().held().ceiling(day(125)).required("pay-1", Outcome.UNBOUND);

            assertThat(facts.on(day(90))).isEqualTo(rest(day(90).plus(RecycleRules.FALLBACK), Waiting.HOLD));
            assertThat(facts.on(day(110))).as("wakes at the ceiling").isEqualTo(rest(day(125), Waiting.HOLD));
            assertThat(facts.on(day(125)))
                    .isEqualTo(new Verdict.Rest(
                            day(125).plus(RecycleRules.FALLBACK),
                            Waiting.HOLD,
                            Optional.of(StuckReason.CEILING_REACHED)));
        }

        @Test
        void isNotStuckForAnythingElse() {
            Facts facts = askedByCohort().held().required("pay-1", Outcome.UNKNOWN);

            assertThat(RecycleRules.stuck(facts.facts(), CAP.plusSeconds(1))).isEmpty();
        }

        @Test
        void asksNobody() {
            assertThat(askedByCohort()
                            .held()
                            .required("pay-1", RefusalReason.BALANCE_OR_DEBT, day(110))
                            .on(day(130)))
                    .isInstanceOfSatisfying(
                            Verdict.Rest.class, rest -> assertThat(rest.why()).isEqualTo(Waiting.HOLD));
        }

        @Test
        void thatIsGivenBackIsRestoredAllTheSame() {
            assertThat(askedByCohort()
                            .held()
                            .in(CycleState.REINSTATING)
                            .toRestore("pay-1", Stage.REQUIRED, null)
                            .on(day(50)))
                    .isEqualTo(new Verdict.Restore(List.of("pay-1")));
        }
    }

    @Nested
    class AStuckNumber {
        @Test
        void isOneThatNobodyHasAskedAboutByItsCeilingThoughNothingIsRequired() {
            assertThat(notYetAsked(Asking.COHORT).ceiling(FREEZE_END).on(FREEZE_END))
                    .isEqualTo(new Verdict.Rest(
                            FREEZE_END.plus(RecycleRules.FALLBACK),
                            Waiting.ANSWERS,
                            Optional.of(StuckReason.CEILING_REACHED)));
        }

        @Test
        void isOneWithoutAnyMoveForThePatienceOfThePolicy() {
            Facts facts = askedByCohort().required("pay-1", Outcome.UNKNOWN);

            assertThat(RecycleRules.stuck(facts.movedAt(day(107)).facts(), FREEZE_END))
                    .isEmpty();
            assertThat(RecycleRules.stuck(facts.movedAt(day(106)).facts(), FREEZE_END))
                    .contains(StuckReason.REQUIRED_SILENT);
        }

        @Test
        void isNotOneWhoseFreezeHasNotEnded() {
            assertThat(RecycleRules.stuck(
                            askedByCohort().required("pay-1", Outcome.UNKNOWN).facts(), day(119)))
                    .isEmpty();
        }

        @Test
        void isNotOneWithNothingRequiredOpen() {
            assertThat(RecycleRules.stuck(
                            askedByCohort().required("pay-1", Outcome.NOT_BOUND).facts(), day(500)))
                    .isEmpty();
        }

        @Test
        void isOneThatNobodyEverAskedAbout() {
            assertThat(RecycleRules.stuck(
                            notYetAsked(Asking.COHORT)
                                    .required("pay-1", Outcome.UNKNOWN)
                                    .facts(),
                            FREEZE_END))
                    .contains(StuckReason.REQUIRED_SILENT);
        }

        @Test
        void staysOneAfterTheFreezeHasGrownThoughNobodyWasAsked() {
            CycleFacts facts = notYetAsked(Asking.COHORT)
                    .freezeEnds(day(127))
                    .toldStuck(StuckReason.REQUIRED_SILENT)
                    .required("pay-1", Outcome.UNKNOWN)
                    .facts();

            assertThat(RecycleRules.stuck(facts, day(121))).contains(StuckReason.REQUIRED_SILENT);
        }

        @Test
        void staysSoAfterTheFreezeHasGrownAndIsClearedByAMove() {
            Facts facts = askedByCohort()
                    .freezeEnds(day(127))
                    .toldStuck(StuckReason.REQUIRED_SILENT)
                    .required("pay-1", Outcome.UNKNOWN);

            assertThat(RecycleRules.stuck(facts.facts(), day(121))).contains(StuckReason.REQUIRED_SILENT);
            assertThat(RecycleRules.stuck(facts.movedAt(day(121)).facts(), day(122)))
                    .isEmpty();
        }

        @Test
        void namesTheMostTellingReason() {
            Facts facts = askedByCohort().required("pay-1", Outcome.UNKNOWN);
            assertThat(reason(facts, FREEZE_END)).isEqualTo(StuckReason.REQUIRED_SILENT);

            facts.required("pay-2", RefusalReason.DISPUTE_OR_LEGAL_HOLD, day(500));
            assertThat(reason(facts, FREEZE_END)).isEqualTo(StuckReason.REQUIRED_REFUSES);

            facts.required("pay-3", RefusalReason.BOUND_AFTER_CUTOFF, day(500));
            assertThat(reason(facts, FREEZE_END)).isEqualTo(StuckReason.BOUND_AFTER_CUTOFF);

            facts.capped(day(200));
            assertThat(reason(facts, day(200))).isEqualTo(StuckReason.CAP_REACHED);

            facts.ceiling(day(200));
            assertThat(reason(facts, day(200))).isEqualTo(StuckReason.CEILING_REACHED);
        }

        @Test
        void isNotMadeByAnAccountBoundAfterTheCutoffThatWasWaived() {
            Facts facts = askedByCohort().waived("pay-1", Outcome.REFUSED).required("pay-2", Outcome.UNKNOWN);

            assertThat(reason(facts, FREEZE_END)).isEqualTo(StuckReason.REQUIRED_SILENT);
        }

        private StuckReason reason(Facts facts, Instant now) {
            return RecycleRules.stuck(facts.facts(), now).orElseThrow();
        }
    }

    @Nested
    class ANumberThatAsksAlone {
        private static final Instant FIRST_DEADLINE = day(85);
        private static final Instant SECOND_DEADLINE = day(92);

        @Test
        void restsUntilTheDayItAsks() {
            assertThat(notYetAsked(Asking.ALONE)
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(day(3)))
                    .isEqualTo(rest(Facts.ASK, Waiting.ASK_DAY));
        }

        @Test
        void isSealedOnThatDay() {
            assertThat(notYetAsked(Asking.ALONE)
                            .required("pay-1", Outcome.UNKNOWN)
                            .on(Facts.ASK))
                    .isEqualTo(new Verdict.SealAlone());
        }

        @Test
        void opensTheFirstStageFirst() {
            assertThat(threeStages(Outcome.UNKNOWN, Outcome.UNKNOWN).on(day(81)))
                    .isEqualTo(new Verdict.OpenStage(Stage.IDENTITY));
        }

        @Test
        void asksOnlyTheStagesThatAreOpen() {
            assertThat(threeStages(Outcome.UNKNOWN, Outcome.UNKNOWN)
                            .stage(Stage.IDENTITY, FIRST_DEADLINE)
                            .on(day(81)))
                    .isEqualTo(new Verdict.Ask(List.of("id-1"), Optional.empty()));
        }

        @Test
        void opensTheNextStageWhenEveryPlatformHasTakenAStand() {
            assertThat(threeStages(Outcome.REFUSED, Outcome.UNKNOWN)
                            .stage(Stage.IDENTITY, FIRST_DEADLINE)
                            .on(day(81)))
                    .isEqualTo(new Verdict.OpenStage(Stage.REQUIRED));
        }

        @Test
        void opensTheNextStageAtTheDeadlineWhateverIsSilent() {
            Facts facts = threeStages(Outcome.NOT_YET_SYNCED, Outcome.UNKNOWN).stage(Stage.IDENTITY, FIRST_DEADLINE);

            assertThat(facts.on(FIRST_DEADLINE.minusSeconds(1))).isInstanceOf(Verdict.Rest.class);
            assertThat(facts.on(FIRST_DEADLINE)).isEqualTo(new Verdict.OpenStage(Stage.REQUIRED));
        }

        @Test
        void restsUntilTheDeadlineOrUntilItAsksAgainWhicheverIsFirst() {
            Facts facts = askingAlone()
                    .other("id-1", Stage.IDENTITY, Outcome.NOT_YET_SYNCED, day(83))
                    .stage(Stage.IDENTITY, FIRST_DEADLINE);
            assertThat(facts.on(day(82))).isEqualTo(rest(day(83), Waiting.ANSWERS));

            Facts patient = askingAlone()
                    .other("id-1", Stage.IDENTITY, Outcome.NOT_YET_SYNCED, day(88))
                    .stage(Stage.IDENTITY, FIRST_DEADLINE);
            assertThat(patient.on(day(82))).isEqualTo(rest(FIRST_DEADLINE, Waiting.ANSWERS));
        }

        @Test
        void isNotWokenAtTheDeadlineOfAStageThatIsSettled() {
            assertThat(askingAlone()
                            .required("pay-1", Outcome.UNBOUND)
                            .stage(Stage.IDENTITY, FIRST_DEADLINE)
                            .stage(Stage.REQUIRED, SECOND_DEADLINE)
                            .stage(Stage.REST, day(99))
                            .on(day(81)))
                    .isEqualTo(rest(FREEZE_END, Waiting.FREEZE));
        }

        @Test
        void stopsAskingTheOthersWhenItsFreezeEndsAndIsPurged() {
            Facts facts = threeStages(Outcome.NOT_BOUND, Outcome.UNBOUND)
                    .stage(Stage.IDENTITY, FIRST_DEADLINE)
                    .stage(Stage.REQUIRED, SECOND_DEADLINE)
                    .stage(Stage.REST, day(99));

            assertThat(facts.on(day(119))).isEqualTo(new Verdict.Ask(List.of("app-1"), Optional.empty()));
            assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Purge());
        }

        @Test
        void goesOnAskingTheRequiredAfterItsFreezeEnded() {
            Facts facts = askingAlone()
                    .required("pay-1", Outcome.UNKNOWN)
                    .stage(Stage.IDENTITY, FIRST_DEADLINE)
                    .stage(Stage.REQUIRED, SECOND_DEADLINE)
                    .stage(Stage.REST, day(99));

            assertThat(facts.on(day(121)))
                    .isInstanceOfSatisfying(
                            Verdict.Ask.class,
                            ask -> assertThat(ask.platforms()).containsExactly("pay-1"));
        }

        private Facts threeStages(Outcome identity, Outcome required) {
            Instant later = identity == Outcome.UNKNOWN ? null : day(99);
            return askingAlone()
                    .other("id-1", Stage.IDENTITY, identity, later)
                    .required("pay-1", required)
                    .other("app-1", Stage.REST, Outcome.UNKNOWN, null);
        }
    }

    @Nested
    class AnEnding {
        @Test
        void byRetiringNeedsNoPlatformButTheEndOfTheFreeze() {
            Facts facts = askedByCohort().endingIn(Ending.RETIRE).required("pay-1", Outcome.UNKNOWN);

            assertThat(facts.on(day(119))).isInstanceOf(Verdict.Rest.class);
            assertThat(facts.on(FREEZE_END)).isEqualTo(new Verdict.Purge());
            assertThat(RecycleRules.mayPurge(facts.held().facts(), FREEZE_END)).isFalse();
        }

        @Test
        void byReturnToTheDonorAsksNobodyAndMayComeBeforeTheFloor() {
            Facts facts =
                    notYetAsked(Asking.NOBODY).endingIn(Ending.RETURN_TO_DONOR).freezeEnds(Facts.DAY_0);

            assertThat(facts.on(Facts.DAY_0)).isEqualTo(new Verdict.Purge());
        }

        @Test
        void byReturnToTheDonorAfterQuarantineRestsFirst() {
            Facts facts = notYetAsked(Asking.NOBODY).endingIn(Ending.RETURN_TO_DONOR);

            assertThat(facts.on(day(100))).isEqualTo(rest(FREEZE_END, Waiting.FREEZE));
        }

        @Test
        void byReleaseNeverComesBeforeTheFloorWhateverTheRowSays() {
            CycleFacts tampered = askedByCohort()
                    .freezeEnds(day(30))
                    .required("pay-1", Outcome.UNBOUND)
                    .facts();

            assertThat(RecycleRules.mayPurge(tampered, day(89))).isFalse();
            assertThat(RecycleRules.mayPurge(tampered, Facts.FLOOR)).isTrue();
        }

        @ParameterizedTest
        @EnumSource(
                value = CycleState.class,
                names = {"RELEASED", "REINSTATED", "WITHDRAWN", "RETURNED_TO_DONOR", "RETIRED", "UNKNOWN"})
        void isFinal(CycleState state) {
            Facts facts = askedByCohort().in(state).required("pay-1", Outcome.UNBOUND);

            assertThat(facts.on(day(500))).isEqualTo(new Verdict.Ended());
            assertThat(RecycleRules.mayPurge(facts.facts(), day(500))).isFalse();
        }

        @ParameterizedTest
        @EnumSource(
                value = CycleState.class,
                names = {"ACCEPTED", "REINSTATING", "WITHDRAWING"})
        void isNoPurgeOfANumberThatDoesNotRest(CycleState state) {
            assertThat(RecycleRules.mayPurge(
                            askedByCohort()
                                    .in(state)
                                    .required("pay-1", Outcome.UNBOUND)
                                    .facts(),
                            day(500)))
                    .isFalse();
        }
    }

    @Nested
    class AnUndo {
        @ParameterizedTest
        @EnumSource(
                value = CycleState.class,
                names = {"REINSTATING", "WITHDRAWING"})
        void ofANumberThatNobodyWasAskedAboutEndsAtOnce(CycleState state) {
            assertThat(notYetAsked(Asking.COHORT).in(state).on(day(5))).isEqualTo(new Verdict.EndUndo());
        }

        @Test
        void asksEveryPlatformOnceHoweverManyDeliveriesItHad() {
            assertThat(askedByCohort()
                            .in(CycleState.REINSTATING)
                            .toRestore("app-1", Stage.REST, null)
                            .toRestore("app-1", Stage.REST, null)
                            .toRestore("id-1", Stage.IDENTITY, null)
                            .restored("pay-1", Stage.REQUIRED)
                            .on(day(50)))
                    .isEqualTo(new Verdict.Restore(List.of("app-1", "id-1")));
        }

        @Test
        void waitsForTheOnesThatWereAskedAndDoesNotEndBefore() {
            Facts facts = askedByCohort()
                    .in(CycleState.WITHDRAWING)
                    .toRestore("app-1", Stage.REST, day(53))
                    .toRestore("id-1", Stage.IDENTITY, day(52));

            assertThat(facts.on(day(51))).isEqualTo(rest(day(52), Waiting.RESTORES));
            assertThat(facts.on(day(52))).isEqualTo(new Verdict.Restore(List.of("id-1")));
        }

        @Test
        void endsWhenEverythingIsRestored() {
            assertThat(askedByCohort()
                            .in(CycleState.REINSTATING)
                            .restored("app-1", Stage.REST)
                            .on(day(50)))
                    .isEqualTo(new Verdict.EndUndo());
        }

        @Test
        void goesOnForAnAnswerThatCameAfterItsEnd() {
            Facts facts = askedByCohort().in(CycleState.REINSTATED).restored("app-1", Stage.REST);
            assertThat(facts.on(day(70))).isEqualTo(new Verdict.Ended());

            assertThat(facts.toRestore("pay-1", Stage.REQUIRED, null).on(day(70)))
                    .isEqualTo(new Verdict.Restore(List.of("pay-1")));
        }

        @Test
        void neverPurgesThoughTheFreezeIsOver() {
            assertThat(askedByCohort()
                            .in(CycleState.REINSTATING)
                            .required("pay-1", Outcome.UNBOUND)
                            .toRestore("pay-1", Stage.REQUIRED, day(131))
                            .on(day(130)))
                    .isEqualTo(rest(day(131), Waiting.RESTORES));
        }
    }

    @Test
    void theFallbackIsThirtyDays() {
        assertThat(RecycleRules.FALLBACK).isEqualTo(Duration.ofDays(30));
    }

    private static Verdict rest(Instant until, Waiting why) {
        return new Verdict.Rest(until, why, Optional.empty());
    }

    private static Verdict stuck(Instant until, StuckReason reason) {
        return new Verdict.Rest(until, Waiting.ANSWERS, Optional.of(reason));
    }
}
