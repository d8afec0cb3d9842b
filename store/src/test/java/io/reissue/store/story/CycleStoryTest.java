package io.reissue.store.story;

import static io.reissue.store.Scene.IDENTITY;
import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.input;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.refused;
import static io.reissue.store.Scene.remainder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.RefusalReason;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.story.Event.Kind;
import io.reissue.store.story.PlatformTable.Line;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CycleStoryTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final StoriesForTests stories = StoriesForTests.over(parts);

    @Test
    void aLifeIsToldInOrderFromItsFirstDayToItsCertificate() {
        var cycle = scene.cleared(1).member(0);
        scene.command(cycle, CommandKind.HOLD);
        scene.command(cycle, CommandKind.LIFT_HOLD);
        assertThat(kinds(cycle))
                .containsExactly(
                        Kind.LEFT_SERVICE,
                        Kind.TAKEN_IN,
                        Kind.DISCLOSED,
                        Kind.NOTICE_WRITTEN,
                        Kind.COMMAND,
                        Kind.COMMAND,
                        Kind.SEALED,
                        Kind.STAGE_OPENED,
                        Kind.STAGE_OPENED,
                        Kind.STAGE_OPENED);
        scene.toFreezeEnd(cycle);
        scene.finish(cycle);

        var told = stories.timeline().of(cycle);
        assertThat(told)
                .extracting(Event::kind)
                .contains(Kind.COMMAND, Kind.CERTIFIED)
                .endsWith(Kind.CLOSED);
        assertThat(told).filteredOn(one -> one.kind() == Kind.SEALED).isEmpty();
        assertThat(told)
                .filteredOn(one -> one.kind() == Kind.COMMAND)
                .allSatisfy(one -> assertThat(one.actor()).isEqualTo("operator-a"))
                .allSatisfy(one -> assertThat(one.reasonCode()).isEqualTo("CASE"))
                .extracting(Event::code, Event::verdict)
                .containsExactly(tuple("HOLD", "ACCEPTED"), tuple("LIFT_HOLD", "ACCEPTED"));
    }

    @Test
    void termsAreToldAsTheyWereDisclosedWhateverTheNumberFollowsNow() {
        var cycle = scene.resting();
        var disclosed = scene.row(cycle);
        STORE.jdbc().sql("""
                        insert into policy (version, jurisdiction, effective_from, body, created_at)
                        select version + 1000, jurisdiction, effective_from + 1000, body, created_at
                        from policy where version = :version
                        """).param("version", disclosed.policyVersion()).update();
        STORE.jdbc().sql("""
                        update cycle set policy_version = policy_version + 1000, reclaim_until = reclaim_until - interval '1 day'
                        where id = :cycle
                        """).param("cycle", cycle).update();

        assertThat(stories.timeline().of(cycle))
                .filteredOn(one -> one.kind() == Kind.DISCLOSED)
                .extracting(Event::code, Event::until)
                .containsExactly(tuple(String.valueOf(disclosed.policyVersion()), disclosed.reclaimUntil()));
    }

    @Test
    void anUndoTellsWhatItOwesAndWhatWasRestored() {
        var asked = scene.asked(1);
        var cycle = asked.member(0);
        scene.command(cycle, CommandKind.REINSTATE);

        assertThat(stories.timeline().of(cycle))
                .filteredOn(one -> one.kind() == Kind.RESTORES_OWED)
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(3));
    }

    @Test
    void ofACycleThatThereIsNotNothingIsTold() {
        assertThat(stories.timeline().of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void eachPlatformSaysWhatItIsWaitedFor() {
        var asked = scene.asked(2);
        var cycle = asked.member(0);
        scene.take(REST, asked.batch(REST), remainder(Remainder.NOT_BOUND));
        scene.take(REQUIRED, asked.batch(REQUIRED), listing(refused(0, RefusalReason.BALANCE_OR_DEBT)));

        var lines = lines(cycle);

        assertThat(lines).extracting(Line::platform).containsExactly(IDENTITY, REQUIRED, REST);
        assertThat(lines).extracting(Line::stage).containsExactly(1, 2, 3);
        assertThat(lines).extracting(Line::outcome).containsExactly("UNKNOWN", "REFUSED", "NOT_BOUND");
        assertThat(lines).extracting(Line::refusal).containsExactly(null, "BALANCE_OR_DEBT", null);
        assertThat(lines).extracting(Line::attempts).containsExactly(1, 1, 1);
        assertThat(lines).extracting(Line::blocks).containsExactly(false, true, false);
        assertThat(lines.getLast().nextAsk()).isNull();
        assertThat(lines(asked.member(1))).extracting(Line::outcome).containsExactly("UNKNOWN", "UNKNOWN", "NOT_BOUND");
    }

    @Test
    void whatOneNumberAskedByItselfIsCountedForThatOneAlone() {
        var asked = scene.asked(20);
        var first = asked.member(0);
        scene.resume(first);
        var alone = parts.asks()
                .plan(first, scene.run(first).runId(), scene.platform(REQUIRED), 1)
                .orElseThrow();
        parts.batches().prepare(alone);

        assertThat(lines(first)).extracting(Line::attempts).containsExactly(1, 2, 1);
        assertThat(lines(asked.member(19))).extracting(Line::attempts).containsExactly(1, 1, 1);
    }

    @Test
    void aNumberThatNobodyWasAskedAboutIsAskedOnItsDay() {
        var cycle = scene.resting();

        assertThat(lines(cycle)).isNotEmpty().allSatisfy(line -> {
            assertThat(line.outcome()).isEqualTo("UNKNOWN");
            assertThat(line.attempts()).isZero();
            assertThat(line.nextAsk()).isNotNull();
        });
    }

    @Test
    void ofAPurgedCycleOnlyWhatWasOpenIsLeft() {
        var asked = scene.asked(1);
        var cycle = asked.member(0);
        scene.take(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND));
        scene.take(REST, asked.batch(REST), remainder(Remainder.NOT_BOUND));
        scene.toFreezeEnd(cycle);
        scene.finish(cycle);

        var table = stories.platforms().of(scene.row(cycle));

        assertThat(table.lines()).isEmpty();
        assertThat(table.purged()).isEqualTo(new PlatformTable.Purged(3, List.of(IDENTITY), List.of()));
    }

    @Test
    void aWaiverShowsBesideItsPlatform() {
        var cycle = scene.asked(1).member(0);
        scene.command(input(cycle, CommandKind.WAIVE, "operator-a", null, REQUIRED));
        scene.command(input(cycle, CommandKind.WAIVE, "operator-b", null, REQUIRED));

        assertThat(lines(cycle)).extracting(Line::waived).containsExactly(false, true, false);
        assertThat(lines(cycle)).noneMatch(Line::blocks);
    }

    private List<Line> lines(UUID cycle) {
        return stories.platforms().of(scene.row(cycle)).lines();
    }

    private List<Kind> kinds(UUID cycle) {
        return stories.timeline().of(cycle).stream().map(Event::kind).toList();
    }
}
