package io.reissue.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reissue.intake.IntakeActivities.IntakeReport;
import io.reissue.policy.Asking;
import io.reissue.store.StoreForTests;
import io.reissue.store.intake.IntakeFile.State;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.intake.IntakesForTests;
import io.reissue.store.intake.NewFile;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntakeActivitiesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final String HEADER =
            "number,disconnect_time,reason,activation_date,line_type,ported_from,holder_reference,contact,real_name_until\n";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final List<UUID> started = Collections.synchronizedList(new ArrayList<>());
    private final IntakeFiles files = IntakesForTests.files(STORE);
    private final IntakeImport intake = IntakesForTests.intake(STORE);

    @Test
    void everyRowGivesACycleThatIsStartedOrANamedRejection() {
        var first = row(freshNumber());
        var file = uploaded(HEADER
                + first
                + "12,2026-11-19,CANCELLED,2019-03-01,RESIDENTIAL,,H-2,,\n"
                + first
                + "+442079460000,2026-11-19,CANCELLED,2019-03-01,RESIDENTIAL,,H-3,,\n"
                + "too,few\n"
                + "1,\"open,,,,,,,\n"
                + freshNumber() + ",2026-11-19,SUSPENDED_ARREARS,2019-03-01,RESIDENTIAL,,H-4,,\n"
                + freshNumber() + ",2026-11-19,CANCELLED,2019-03-01,RESIDENTIAL,telco-b,H-5,,\n");

        var report = importFile(file);

        assertThat(report)
                .isEqualTo(new IntakeReport(
                        8,
                        2,
                        6,
                        Map.of(
                                "MALFORMED_NUMBER", 1L,
                                "DUPLICATE_ROW", 1L,
                                "FOREIGN_NUMBER", 1L,
                                "WRONG_COLUMN_COUNT", 1L,
                                "BROKEN_LINE", 1L,
                                "SUSPENDED_ARREARS", 1L)));
        assertThat(started).containsExactlyInAnyOrderElementsOf(cycles(file));
        assertThat(files.find(file).orElseThrow().state()).isEqualTo(State.DONE);
        assertThat(importFile(file)).as("called again").isEqualTo(report);
        assertThat(started).hasSize(2);
    }

    @Test
    void aFileWithoutTheHeaderIsDoneWithOneRejection() {
        var file = uploaded(row(freshNumber()) + row(freshNumber()));
        assertThat(importFile(file)).isEqualTo(new IntakeReport(1, 0, 1, Map.of("UNKNOWN_HEADER", 1L)));
    }

    @Test
    void aFileInWhichTheCarrierChoseHeadersOrderAndCharsetIsRead() {
        var text =
                "asking\tholder_reference\tnumber\tdisconnect_time\treason\tactivation_date\tline_type\tported_from\tcontact"
                        + "\treal_name_until\nALONE\t张三\t" + freshNumber()
                        + "\t20261119101500\tARREARS_TERMINATED\t2019/03/01\tBUSINESS\t\t\t\n";
        var file = uploaded(text.getBytes(Charset.forName("GB18030")));
        assertThat(importFile(file).accepted()).isEqualTo(1);
        assertThat(STORE.jdbc()
                        .sql("select asking from cycle where intake_file_id = :file")
                        .param("file", file)
                        .query(String.class)
                        .single())
                .isEqualTo("ALONE");
    }

    @Test
    void aReaderThatDiedInTheMiddleIsGoneOnFromWithNothingDoubled() {
        var file = uploaded(manyRows(22_000));
        var dying = new IntakeActivitiesImpl(
                files,
                intake,
                (cycles, jurisdiction, id) -> {
                    started.addAll(cycles);
                    if (started.size() > 5_000) throw new StackOverflowError();
                },
                STORE.clock());
        assertThat(catchThrowable(() -> importFile(dying, file))).isNotNull();
        assertThat(files.find(file).orElseThrow().linesRead())
                .as("what was under way behind it is taken in too")
                .isEqualTo(15_000);

        assertThat(importFile(file)).isEqualTo(new IntakeReport(22_000, 22_000, 0, Map.of()));
        assertThat(started).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(cycles(file));
    }

    @Test
    void twoReadersOfOneFileDoubleNothing() throws Exception {
        var file = uploaded(manyRows(16_000));
        try (var both = Executors.newFixedThreadPool(2)) {
            Callable<IntakeReport> reader = () -> importFile(file);
            for (var report : both.invokeAll(List.of(reader, reader)))
                assertThat(report.get()).isEqualTo(new IntakeReport(16_000, 16_000, 0, Map.of()));
        }
        assertThat(started).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(cycles(file));
    }

    @Test
    void aStarterThatFailsStopsNothing() {
        var file = uploaded(HEADER + row(freshNumber()));
        var failing = new IntakeActivitiesImpl(
                files,
                intake,
                (cycles, jurisdiction, id) -> {
                    throw new IllegalStateException("no server");
                },
                STORE.clock());
        assertThat(importFile(failing, file).accepted()).isEqualTo(1);
    }

    @Test
    void aFailureCarriesItsCodeAndNothingOfTheRow() {
        var number = freshNumber();
        var file = uploaded(HEADER + row(number));
        // The database's own words would quote the row.
        try (var owner = STORE.owner()) {
            var jdbc = JdbcClient.create(owner);
            jdbc.sql("alter table cycle add constraint none_today check (intake_file_id <> '" + file + "')")
                    .update();
            var failure = catchThrowable(() -> importFile(file));
            jdbc.sql("alter table cycle drop constraint none_today").update();

            var all = new ArrayList<Throwable>();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) all.add(cause);
            assertThat(all)
                    .filteredOn(ApplicationFailure.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(ApplicationFailure.class, typed -> {
                        assertThat(typed.getType()).isEqualTo("STORE_UNAVAILABLE");
                        assertThat(typed.isNonRetryable()).isFalse();
                        assertThat(typed.getOriginalMessage()).isEqualTo("STORE_UNAVAILABLE");
                        assertThat(typed.getCause()).isNull();
                    });
            assertThat(all.toString()).doesNotContain(number, "H-" + number, "constraint");
        }
        assertThat(importFile(file).accepted()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        for (var id : Arrays.asList(UUID.randomUUID().toString(), "no-uuid", open().toString())) {
            assertThat(catchThrowable(() -> importFile(id)))
                    .isInstanceOf(ActivityFailure.class)
                    .cause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo("NOT_FOUND");
                        assertThat(failure.isNonRetryable()).isTrue();
                    });
        }
    }

    private IntakeReport importFile(UUID file) {
        return importFile(file.toString());
    }

    private IntakeReport importFile(String file) {
        return importFile(
                new IntakeActivitiesImpl(
                        files, intake, (cycles, jurisdiction, id) -> started.addAll(cycles), STORE.clock()),
                file);
    }

    private static IntakeReport importFile(IntakeActivities activities, UUID file) {
        return importFile(activities, file.toString());
    }

    private static IntakeReport importFile(IntakeActivities activities, String file) {
        var environment = TestActivityEnvironment.newInstance();
        try {
            environment.registerActivitiesImplementations(activities);
            return environment.newActivityStub(IntakeActivities.class).importFile(file);
        } finally {
            environment.close();
        }
    }

    private UUID open() {
        return files.open(new NewFile("numbers.csv", "CN", Asking.COHORT, LocalDate.of(2026, 11, 20)));
    }

    private UUID uploaded(String text) {
        return uploaded(text.getBytes(UTF_8));
    }

    private UUID uploaded(byte[] bytes) {
        var id = open();
        int half = bytes.length / 2;
        files.addPart(id, 0, Arrays.copyOf(bytes, half));
        files.addPart(id, 1, Arrays.copyOfRange(bytes, half, bytes.length));
        files.uploaded(id, 2, "carrier-a");
        return id;
    }

    private List<UUID> cycles(UUID file) {
        return STORE.jdbc()
                .sql("select id from cycle where intake_file_id = :file")
                .param("file", file)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private static String manyRows(int count) {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) text.append(row(freshNumber()));
        return text.toString();
    }

    private static String row(String number) {
        return number + ",2026-11-19 10:15:00,CANCELLED,2019-03-01,RESIDENTIAL,,H-" + number + ",,2028-11-19\n";
    }

    private static String freshNumber() {
        return "138%08d".formatted(NUMBERS.incrementAndGet());
    }
}
