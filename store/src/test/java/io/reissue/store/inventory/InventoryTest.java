package io.reissue.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.SealBroken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

class InventoryTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final LocalDate MAY = LocalDate.parse("2024-05-01");
    private static final LocalDate JULY = LocalDate.parse("2026-07-20");

    private final Inventory inventory = new Inventory(STORE.jdbc(), STORE.keys());
    private final Tenures tenures = new Tenures(STORE.jdbc());

    @Test
    void idsComeBackInTheOrderGivenAndANumberGivenTwiceHasOne() {
        var ids = inventory.register(List.of(
                number("8613900000003"), number("8613900000001"), number("8613900000003"), number("8613900000002")));

        assertThat(inventory.e164(ids))
                .hasSize(3)
                .containsEntry(ids.get(0), "8613900000003")
                .containsEntry(ids.get(1), "8613900000001")
                .containsEntry(ids.get(3), "8613900000002");
        assertThat(ids.get(2)).isEqualTo(ids.get(0));
    }

    @Test
    void aKnownNumberKeepsIdAndStatusAndTakesWhatIsToldNow() {
        long id = inventory.register(List.of(number("8613900000010"))).getFirst();
        inventory.setStatus(id, NumberStatus.POOL);

        var again = inventory.register(List.of(
                new NewNumber("8613900000010", "CN", null, "mobile", LineType.BUSINESS, NumberStatus.RECYCLING)));

        assertThat(again).containsExactly(id);
        assertThat(inventory.row(id))
                .contains(new NumberRow(id, "CN", "Guangdong", "mobile", LineType.BUSINESS, NumberStatus.POOL, null));
    }

    @Test
    void aNumberIsReadBackByIdAndFoundByItself() {
        var ids = inventory.register(List.of(number("8613900000020"), number("8613900000021")));

        assertThat(inventory.e164(ids.getFirst())).isEqualTo("8613900000020");
        assertThat(inventory.e164(ids))
                .containsEntry(ids.getLast(), "8613900000021")
                .hasSize(2);
        assertThat(inventory.find("8613900000021")).hasValue(ids.getLast());
        assertThat(inventory.find("8613900000099")).isEmpty();
        assertThat(inventory.e164(List.of(-1L))).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> inventory.e164(-1));
    }

    @Test
    void noColumnHoldsTheNumber() {
        inventory.register(List.of(number("8613900000030")));

        assertThat(STORE.jdbc()
                        .sql(
                                "select count(*) from number where number::text like '%13900000030%' or encode(e164_sealed, 'escape') like '%13900000030%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSealMovedToAnotherNumberDoesNotOpen() {
        var ids = inventory.register(List.of(number("8613900000040"), number("8613900000041")));
        STORE.jdbc()
                .sql("update number set e164_sealed = (select e164_sealed from number where id = :from) where id = :to")
                .param("from", ids.getFirst())
                .param("to", ids.getLast())
                .update();

        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> inventory.e164(ids.getLast()));
        STORE.jdbc()
                .sql("delete from number where id = :id")
                .param("id", ids.getLast())
                .update();
    }

    @Test
    void filesThatNameTheSameNumbersInDifferentOrderDoNotBlockEachOther() throws Exception {
        var together = new CyclicBarrier(8);
        var results = new ArrayList<Future<List<Long>>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int file = 0; file < 8; file++) {
                var numbers = new ArrayList<>(IntStream.range(0, 300)
                        .mapToObj(i -> number("86137" + (10_000_000 + i)))
                        .toList());
                if (file % 2 == 1) Collections.reverse(numbers);
                results.add(threads.submit(() -> {
                    together.await();
                    return STORE.transaction().execute(_ -> inventory.register(numbers));
                }));
            }
        }
        for (var result : results) {
            assertThat(result.get())
                    .containsExactlyInAnyOrderElementsOf(results.getFirst().get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613900000001", "086139", "8613 900", "", "86139000000010000", "８６１３９００００００１"})
    void whatIsNotTheDigitsOfANumberIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inventory.find(text))
                .withMessage("not the digits of an E.164 number");
    }

    @Test
    void theTokenIsAKeyedHashOfTheDigits(@TempDir Path folder) throws Exception {
        var keys = new FileKeyRing(folder, STORE.clock());
        var token = new NumberToken(keys).of("8613900000001");

        assertThat(token)
                .hasSize(Mac.getInstance("HmacSHA256").getMacLength())
                .isEqualTo(keys.numberToken().computeMac("8613900000001".getBytes(StandardCharsets.US_ASCII)))
                .isNotEqualTo(new NumberToken(STORE.keys()).of("8613900000001"));
    }

    @Test
    void anInventoryUnderOtherKeysIsRefused(@TempDir Path folder) {
        inventory.register(List.of(number("8613900000050")));

        inventory.requireOwnKeys();
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> new Inventory(STORE.jdbc(), new FileKeyRing(folder, STORE.clock())).requireOwnKeys());
    }

    @Test
    void aReturningHolderContinuesHisTenureAsIfHeHadNeverLeft() {
        long id = inventory.register(List.of(number("8613900000060"))).getFirst();
        tenures.openTenure(id, MAY);

        assertThat(tenures.endTenures(List.of(id), List.of(JULY))).isEqualTo(1);
        assertThat(tenures.endTenures(List.of(id), List.of(JULY))).isZero();
        assertThat(tenures.latest(id)).contains(tenure(id, MAY, JULY));

        assertThat(tenures.continueTenure(id)).isTrue();
        assertThat(tenures.continueTenure(id)).isFalse();
        assertThat(tenures.present(id)).contains(tenure(id, MAY, null));
        assertThat(TenuresForTests.of(STORE, id)).containsExactly(tenure(id, MAY, null));
    }

    @Test
    void continuingReachesNoTenureButTheLatest() {
        long id = inventory.register(List.of(number("8613900000061"))).getFirst();
        var both = List.of(
                tenure(id, LocalDate.parse("2019-01-01"), LocalDate.parse("2020-01-01")), tenure(id, MAY, null));
        tenures.record(both);

        assertThat(tenures.continueTenure(id)).isFalse();
        assertThat(TenuresForTests.of(STORE, id)).isEqualTo(both);
    }

    @Test
    void aNumberIsHeldByOneAtATime() {
        long id = inventory.register(List.of(number("8613900000062"))).getFirst();
        tenures.openTenure(id, MAY);

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> tenures.openTenure(id, JULY));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> tenures.endTenures(List.of(id), List.of(MAY.minusDays(1))));
    }

    @Test
    void manyTenuresAreRecordedAndEndedAtOnceAndThoseKnownStayAsTheyAre() {
        var ids = inventory.register(List.of(number("8613900000063"), number("8613900000064")));
        tenures.record(ids.stream().map(id -> tenure(id, MAY, null)).toList());

        assertThat(tenures.endTenures(ids, List.of(JULY, JULY.plusDays(1)))).isEqualTo(2);
        tenures.record(ids.stream().map(id -> tenure(id, MAY, null)).toList());

        assertThat(TenuresForTests.of(STORE, ids.getLast()))
                .containsExactly(tenure(ids.getLast(), MAY, JULY.plusDays(1)));
    }

    private static Tenure tenure(long number, LocalDate from, @Nullable LocalDate until) {
        return new Tenure(number, from, until, null, null);
    }

    private static NewNumber number(String e164) {
        return new NewNumber(e164, "CN", "Guangdong", null, LineType.RESIDENTIAL, NumberStatus.RECYCLING);
    }
}
