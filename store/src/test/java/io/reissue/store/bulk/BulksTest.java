package io.reissue.store.bulk;

import static io.reissue.store.bulk.BulksForTests.list;
import static io.reissue.store.bulk.BulksForTests.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkState;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Ending;
import io.reissue.recycle.Refusal;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.bulk.Bulk.Outcome;
import io.reissue.store.bulk.Bulks.Decision;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.story.CycleList.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BulksTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final BulksForTests tests = new BulksForTests(parts);
    private final Bulks bulks = tests.bulks();

    @Test
    void aPreviewCountsByWhatWouldBecomeOfEachAndDoesNothing() {
        var purged = scene.due(1).member(0);
        scene.finish(purged);
        var resting = List.of(scene.resting(), scene.resting(), scene.resting());
        scene.command(resting.getFirst(), CommandKind.HOLD);
        var notDisclosed = scene.accepted();
        var all =
                Stream.concat(resting.stream(), Stream.of(notDisclosed, purged)).toList();

        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(all)));

        assertThat(bulk.members()).isEqualTo(5);
        assertThat(bulk.left()).isEqualTo(5);
        assertThat(bulk.state()).isEqualTo(BulkState.PREVIEW);
        assertThat(bulk.outcomes())
                .containsExactlyInAnyOrder(
                        expected(Verdict.ACCEPTED, null, 2),
                        expected(Verdict.REFUSED, Refusal.ALREADY_HELD, 1),
                        expected(Verdict.REFUSED, Refusal.NOT_DISCLOSED, 1),
                        expected(Verdict.REFUSED, Refusal.CYCLE_CLOSED, 1));
        assertThat(scene.row(resting.getLast()).held()).isFalse();
        assertThat(scene.count("command", resting.getLast())).isZero();
        assertThat(tests.message(bulk.id())).isNull();
    }

    @Test
    void aConfirmedBulkIsDoneAndEachMemberHasItsOwnCommand() {
        var cycles = IntStream.range(0, 3).mapToObj(n -> scene.resting()).toList();
        scene.command(cycles.getFirst(), CommandKind.HOLD);
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(cycles)));

        assertThat(taken(confirm(bulk)).state()).isEqualTo(BulkState.RUNNING);
        tests.takeAll(bulk.id());

        var done = bulks.find(bulk.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(BulkState.DONE);
        assertThat(done.left()).isZero();
        assertThat(done.outcomes())
                .containsExactlyInAnyOrder(
                        new Outcome(Verdict.ACCEPTED, null, 2, 2),
                        new Outcome(Verdict.REFUSED, Refusal.ALREADY_HELD, 1, 1));
        assertThat(cycles).allMatch(cycle -> scene.row(cycle).held());
        var last = cycles.getLast();
        var command = BulkRun.commandId(bulk.id(), last);
        assertThat(scene.messages("COMMAND", last)).containsExactly(command.toString());
        assertThat(bulks.results(bulk.id(), null, 10)).hasSize(3).allMatch(result -> result.verdict() != null);
        assertThat(actions(bulk.id())).containsExactly("bulk.previewed", "bulk.confirmed", "bulk.done");
        assertThat(actions(last)).contains("command.HOLD");
    }

    @Test
    void aFilterThatSelectsSomebodyElseByNowIsNotConfirmedAndNothingIsDone() {
        var first = scene.resting();
        var file = scene.row(first).intakeFileId();
        var other = scene.resting();
        var selection = new Selection.ByFilter(new Filter(null, null, null, null, file, null, true, null));
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.WITHDRAW), selection));
        assertThat(bulk.members()).isEqualTo(1);

        STORE.jdbc()
                .sql("update cycle set intake_file_id = :file, intake_line = 2 where id = :id")
                .param("file", file)
                .param("id", other)
                .update();
        assertThat(refused(confirm(bulk))).isEqualTo(BulkRefusal.SET_CHANGED);
        assertThat(tests.message(bulk.id())).isNull();
        assertThat(bulks.find(bulk.id()).orElseThrow().state()).isEqualTo(BulkState.PREVIEW);

        STORE.jdbc()
                .sql("update cycle set intake_line = 3, intake_file_id = :own where id = :id")
                .param("own", scene.row(scene.resting()).intakeFileId())
                .param("id", other)
                .update();
        assertThat(taken(confirm(bulk)).state()).isEqualTo(BulkState.RUNNING);
    }

    @Test
    void aMemberThatMovedSinceThePreviewStopsItsConfirmation() {
        var cycles = List.of(scene.resting(), scene.resting());
        var held = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(cycles)));
        var withdrawn = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.WITHDRAW), list(cycles)));

        scene.command(cycles.getFirst(), CommandKind.HOLD);

        assertThat(refused(confirm(held))).isEqualTo(BulkRefusal.SET_CHANGED);
        assertThat(refused(confirm(withdrawn)))
                .as("it would still be accepted, and stands elsewhere")
                .isEqualTo(BulkRefusal.SET_CHANGED);
        assertThat(scene.row(cycles.getLast()).held()).isFalse();
    }

    @Test
    void aPreviewIsConfirmedByWhoSawItAsHeSawItAndInTime() {
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(List.of(scene.resting()))));

        assertThat(refused(bulks.confirm(bulk.id(), bulk.fingerprint(), "operator-b", Scene.OFFICES)
                        .orElseThrow()))
                .isEqualTo(BulkRefusal.NOT_YOURS);
        assertThat(refused(bulks.confirm(bulk.id(), "0".repeat(64), "operator-a", Scene.OFFICES)
                        .orElseThrow()))
                .isEqualTo(BulkRefusal.OTHER_FINGERPRINT);
        assertThat(bulks.confirm(UUID.randomUUID(), bulk.fingerprint(), "operator-a", Scene.OFFICES))
                .isEmpty();
        STORE.clock().set(bulk.expiresAt());
        assertThat(refused(confirm(bulk))).isEqualTo(BulkRefusal.PREVIEW_EXPIRED);
        STORE.clock().set(bulk.expiresAt().minusMillis(1));
        assertThat(taken(confirm(bulk)).state()).isEqualTo(BulkState.RUNNING);
        STORE.clock().set(bulk.expiresAt().plusSeconds(1));
        var again = (Decision.Taken) confirm(bulk);
        assertThat(again.repeated()).isTrue();
        assertThat(count("select count(*) from outbox where kind = 'BULK' and target = :id", bulk.id()))
                .isEqualTo(1);
    }

    @Test
    void whatNobodyWouldAcceptIsNotConfirmed() {
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.LIFT_HOLD), list(List.of(scene.resting()))));

        assertThat(refused(confirm(bulk))).isEqualTo(BulkRefusal.NOTHING_ACCEPTED);
    }

    @Test
    void whatCannotBeAskedOfManyOrSelectsNobodyIsRefusedByName() {
        var cycle = list(List.of(scene.resting()));
        var none = new Filter(null, null, "KR", null, null, null, null, null);

        assertThat(refusal(wish(CommandKind.REINSTATE), cycle)).isEqualTo(BulkRefusal.NOT_IN_BULK);
        assertThat(refusal(wish(CommandKind.EXTEND_FREEZE), cycle)).isEqualTo(BulkRefusal.UNTIL_MISSING);
        assertThat(refusal(wish(CommandKind.ASK_AGAIN), cycle)).isEqualTo(BulkRefusal.PLATFORM_MISSING);
        assertThat(refusal(wish(CommandKind.WAIVE, "operator-a", null, "nobody"), cycle))
                .isEqualTo(BulkRefusal.UNKNOWN_PLATFORM);
        assertThat(refusal(new Wish(CommandKind.HOLD, "operator-a", Scene.OFFICES, "said so", null, null), cycle))
                .isEqualTo(BulkRefusal.REASON_MISSING);
        assertThat(refusal(wish(CommandKind.HOLD), new Selection.ByFilter(Filter.ANY)))
                .isEqualTo(BulkRefusal.FILTER_EMPTY);
        assertThat(refusal(wish(CommandKind.HOLD), new Selection.ByFilter(Filter.ANY.underWay())))
                .isEqualTo(BulkRefusal.FILTER_EMPTY);
        assertThat(refusal(wish(CommandKind.HOLD), new Selection.ByFilter(none)))
                .isEqualTo(BulkRefusal.NOTHING_SELECTED);
        assertThat(refusal(wish(CommandKind.HOLD), new Selection.OfBulk(UUID.randomUUID())))
                .isEqualTo(BulkRefusal.UNKNOWN_BULK);
        assertThat(refusal(wish(CommandKind.HOLD), list(List.of()))).isEqualTo(BulkRefusal.NOTHING_SELECTED);
    }

    @Test
    void aPreviewThatIsSentTwiceIsOneAndItsIdIsNobodyElses() {
        var id = UUID.randomUUID();
        var cycle = list(List.of(scene.resting()));
        var first = taken(bulks.preview(id, wish(CommandKind.HOLD), cycle));

        var again = (Decision.Taken) bulks.preview(id, wish(CommandKind.HOLD), cycle);

        assertThat(again.repeated()).isTrue();
        assertThat(again.bulk()).isEqualTo(first);
        assertThat(refused(bulks.preview(id, wish(CommandKind.WITHDRAW), cycle)))
                .isEqualTo(BulkRefusal.ID_TAKEN);
        assertThat(refused(bulks.preview(id, wish(CommandKind.HOLD, "operator-b", null, null), cycle)))
                .isEqualTo(BulkRefusal.ID_TAKEN);
        var ofChina = new Selection.ByFilter(new Filter(null, null, "CN", null, null, null, null, null));
        assertThat(refused(bulks.preview(id, wish(CommandKind.HOLD), ofChina))).isEqualTo(BulkRefusal.ID_TAKEN);
    }

    @Test
    void whatTakesTwoPeopleIsAskedByOneBulkAndSecondedByAnothersOverTheSameMembers() {
        var cycles = List.of(scene.resting(), scene.resting());
        var first = done(wish(CommandKind.RETIRE), list(cycles));
        assertThat(first.outcomes()).containsExactly(new Outcome(Verdict.WAITS_FOR_SECOND, null, 2, 2));
        var same = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.RETIRE), new Selection.OfBulk(first.id())));
        assertThat(same.outcomes()).containsExactly(expected(Verdict.REFUSED, Refusal.SAME_PRINCIPAL, 2));

        var second = done(wish(CommandKind.RETIRE, "operator-b", null, null), new Selection.OfBulk(first.id()));

        assertThat(second.outcomes()).containsExactly(new Outcome(Verdict.ACCEPTED, null, 2, 2));
        assertThat(cycles).allMatch(cycle -> scene.row(cycle).ending() == Ending.RETIRE);
        assertThat(cycles).allMatch(cycle -> scene.count("retirement", cycle) == 1);
    }

    @Test
    void aWaiverOfManyLooksAtItsPlatformOnly() {
        var asked = scene.asked(2);
        scene.take(
                Scene.REQUIRED,
                asked.batch(Scene.REQUIRED),
                Scene.listing(Scene.said(0, io.reissue.outcome.Answer.Said.NOT_BOUND)));

        var bulk = done(
                wish(CommandKind.WAIVE, "operator-a", null, Scene.REQUIRED),
                list(asked.cohort().members()));

        assertThat(bulk.outcomes())
                .containsExactlyInAnyOrder(
                        new Outcome(Verdict.WAITS_FOR_SECOND, null, 1, 1),
                        new Outcome(Verdict.REFUSED, Refusal.NOTHING_TO_WAIVE, 1, 1));
    }

    @Test
    void previewsThatExpiredLongAgoAreForgottenWithTheirMembers() {
        var forgotten =
                taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(List.of(scene.resting(), "x"))));
        var done = done(wish(CommandKind.HOLD), list(List.of(scene.resting())));
        STORE.clock().set(forgotten.expiresAt().plus(Duration.ofDays(1)));
        bulks.forgetExpired();
        assertThat(bulks.find(forgotten.id())).isPresent();

        STORE.clock().set(forgotten.expiresAt().plus(Duration.ofDays(1)).plusMillis(1));
        bulks.forgetExpired();

        assertThat(bulks.find(forgotten.id())).isEmpty();
        assertThat(count("select count(*) from bulk_member where bulk_id = :id", forgotten.id()))
                .isZero();
        assertThat(count("select count(*) from bulk_bad_row where bulk_id = :id", forgotten.id()))
                .isZero();
        assertThat(bulks.find(done.id())).isPresent();
    }

    private Bulk done(Wish wish, Selection selection) {
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish, selection));
        taken(bulks.confirm(bulk.id(), bulk.fingerprint(), wish.actor(), Set.copyOf(wish.offices()))
                .orElseThrow());
        tests.takeAll(bulk.id());
        return bulks.find(bulk.id()).orElseThrow();
    }

    private Decision confirm(Bulk bulk) {
        return bulks.confirm(bulk.id(), bulk.fingerprint(), "operator-a", Scene.OFFICES)
                .orElseThrow();
    }

    private BulkRefusal refusal(Wish wish, Selection selection) {
        var id = UUID.randomUUID();
        var refusal = refused(bulks.preview(id, wish, selection));
        assertThat(bulks.find(id)).as("nothing is left behind").isEmpty();
        return refusal;
    }

    private static Bulk taken(Decision decision) {
        if (decision instanceof Decision.Taken taken) return taken.bulk();
        throw new AssertionError(decision);
    }

    private static BulkRefusal refused(Decision decision) {
        if (decision instanceof Decision.Refused refused) return refused.reason();
        throw new AssertionError(decision);
    }

    private static Outcome expected(Verdict verdict, @org.jspecify.annotations.Nullable Refusal refusal, int cycles) {
        return new Outcome(verdict, refusal, cycles, 0);
    }

    private List<String> actions(UUID subject) {
        return STORE.jdbc()
                .sql("select action from audit_entry where subject = :subject order by id")
                .param("subject", subject.toString())
                .query((row, n) -> row.getString("action"))
                .list();
    }

    private long count(String sql, UUID id) {
        return STORE.jdbc().sql(sql).param("id", id).query(Long.class).single();
    }
}
