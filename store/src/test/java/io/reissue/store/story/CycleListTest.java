package io.reissue.store.story;

import static io.reissue.store.story.CycleList.Filter.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.StuckReason;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.story.CycleList.Filter;
import io.reissue.store.story.CycleList.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CycleListTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final CycleList list = StoriesForTests.over(parts).list();

    @Test
    void pagesFollowEachOtherWithoutGapAndWithoutRepetition() {
        var cycles = IntStream.range(0, 5).mapToObj(n -> scene.resting()).toList();

        List<UUID> read = new ArrayList<>();
        UUID after = null;
        for (var page = list.next(ANY, after, 2); !page.isEmpty(); page = list.next(ANY, after, 2)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(one -> read.add(one.id()));
            after = page.getLast().id();
        }

        assertThat(read).doesNotHaveDuplicates().containsAll(cycles).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void ofThoseThatLeftBeforeATimeWhoeverLeftFirstComesFirst() {
        var cycles = IntStream.range(0, 5).mapToObj(n -> scene.resting()).toList();
        var left = scene.row(cycles.getFirst()).disconnectedAt();
        // the second left first, the first and the fourth at the same moment, the last too late
        leftAt(cycles.get(1), left.minus(Duration.ofDays(9)));
        leftAt(cycles.get(2), left.minus(Duration.ofDays(5)));
        leftAt(cycles.get(0), left.minus(Duration.ofDays(7)));
        leftAt(cycles.get(3), left.minus(Duration.ofDays(7)));
        var filter = new Filter(null, null, null, null, null, null, true, left.minus(Duration.ofDays(1)));

        List<UUID> read = new ArrayList<>();
        UUID after = null;
        for (var page = list.next(filter, after, 2); !page.isEmpty(); page = list.next(filter, after, 2)) {
            page.forEach(one -> read.add(one.id()));
            after = page.getLast().id();
        }

        assertThat(read).containsExactly(cycles.get(1), cycles.get(0), cycles.get(3), cycles.get(2));
    }

    private void leftAt(UUID cycle, Instant time) {
        STORE.jdbc()
                .sql("update cycle set disconnected_at = :time where id = :id")
                .param("time", SqlTime.param(time))
                .param("id", cycle)
                .update();
    }

    @Test
    void eachFilterLetsThroughWhatItNames() {
        var held = scene.resting();
        scene.command(held, CommandKind.HOLD);
        var back = scene.resting();
        scene.command(back, CommandKind.REINSTATE);
        var stuck = scene.resting();
        STORE.jdbc()
                .sql("update cycle set stuck_reason = 'REQUIRED_SILENT', stuck_since = disconnected_at where id = :id")
                .param("id", stuck)
                .update();
        var elsewhere = scene.resting();
        STORE.jdbc()
                .sql("update cycle set province = 'Guangdong' where id = :id")
                .param("id", elsewhere)
                .update();
        var released = scene.resting();
        STORE.jdbc()
                .sql(
                        "update cycle set state = 'RELEASED', closed_at = freeze_end, disconnect_reason = null where id = :id")
                .param("id", released)
                .update();
        var left = scene.row(held).disconnectedAt();

        assertThat(ids(filter(CycleState.REINSTATING, null, null, null)))
                .contains(back)
                .doesNotContain(held, stuck, elsewhere);
        assertThat(ids(filter(CycleState.RELEASED, null, null, null))).containsExactly(released);
        assertThat(ids(filter(CycleState.RESTING, null, null, null)))
                .contains(held, stuck, elsewhere)
                .doesNotContain(back, released);
        assertThat(ids(filter(null, StuckReason.REQUIRED_SILENT, null, null)))
                .contains(stuck)
                .doesNotContain(held, back, elsewhere);
        assertThat(ids(filter(null, null, "Guangdong", null))).containsExactly(elsewhere);
        assertThat(ids(filter(null, null, null, true))).contains(held).doesNotContain(back, stuck, elsewhere);
        assertThat(ids(new Filter(null, null, "US", null, null, null, null, null)))
                .isEmpty();
        assertThat(ids(new Filter(null, null, null, null, scene.row(held).intakeFileId(), null, null, null)))
                .containsExactly(held);
        assertThat(ids(new Filter(null, null, null, null, null, null, false, null)))
                .doesNotContain(held, back, stuck, elsewhere);
        assertThat(ids(new Filter(null, null, null, null, null, null, true, left)))
                .doesNotContain(held);
        assertThat(ids(new Filter(null, null, null, null, null, null, true, left.plus(Duration.ofSeconds(1)))))
                .contains(held);
    }

    @Test
    void aNumberIsMasked() {
        var cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());

        assertThat(list.next(ANY, null, 1))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(cycle))
                .satisfies(one -> assertThat(one.number())
                        .startsWith("+86•")
                        .endsWith("•" + number.substring(number.length() - 4))
                        .doesNotContain(number.substring(2, 9)));
    }

    private List<UUID> ids(Filter filter) {
        return list.next(filter, null, 1000).stream().map(Listed::id).toList();
    }

    private static Filter filter(
            @Nullable CycleState state,
            @Nullable StuckReason stuck,
            @Nullable String province,
            @Nullable Boolean held) {
        return new Filter(state, stuck, null, province, null, held, null, null);
    }
}
