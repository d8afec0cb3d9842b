package io.reissue.store.bulk;

import static io.reissue.store.bulk.BulksForTests.list;
import static io.reissue.store.bulk.BulksForTests.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkRules;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.bulk.Bulk.Bad;
import io.reissue.store.bulk.Bulk.Result;
import io.reissue.store.bulk.Bulks.Decision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NumberListsTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final Bulks bulks = new BulksForTests(parts).bulks();

    @Test
    void numbersAndCycleIdsAreFoundAndEveryOtherRowIsNamedByLineAndCode() {
        var purged = scene.due(1).member(0);
        scene.finish(purged);
        var byNumber = scene.resting();
        var byId = scene.resting();
        var rows = List.of(
                "\uFEFFnumber,case",
                "+" + number(byNumber) + ",4711",
                "",
                byId,
                "\"+86 138-" + number(byNumber).substring(5) + "\";again",
                "+8613999999999",
                number(purged),
                UUID.randomUUID(),
                "12345",
                byId);

        var bulk = taken(list(rows));

        assertThat(bulks.results(bulk.id(), null, 10))
                .extracting(Result::cycle)
                .containsExactlyInAnyOrder(byNumber, byId);
        assertThat(bulks.badRows(bulk.id(), 0, 10))
                .containsExactly(
                        new Bad(1, BadRow.NOT_A_NUMBER),
                        new Bad(5, BadRow.TWICE),
                        new Bad(6, BadRow.UNKNOWN_NUMBER),
                        new Bad(7, BadRow.NO_OPEN_CYCLE),
                        new Bad(8, BadRow.UNKNOWN_CYCLE),
                        new Bad(9, BadRow.NOT_A_NUMBER),
                        new Bad(10, BadRow.TWICE));
        assertThat(bulk.badRows()).containsEntry(BadRow.TWICE, 2).containsEntry(BadRow.UNKNOWN_NUMBER, 1);
        assertThat(bulks.badRows(bulk.id(), 8, 1)).containsExactly(new Bad(9, BadRow.NOT_A_NUMBER));
    }

    @Test
    void aListThatSelectsNobodySaysSoRowByRowAndIsNotConfirmed() {
        var bulk = taken(list(List.of("+8613999999999")));

        assertThat(bulk.members()).isZero();
        assertThat(bulk.badRows()).containsExactly(java.util.Map.entry(BadRow.UNKNOWN_NUMBER, 1));
        assertThat(bulks.confirm(bulk.id(), bulk.fingerprint(), "operator-a", Scene.OFFICES))
                .contains(new Decision.Refused(BulkRefusal.NOTHING_ACCEPTED));
    }

    @Test
    void numbersThatAreWrittenWithoutACountryCodeGetTheOneThatIsSaid() {
        var cycle = scene.resting();
        String national = number(cycle).substring(2);

        assertThat(taken(new Selection.Listed(bytes(national), "86")).members()).isEqualTo(1);
        assertThat(taken(new Selection.Listed(bytes("+86" + national), "86")).members())
                .isEqualTo(1);
        assertThat(taken(new Selection.Listed(bytes(national), null)).members()).isZero();
        assertThat(preview(new Selection.Listed(bytes(national), "+86")))
                .isEqualTo(new Decision.Refused(BulkRefusal.COUNTRY_CODE));
    }

    @Test
    void aListLongerThanOnePageIsReadToItsEndAndSeesWhatIsTwiceAcrossPages() {
        var cycle = scene.resting();
        List<Object> rows = new ArrayList<>(List.of(cycle));
        rows.addAll(Collections.nCopies(5_000, "+8613999999999"));
        rows.add(number(cycle));

        var bulk = taken(list(rows));

        assertThat(bulk.members()).isEqualTo(1);
        assertThat(bulk.badRows()).containsEntry(BadRow.UNKNOWN_NUMBER, 5_000).containsEntry(BadRow.TWICE, 1);
    }

    @Test
    void whatIsNoTextOrTooLargeIsRefusedAsAWhole() {
        byte[] largest = new byte[BulkRules.MOST_BYTES];
        Arrays.fill(largest, (byte) '\n');

        assertThat(preview(new Selection.Listed(new byte[] {(byte) 0xff, (byte) 0xfe, '1'}, null)))
                .isEqualTo(new Decision.Refused(BulkRefusal.NOT_UTF8));
        assertThat(preview(new Selection.Listed(largest, null)))
                .isEqualTo(new Decision.Refused(BulkRefusal.NOTHING_SELECTED));
        assertThat(preview(new Selection.Listed(Arrays.copyOf(largest, largest.length + 1), null)))
                .isEqualTo(new Decision.Refused(BulkRefusal.LIST_TOO_LARGE));
    }

    @Test
    void noNumberOfAListAndNoTokenOfOneIsWrittenAnywhere() {
        var cycle = scene.resting();
        String number = number(cycle);
        taken(list(List.of(number, "+8613999999999")));

        for (String table : List.of("bulk", "bulk_member", "bulk_outcome", "bulk_bad_row", "audit_entry", "outbox")) {
            assertThat(STORE.jdbc()
                            .sql("select count(*) from " + table + " t where t::text like any (array['%" + number
                                    + "%', '%13999999999%', '%' || encode(:token, 'hex') || '%'])")
                            .param("token", new io.reissue.store.inventory.NumberToken(STORE.keys()).of(number))
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(new Selection.Listed(bytes(number), null)).asString().doesNotContain(number);
    }

    private Bulk taken(Selection selection) {
        return preview(selection) instanceof Decision.Taken taken ? taken.bulk() : failed();
    }

    private static Bulk failed() {
        throw new AssertionError("refused");
    }

    private Decision preview(Selection selection) {
        return bulks.preview(UUID.randomUUID(), wish(CommandKind.HOLD), selection);
    }

    private String number(UUID cycle) {
        return parts.inventory().e164(scene.row(cycle).numberId());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
