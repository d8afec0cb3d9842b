package io.reissue.store.intake;

import static io.reissue.store.intake.IntakesForTests.ACTIVATED_ON;
import static io.reissue.store.intake.IntakesForTests.DISCONNECTED;
import static io.reissue.store.intake.IntakesForTests.DISCONNECTED_ON;
import static io.reissue.store.intake.IntakesForTests.readyFile;
import static io.reissue.store.intake.IntakesForTests.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.intake.Judgement;
import io.reissue.policy.Asking;
import io.reissue.store.StoreForTests;
import io.reissue.store.intake.IntakeFiles.RejectedLine;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.inventory.Tenure;
import io.reissue.store.inventory.TenuresForTests;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntakeImportTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);

    private final JdbcClient jdbc = STORE.jdbc();
    private final IntakeFiles files = IntakesForTests.files(STORE);
    private final IntakeImport intake = IntakesForTests.intake(STORE);
    private final Inventory inventory = new Inventory(jdbc, STORE.keys());
    private final UUID file = readyFile(STORE);

    @Test
    void anAcceptedRowGivesANumberATenureAndACycleWithItsHolder() {
        var number = freshNumber();
        var row = row(2, number);
        var cycles = intake.take(file, 0, List.of(row));

        assertThat(cycles)
                .singleElement()
                .satisfies(cycle -> assertThat(cycle.jurisdiction()).isEqualTo("CN"));
        var cycle = cycles.getFirst().id();
        assertThat(cycle.version()).isEqualTo(7);
        var id = inventory.find(number).orElseThrow();
        assertThat(inventory.row(id)).hasValueSatisfying(known -> {
            assertThat(known.status()).isEqualTo(NumberStatus.RECYCLING);
            assertThat(known.province()).isEqualTo("Beijing");
        });
        assertThat(TenuresForTests.of(STORE, id))
                .containsExactly(new Tenure(id, ACTIVATED_ON, DISCONNECTED_ON, null, null));
        assertThat(jdbc.sql("""
                        select state, ending, asking, zone, disconnected_at = :at as disconnected, floor_at::text,
                            ceiling_at, next_due = :now as due, policy_version, freeze_end, province, disconnect_reason
                        from cycle where id = :id and number_id = :number and intake_file_id = :file and intake_line = 2
                        """)
                        .param("at", DISCONNECTED.atOffset(ZoneOffset.UTC))
                        .param("now", STORE.clock().instant().atOffset(ZoneOffset.UTC))
                        .param("id", cycle)
                        .param("number", id)
                        .param("file", file)
                        .query()
                        .singleRow())
                .containsEntry("state", "ACCEPTED")
                .containsEntry("ending", "RELEASE")
                .containsEntry("asking", "COHORT")
                .containsEntry("zone", "Asia/Shanghai")
                .containsEntry("disconnected", true)
                .containsEntry("due", true)
                .containsEntry("ceiling_at", null)
                .containsEntry("policy_version", null)
                .containsEntry("freeze_end", null)
                .containsEntry("province", "Beijing")
                .containsEntry("disconnect_reason", "CANCELLED")
                .hasEntrySatisfying(
                        "floor_at", floor -> assertThat(floor.toString()).startsWith("2027-02-17 16:00:00"));
        var holders = new HolderVault(jdbc, new Vault(jdbc, STORE.keys()));
        assertThat(holders.sameHolder(cycle, "H-" + number)).isTrue();
        assertThat(holders.contact(cycle)).contains(number + "@mail.example");
    }

    @Test
    void whatTheRealNameRecordWillNeedIsUnderTheCyclesKeyAndNoRecordIsWrittenYet() {
        var number = freshNumber();
        var cycle = intake.take(file, 0, List.of(row(2, number))).getFirst().id();
        var id = inventory.find(number).orElseThrow();
        withdrawn(cycle);
        inventory.setStatus(id, NumberStatus.IN_SERVICE);
        var later = readyFile(STORE);

        assertThat(intake.take(later, 0, List.of(row(2, number)))).isEmpty();

        assertThat(files.rejections(later, 0, 10)).containsExactly(new RejectedLine(2, null, "STALE_DISCONNECT"));
        assertThat(inventory.row(id))
                .hasValueSatisfying(row -> assertThat(row.status()).isEqualTo(NumberStatus.IN_SERVICE));
    }

    @Test
    void aChunkThatFailsLeavesNothingAndCanBeTakenAgain() {
        var number = freshNumber();
        var sameLineTwice = List.<Judgement>of(row(2, number), row(2, freshNumber()));
        assertThatThrownBy(() -> intake.take(file, 0, sameLineTwice)).isInstanceOf(RuntimeException.class);
        assertCounts(0, 0, 0);
        assertThat(inventory.find(number)).isEmpty();

        assertThat(intake.take(file, 0, List.of(row(2, number)))).hasSize(1);
        assertCounts(1, 1, 0);
    }

    @Test
    void aReaderThatIsBehindOrAheadWritesNothing() {
        intake.take(file, 0, List.of(row(2, freshNumber())));
        var again = freshNumber();
        assertThatThrownBy(() -> intake.take(file, 0, List.of(row(2, again)))).isInstanceOf(OutOfStep.class);
        assertThatThrownBy(() -> intake.take(file, 2, List.of(row(4, again)))).isInstanceOf(OutOfStep.class);
        assertThatThrownBy(() -> files.finish(file, 2)).isInstanceOf(OutOfStep.class);
        assertThat(inventory.find(again)).isEmpty();
        assertCounts(1, 1, 0);
    }

    @Test
    void twoFilesThatNameTheSameNumbersCrosswiseGiveEachNumberOneCycle() throws Exception {
        var numbers = Stream.generate(IntakeImportTest::freshNumber).limit(200).toList();
        var other = readyFile(STORE);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<IntakeImport.NewCycle>> forwards = () -> intake.take(file, 0, rows(numbers));
            Callable<List<IntakeImport.NewCycle>> backwards = () -> intake.take(other, 0, rows(numbers.reversed()));
            int cycles = 0;
            for (var done : both.invokeAll(List.of(forwards, backwards)))
                cycles += done.get().size();
            assertThat(cycles).isEqualTo(200);
        }
        assertThat(files.find(file).orElseThrow().accepted()
                        + files.find(other).orElseThrow().accepted())
                .isEqualTo(200);
    }

    @Test
    void theBytesOfAFileAreSealedInPartsAndDeletedAtItsEnd() throws Exception {
        var id = files.open(new NewFile("a.csv", "CN", Asking.COHORT, FILE_DATE));
        files.addPart(id, 0, "number,".getBytes(StandardCharsets.UTF_8));
        files.addPart(id, 1, "13800138000".getBytes(StandardCharsets.UTF_8));
        files.uploaded(id, 2, "carrier-a");
        var ready = files.find(id).orElseThrow();
        try (var content = files.content(ready)) {
            assertThat(content).hasContent("number,13800138000");
        }
        assertThat(jdbc.sql("select sealed from intake_part where file_id = :id")
                        .param("id", id)
                        .query(byte[].class)
                        .list())
                .allSatisfy(part -> assertThat(new String(part, StandardCharsets.ISO_8859_1))
                        .doesNotContain("138", "number"));

        files.finish(id, 0);
        files.finish(id, 0);
        assertThat(files.find(id).orElseThrow().state()).isEqualTo(IntakeFile.State.DONE);
        assertThatThrownBy(() -> files.content(ready).read()).isInstanceOf(EOFException.class);
        assertThat(jdbc.sql("select action from audit_entry where subject = :id order by id")
                        .param("id", id.toString())
                        .query(String.class)
                        .list())
                .containsExactly("intake.uploaded", "intake.done");
    }

    @Test
    void anUploadThatBrokeOffIsForgottenAndAWholeOneIsNot() {
        var brokenOff = files.open(new NewFile("a.csv", "CN", Asking.COHORT, FILE_DATE));
        files.addPart(brokenOff, 0, new byte[] {1});
        STORE.clock().advance(IntakeFiles.ABANDONED.minusSeconds(1));
        files.discardAbandoned();
        assertThat(files.find(brokenOff)).isPresent();

        STORE.clock().advance(Duration.ofSeconds(1));
        files.discardAbandoned();
        files.discard(file);
        assertThat(files.find(brokenOff)).isEmpty();
        assertThat(files.unfinished()).contains(file).doesNotContain(brokenOff);
    }

    private void assertCounts(long read, long accepted, long rejected) {
        var progress = files.find(file).orElseThrow();
        assertThat(List.of(progress.linesRead(), progress.accepted(), progress.rejected()))
                .containsExactly(read, accepted, rejected);
    }

    private void withdrawn(UUID cycle) {
        jdbc.sql("""
                insert into policy (version, jurisdiction, effective_from, body, created_at)
                select coalesce(max(version), 0) + 1, :jurisdiction, :from, '{}', :now from policy
                """)
                .param("jurisdiction", "test of " + cycle)
                .param("from", FILE_DATE)
                .param("now", STORE.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                update cycle set state = 'WITHDRAWN', policy_version = (select max(version) from policy), freeze_end = floor_at,
                    disclosed_at = created_at, closed_at = created_at, disconnect_reason = null
                where id = :cycle
                """).param("cycle", cycle).update();
    }

    private static String freshNumber() {
        return "86138%08d".formatted(NUMBERS.incrementAndGet());
    }

    private static List<Judgement> rows(List<String> numbers) {
        var rows = new ArrayList<Judgement>();
        for (var number : numbers) rows.add(row(rows.size() + 2, number));
        return rows;
    }
}
