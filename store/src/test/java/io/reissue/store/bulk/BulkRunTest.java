package io.reissue.store.bulk;

import static io.reissue.store.bulk.BulksForTests.list;
import static io.reissue.store.bulk.BulksForTests.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.bulk.BulkState;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Refusal;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.bulk.Bulk.Outcome;
import io.reissue.store.bulk.Bulks.Decision;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.command.CommandInput;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chunks that run twice, die half-way, or are stopped. */
class BulkRunTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final int MORE = 7;

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final BulksForTests tests = new BulksForTests(parts);
    private final Bulks bulks = tests.bulks();

    @Test
    void aChunkThatRunsTwiceChangesNothingTheSecondTime() {
        var cycles = resting(BulkRun.CHUNK + MORE);
        var id = confirmed(CommandKind.HOLD, cycles);
        String first = Objects.requireNonNull(tests.message(id));

        tests.run().take(id, first);
        var once = found(id);
        tests.run().take(id, first);

        assertThat(once.left()).isEqualTo(MORE);
        assertThat(found(id)).isEqualTo(once);
        assertThat(messages(id))
                .as("the one that was taken, and one for the next")
                .isEqualTo(2);
        assertThat(commands(id)).isEqualTo(BulkRun.CHUNK);
        tests.takeAll(id);
        assertThat(found(id).state()).isEqualTo(BulkState.DONE);
        assertThat(found(id).outcomes())
                .containsExactly(new Outcome(Verdict.ACCEPTED, null, cycles.size(), cycles.size()));
        assertThat(commands(id)).isEqualTo(cycles.size());
    }

    @Test
    void twoThatTakeTheSameChunkAtOnceLeaveOneOfEverything() throws Exception {
        var cycles = resting(BulkRun.CHUNK + MORE);
        var id = confirmed(CommandKind.HOLD, cycles);

        var other = Thread.ofVirtual().start(() -> tests.run().take(id, ""));
        tests.run().take(id, "");
        other.join();

        assertThat(found(id).left()).isEqualTo(MORE);
        assertThat(messages(id)).isEqualTo(2);
        tests.takeAll(id);
        assertThat(found(id).outcomes())
                .containsExactly(new Outcome(Verdict.ACCEPTED, null, cycles.size(), cycles.size()));
    }

    @Test
    void aChunkThatDiedHalfWayFindsWhatItDidAndDoesTheRest() {
        var cycles = resting(5);
        var id = confirmed(CommandKind.HOLD, cycles);
        died(id, cycles.subList(0, 2));
        assertThat(found(id).left()).as("nothing was written down").isEqualTo(5);

        tests.takeAll(id);

        assertThat(found(id).outcomes()).containsExactly(new Outcome(Verdict.ACCEPTED, null, 5, 5));
        assertThat(commands(id)).isEqualTo(5);
        assertThat(cycles).allMatch(cycle -> scene.count("command", cycle) == 1);
    }

    @Test
    void aStoppedBulkAsksNobodyElseAndKeepsWhatAChunkThatDiedHadDone() {
        var cycles = resting(5);
        var id = confirmed(CommandKind.HOLD, cycles);
        died(id, cycles.subList(0, 2));
        bulks.stop(id, "operator-b");

        tests.takeAll(id);

        var stopped = found(id);
        assertThat(stopped.state()).isEqualTo(BulkState.STOPPED);
        assertThat(stopped.stoppedBy()).isEqualTo("operator-b");
        assertThat(stopped.left()).isEqualTo(3);
        assertThat(stopped.outcomes()).containsExactly(new Outcome(Verdict.ACCEPTED, null, 5, 2));
        assertThat(cycles.subList(2, 5)).noneMatch(cycle -> scene.row(cycle).held());
        assertThat(bulks.stop(id, "operator-a"))
                .hasValueSatisfying(again ->
                        assertThat(((Decision.Taken) again).bulk().stoppedBy()).isEqualTo("operator-b"));
    }

    @Test
    void aMemberIsJudgedOnceMoreWhenItsTurnComes() {
        var cycles = resting(2);
        var id = confirmed(CommandKind.HOLD, cycles);
        scene.command(cycles.getFirst(), CommandKind.HOLD);

        tests.takeAll(id);

        assertThat(found(id).outcomes())
                .containsExactlyInAnyOrder(
                        new Outcome(Verdict.ACCEPTED, null, 2, 1),
                        new Outcome(Verdict.REFUSED, Refusal.ALREADY_HELD, 0, 1));
    }

    @Test
    void whoTakesTheIdOfAMembersCommandKeepsTheMemberOutAndTheBulkGoing() {
        var cycles = resting(2);
        var id = confirmed(CommandKind.HOLD, cycles);
        var first = cycles.getFirst();
        scene.command(new CommandInput(
                BulkRun.commandId(id, first),
                first,
                CommandKind.WITHDRAW,
                "operator-b",
                Scene.OFFICES,
                "CASE",
                null,
                null,
                null,
                null,
                false,
                false));

        tests.takeAll(id);

        assertThat(found(id).state()).isEqualTo(BulkState.DONE);
        assertThat(bulks.results(id, null, 1).getFirst().refusal()).isEqualTo(Refusal.ID_TAKEN);
    }

    @Test
    void aPreviewIsNotRunEvenByAMessage() {
        var cycles = resting(1);
        var preview = taken(bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), list(cycles)));

        tests.run().take(preview.id(), "");

        assertThat(scene.row(cycles.getFirst()).held()).isFalse();
        assertThat(bulks.stop(preview.id(), "operator-a"))
                .hasValueSatisfying(decision -> assertThat(decision).isInstanceOf(Decision.Refused.class));
    }

    /** As a process that was killed between two members: their commands are there, and nobody wrote it down. */
    private void died(UUID bulk, List<UUID> members) {
        members.forEach(cycle -> scene.command(new CommandInput(
                BulkRun.commandId(bulk, cycle),
                cycle,
                CommandKind.HOLD,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                null,
                null,
                null,
                null,
                false,
                false)));
    }

    private List<UUID> resting(int numbers) {
        return IntStream.range(0, numbers)
                .mapToObj(n -> scene.resting())
                .sorted()
                .toList();
    }

    private UUID confirmed(CommandKind kind, List<UUID> cycles) {
        var bulk = taken(bulks.preview(UUID.randomUUID(), wish(kind), list(cycles)));
        taken(bulks.confirm(bulk.id(), bulk.fingerprint(), "operator-a", Scene.OFFICES)
                .orElseThrow());
        return bulk.id();
    }

    private static Bulk taken(Decision decision) {
        if (decision instanceof Decision.Taken taken) return taken.bulk();
        throw new AssertionError(decision);
    }

    private Bulk found(UUID id) {
        return bulks.find(id).orElseThrow();
    }

    private long messages(UUID bulk) {
        return count("select count(*) from outbox where kind = 'BULK' and target = :bulk", bulk);
    }

    private long commands(UUID bulk) {
        return count(
                "select count(*) from command where cycle_id in (select cycle_id from bulk_member where bulk_id = :bulk)",
                bulk);
    }

    private static long count(String sql, UUID bulk) {
        return STORE.jdbc().sql(sql).param("bulk", bulk).query(Long.class).single();
    }
}
