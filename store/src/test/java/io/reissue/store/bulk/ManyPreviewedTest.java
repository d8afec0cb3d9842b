package io.reissue.store.bulk;

import static io.reissue.store.bulk.BulksForTests.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.bulk.Bulks.Decision;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.story.CycleList.Filter;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As many as an operator ever asks at once: it says how long that took, and asserts what came out. */
class ManyPreviewedTest {
    private static final int NUMBERS = 100_000;

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final Scene scene = Scene.begin(new StoreParts(STORE));
    private final Bulks bulks = new BulksForTests(new StoreParts(STORE)).bulks();

    @Test
    void aHundredThousandAreCountedAndLookedAtOnceMore() {
        UUID file = seeded();
        var selection = new Selection.ByFilter(new Filter(null, null, null, null, file, null, true, null));

        for (Wish wish :
                new Wish[] {wish(CommandKind.WITHDRAW), wish(CommandKind.WAIVE, "operator-a", null, Scene.REQUIRED)}) {
            long began = System.nanoTime();
            var bulk = taken(bulks.preview(UUID.randomUUID(), wish, selection));
            long previewed = System.nanoTime();
            taken(bulks.confirm(bulk.id(), bulk.fingerprint(), "operator-a", Scene.OFFICES)
                    .orElseThrow());
            long confirmed = System.nanoTime();

            assertThat(bulk.members()).isEqualTo(NUMBERS);
            assertThat(bulk.actionable()).isEqualTo(NUMBERS);
            System.out.printf(
                    "%s of %d: previewed in %d ms, confirmed in %d ms%n",
                    wish.kind(), NUMBERS, millis(previewed - began), millis(confirmed - previewed));
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /** One file's worth of numbers that rest, each like one that went through the doors. */
    private UUID seeded() {
        UUID like = scene.resting();
        UUID file = scene.row(like).intakeFileId();
        STORE.jdbc().sql("""
                        with many as (
                            insert into number (token, e164_sealed, jurisdiction, line_type, status)
                            select sha256(convert_to('many ' || n, 'UTF8')), '\\x00', 'CN', 'RESIDENTIAL', 'RECYCLING'
                            from generate_series(2, :numbers) as n
                            returning id)
                        insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending, asking,
                            policy_version, disconnected_at, floor_at, cap_at, freeze_end, ask_on, reclaim_until, next_due, created_at,
                            disclosed_at)
                        select ('019cb4f2-6a55-7000-8000-' || lpad(to_hex(many.id), 12, '0'))::uuid, many.id, c.intake_file_id, many.id, c.jurisdiction, c.line_type, c.zone, c.state, c.ending,
                            c.asking, c.policy_version, c.disconnected_at, c.floor_at, c.cap_at, c.freeze_end, c.ask_on, c.reclaim_until,
                            c.next_due, c.created_at, c.disclosed_at
                        from many, cycle c where c.id = :like
                        """).param("numbers", NUMBERS).param("like", like).update();
        STORE.jdbc().sql("analyze number").update();
        STORE.jdbc().sql("analyze cycle").update();
        return file;
    }

    private static Bulk taken(Decision decision) {
        if (decision instanceof Decision.Taken taken) return taken.bulk();
        throw new AssertionError(decision);
    }
}
