package io.reissue.store.story;

import static io.reissue.store.Scene.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandInput;
import io.reissue.store.story.Event.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OnRecordTest {
    private static final String WORDS = "called back at noon";

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final StoriesForTests stories = StoriesForTests.over(parts);

    @Test
    void whoSeesAWholeNumberStandsInTheAuditAndTheStory() {
        var cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());

        assertThat(stories.onRecord().masked(cycle))
                .hasValueSatisfying(shown -> assertThat(shown).contains("•").doesNotContain(number));
        assertThat(entries(cycle)).isEmpty();

        assertThat(stories.onRecord().number(cycle, "operator-a")).contains("+" + number);
        assertThat(entries(cycle)).containsExactly("operator-a number.shown");
        assertThat(stories.timeline().of(cycle))
                .filteredOn(event -> event.kind() == Kind.NUMBER_SHOWN)
                .extracting(Event::actor)
                .containsExactly("operator-a");
    }

    @Test
    void whoReadsANoteStandsInTheAuditAndNoStoryHoldsItsWords() {
        var cycle = scene.cleared(1).member(0);
        var hold = noted(cycle, CommandKind.HOLD);
        scene.command(hold);

        assertThat(stories.timeline().of(cycle))
                .filteredOn(event -> event.kind() == Kind.COMMAND)
                .singleElement()
                .satisfies(event -> assertThat(event.note()).isTrue())
                .satisfies(event -> assertThat(event.toString()).doesNotContain(WORDS));
        assertThat(stories.onRecord().note(cycle, hold.id(), "operator-b")).contains(WORDS);
        assertThat(entries(cycle)).containsExactly("operator-b note.shown");
    }

    @Test
    void aNoteGoesWithThePurgeAndWhoAsksForItIsToldNothing() {
        var cycle = scene.cleared(1).member(0);
        var extend = noted(cycle, CommandKind.HOLD);
        scene.command(extend);
        scene.command(cycle, CommandKind.LIFT_HOLD);
        scene.toFreezeEnd(cycle);
        scene.finish(cycle);

        assertThat(stories.onRecord().note(cycle, extend.id(), "operator-b")).isEmpty();
        assertThat(entries(cycle)).isEmpty();
    }

    @Test
    void ofACycleThatThereIsNotNothingIsShownAndNothingWritten() {
        var nowhere = UUID.randomUUID();

        assertThat(stories.onRecord().number(nowhere, "operator-a")).isEmpty();
        assertThat(stories.onRecord().masked(nowhere)).isEmpty();
        assertThat(stories.onRecord().note(nowhere, UUID.randomUUID(), "operator-a"))
                .isEmpty();
        assertThat(entries(nowhere)).isEmpty();
    }

    private static CommandInput noted(UUID cycle, CommandKind kind) {
        CommandInput input = input(cycle, kind, "operator-a", null, null);
        return new CommandInput(
                input.id(),
                cycle,
                kind,
                input.actor(),
                Scene.OFFICES,
                input.reasonCode(),
                WORDS,
                null,
                null,
                null,
                false,
                false);
    }

    private List<String> entries(UUID cycle) {
        return STORE.jdbc()
                .sql("select actor || ' ' || action from audit_entry where subject = :cycle and action like '%.shown'")
                .param("cycle", cycle.toString())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
