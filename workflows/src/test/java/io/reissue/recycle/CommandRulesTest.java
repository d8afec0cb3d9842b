package io.reissue.recycle;

import static io.reissue.recycle.Facts.askedByCohort;
import static io.reissue.recycle.Facts.day;
import static io.reissue.recycle.Facts.notYetAsked;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Outcome;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRulesTest {
    private static final Instant NOW = day(30);
    private static final Facts OPEN = askedByCohort()
            .required("pay-1", Outcome.REFUSED)
            .required("pay-2", Outcome.UNBOUND)
            .waived("pay-3", Outcome.UNKNOWN)
            .other("app-1", Stage.REST, Outcome.UNKNOWN, null);

    private static final Set<Office> OPERATOR = Set.of(Office.OPERATOR);
    private static final Set<Office> POLICY_ADMIN = Set.of(Office.POLICY_ADMIN);

    private record Case(Refusal refusal, Facts facts, CommandRequest request, Instant now) {}

    private static Stream<Case> everyRefusal() {
        return Stream.of(
                refused(
                        Refusal.NOT_DISCLOSED,
                        notYetAsked(Asking.COHORT).in(CycleState.ACCEPTED),
                        ask(CommandKind.HOLD)),
                refused(
                        Refusal.REASON_MISSING,
                        OPEN,
                        new CommandRequest(
                                CommandKind.HOLD, "operator-1", OPERATOR, " ", null, null, false, false, false, null)),
                refused(Refusal.OTHER_OFFICE, notYetAsked(Asking.COHORT), shorten(OPERATOR, null)),
                refused(Refusal.OTHER_OFFICE, notYetAsked(Asking.COHORT), shorten(OPERATOR, "admin-2")),
                refused(Refusal.OTHER_OFFICE, notYetAsked(Asking.COHORT), shorten(Set.of(Office.APPROVER), null)),
                refused(
                        Refusal.OTHER_OFFICE,
                        OPEN,
                        new CommandRequest(
                                CommandKind.HOLD,
                                "admin-1",
                                EnumSet.complementOf(EnumSet.of(Office.OPERATOR)),
                                "ON_REQUEST",
                                null,
                                null,
                                false,
                                false,
                                false,
                                null)),
                refused(Refusal.CYCLE_CLOSED, askedByCohort().in(CycleState.RELEASED), ask(CommandKind.HOLD)),
                refused(Refusal.ALREADY_UNDOING, askedByCohort().in(CycleState.REINSTATING), ask(CommandKind.WITHDRAW)),
                refused(Refusal.NOT_LATER, OPEN, until(Facts.FREEZE_END)),
                refused(Refusal.NOT_LATER, OPEN, until(null)),
                refused(Refusal.BEYOND_CEILING, askedByCohort().ceiling(day(150)), until(day(151))),
                refused(Refusal.BEYOND_CAP, OPEN, until(Facts.CAP.plusSeconds(1))),
                refused(Refusal.NOT_EARLIER, notYetAsked(Asking.COHORT), shorten(Facts.FREEZE_END)),
                refused(Refusal.NOT_EARLIER, notYetAsked(Asking.COHORT), shorten(null)),
                refused(Refusal.BELOW_FLOOR, notYetAsked(Asking.COHORT), shorten(Facts.FLOOR.minusMillis(1))),
                new Case(Refusal.END_PAST, notYetAsked(Asking.NOBODY), shorten(day(100)), day(100).plusMillis(1)),
                new Case(Refusal.END_PAST, OPEN, shorten(day(100)), day(101)),
                new Case(
                        Refusal.LEAD_TOO_SHORT,
                        notYetAsked(Asking.COHORT),
                        shorten(day(100)),
                        day(100 - Facts.LEAD_DAYS).plusMillis(1)),
                new Case(
                        Refusal.LEAD_TOO_SHORT,
                        notYetAsked(Asking.ALONE).held(),
                        shorten(day(110)),
                        day(110 - Facts.LEAD_DAYS).plusMillis(1)),
                refused(Refusal.ASKED_ALREADY, OPEN, shorten(Facts.FLOOR)),
                refused(Refusal.ALREADY_HELD, askedByCohort().held(), ask(CommandKind.HOLD)),
                refused(Refusal.NOT_HELD, OPEN, ask(CommandKind.LIFT_HOLD)),
                refused(Refusal.UNKNOWN_PLATFORM, OPEN, about(CommandKind.WAIVE, "nobody")),
                refused(Refusal.UNKNOWN_PLATFORM, OPEN, about(CommandKind.ASK_AGAIN, "nobody")),
                refused(Refusal.ON_HOLD, askedByCohort().held(), ask(CommandKind.ASK_AGAIN)),
                refused(Refusal.NOTHING_TO_ASK, OPEN, about(CommandKind.ASK_AGAIN, "pay-2")),
                refused(Refusal.NOTHING_TO_ASK, OPEN, about(CommandKind.ASK_AGAIN, "pay-3")),
                refused(Refusal.NOTHING_TO_ASK, askedByCohort(), ask(CommandKind.ASK_AGAIN)),
                refused(
                        Refusal.NOT_ASKED_YET,
                        notYetAsked(Asking.COHORT).required("pay-1", Outcome.UNKNOWN),
                        ask(CommandKind.ASK_AGAIN)),
                refused(
                        Refusal.NOT_ASKED_YET,
                        askedByCohort().notOpened(Stage.REST).other("app-1", Stage.REST, Outcome.UNKNOWN, null),
                        about(CommandKind.ASK_AGAIN, "app-1")),
                new Case(Refusal.FREEZE_OVER, OPEN, about(CommandKind.ASK_AGAIN, "app-1"), Facts.FREEZE_END),
                refused(Refusal.NOTHING_TO_WAIVE, OPEN, about(CommandKind.WAIVE, "pay-2")),
                refused(Refusal.NOTHING_TO_WAIVE, OPEN, about(CommandKind.WAIVE, "pay-3")),
                refused(Refusal.NOTHING_TO_WAIVE, OPEN, about(CommandKind.WAIVE, "app-1")),
                refused(Refusal.SAME_PRINCIPAL, OPEN, second(CommandKind.RETIRE, "operator-1")),
                refused(Refusal.HOLDER_DIFFERS, OPEN, comeBack(false, true, true)),
                new Case(Refusal.RECLAIM_OVER, OPEN, comeBack(true, true, true), Facts.RECLAIM_UNTIL),
                refused(Refusal.ARREARS_OPEN, OPEN, comeBack(true, false, true)),
                refused(Refusal.IDENTITY_NOT_CONFIRMED, OPEN, comeBack(true, true, false)),
                refused(Refusal.ALREADY_RETIRING, askedByCohort().endingIn(Ending.RETIRE), ask(CommandKind.RETIRE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyRefusal")
    void aCommandThatCannotBeIsRefusedByName(Case refused) {
        assertThat(CommandRules.judge(refused.facts().facts(), refused.request(), refused.now()))
                .contains(refused.refusal());
    }

    @Test
    void everyRefusalIsReachedAndSaysWhatWouldHelp() {
        // whether an id is taken only the store knows
        Set<Refusal> reached = EnumSet.of(Refusal.ID_TAKEN);
        everyRefusal().forEach(refused -> reached.add(refused.refusal()));

        assertThat(reached).containsExactlyInAnyOrder(Refusal.values());
        assertThat(Refusal.values())
                .allSatisfy(refusal -> assertThat(refusal.remedy()).isNotBlank());
    }

    private static Stream<Arguments> possible() {
        return Stream.of(
                Arguments.of(OPEN, until(Facts.CAP)),
                Arguments.of(askedByCohort().ceiling(day(150)), until(day(150))),
                Arguments.of(notYetAsked(Asking.COHORT), shorten(Facts.FLOOR)),
                Arguments.of(notYetAsked(Asking.ALONE), shorten(Facts.FREEZE_END.minusMillis(1))),
                Arguments.of(notYetAsked(Asking.COHORT), shorten(POLICY_ADMIN, "admin-2")),
                Arguments.of(notYetAsked(Asking.COHORT), shorten(Set.of(Office.APPROVER), "admin-2")),
                Arguments.of(OPEN, ask(CommandKind.HOLD)),
                Arguments.of(askedByCohort().held(), ask(CommandKind.LIFT_HOLD)),
                Arguments.of(OPEN, about(CommandKind.WAIVE, "pay-1")),
                Arguments.of(OPEN, second(CommandKind.RETIRE, "operator-2")),
                Arguments.of(OPEN, comeBack(true, true, true)),
                Arguments.of(OPEN, ask(CommandKind.WITHDRAW)),
                Arguments.of(OPEN, ask(CommandKind.ASK_AGAIN)),
                Arguments.of(OPEN, about(CommandKind.ASK_AGAIN, "app-1")));
    }

    @ParameterizedTest
    @MethodSource("possible")
    void aCommandThatCanBeIsAccepted(Facts facts, CommandRequest request) {
        assertThat(CommandRules.judge(facts.facts(), request, NOW)).isEmpty();
    }

    @Test
    void aShorterFreezeLeavesItsPlatformsTheirLeadToTheMoment() {
        CycleFacts asked = notYetAsked(Asking.COHORT).facts();
        CycleFacts nobody = notYetAsked(Asking.NOBODY).facts();

        assertThat(CommandRules.judge(asked, shorten(day(100)), day(100 - Facts.LEAD_DAYS)))
                .isEmpty();
        assertThat(CommandRules.judge(nobody, shorten(day(100)), day(100)))
                .as("nobody is asked about it")
                .isEmpty();
    }

    @Test
    void askingAgainMeansWhatIsOpenAndWasAskedBefore() {
        CycleFacts facts = askedByCohort()
                .notOpened(Stage.REST)
                .required("pay-1", Outcome.REFUSED)
                .required("pay-2", Outcome.UNBOUND)
                .required("pay-3", Outcome.UNKNOWN)
                .waived("pay-4", Outcome.UNKNOWN)
                .other("id-1", Stage.IDENTITY, Outcome.NOT_YET_SYNCED, null)
                .other("app-1", Stage.REST, Outcome.UNKNOWN, null)
                .facts();

        assertThat(CommandRules.toAskAgain(facts, null, NOW)).containsExactly("pay-1", "pay-3", "id-1");
        assertThat(CommandRules.toAskAgain(facts, "pay-3", NOW)).containsExactly("pay-3");
        assertThat(CommandRules.toAskAgain(facts, null, Facts.FREEZE_END)).containsExactly("pay-1", "pay-3");
    }

    @Test
    void theHolderMayComeBackUntilTheLastMomentOfTheWindow() {
        assertThat(CommandRules.judge(OPEN.facts(), comeBack(true, true, true), Facts.RECLAIM_UNTIL.minusMillis(1)))
                .isEmpty();
    }

    @Test
    void aNumberOfAnotherHolderIsRefusedAsSuchEvenWhenTheWindowIsOver() {
        assertThat(CommandRules.judge(OPEN.facts(), comeBack(false, false, false), day(100)))
                .contains(Refusal.HOLDER_DIFFERS);
    }

    @ParameterizedTest
    @EnumSource(CommandKind.class)
    void whatCannotBeTakenBackNeedsTwoPeople(CommandKind kind) {
        boolean two = Set.of(CommandKind.WAIVE, CommandKind.RETIRE, CommandKind.SHORTEN_FREEZE)
                .contains(kind);

        assertThat(kind.principals()).isEqualTo(two ? 2 : 1);
    }

    private static Case refused(Refusal refusal, Facts facts, CommandRequest request) {
        return new Case(refusal, facts, request, NOW);
    }

    private static CommandRequest ask(CommandKind kind) {
        return new CommandRequest(kind, "operator-1", OPERATOR, "ON_REQUEST", null, null, false, false, false, null);
    }

    private static CommandRequest about(CommandKind kind, String platform) {
        return new CommandRequest(
                kind, "operator-1", OPERATOR, "ON_REQUEST", null, platform, false, false, false, null);
    }

    private static CommandRequest until(@Nullable Instant end) {
        return new CommandRequest(
                CommandKind.EXTEND_FREEZE, "operator-1", OPERATOR, "ON_REQUEST", end, null, false, false, false, null);
    }

    private static CommandRequest shorten(@Nullable Instant end) {
        return new CommandRequest(
                CommandKind.SHORTEN_FREEZE,
                "admin-1",
                POLICY_ADMIN,
                "ON_REQUEST",
                end,
                null,
                false,
                false,
                false,
                null);
    }

    private static CommandRequest shorten(Set<Office> offices, @Nullable String secondOf) {
        return new CommandRequest(
                CommandKind.SHORTEN_FREEZE,
                "admin-1",
                offices,
                "ON_REQUEST",
                Facts.FLOOR,
                null,
                false,
                false,
                false,
                secondOf);
    }

    private static CommandRequest second(CommandKind kind, String firstActor) {
        return new CommandRequest(
                kind, "operator-1", OPERATOR, "ON_REQUEST", null, null, false, false, false, firstActor);
    }

    private static CommandRequest comeBack(boolean same, boolean arrears, boolean identity) {
        return new CommandRequest(
                CommandKind.REINSTATE, "shop-1", OPERATOR, "CAME_BACK", null, null, same, arrears, identity, null);
    }
}
