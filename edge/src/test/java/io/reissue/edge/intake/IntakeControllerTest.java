package io.reissue.edge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.intake.IntakeColumn;
import io.reissue.intake.Judgement;
import io.reissue.intake.Judgement.Rejected;
import io.reissue.intake.Rejection;
import io.reissue.policy.Asking;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakesForTests;
import io.reissue.store.intake.NewFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

class IntakeControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);

    private final IntakeFiles files = new IntakeFiles(
            STORE.jdbc(),
            STORE.transactionManager(),
            STORE.keys(),
            new AuditLog(STORE.jdbc(), STORE.clock()),
            STORE.clock());
    private final List<UUID> started = new ArrayList<>();
    private final IntakeController controller = controller(started::add);

    @Test
    void aFileIsStoredInPartsAndItsReadingStarted() throws Exception {
        var bytes = new byte[IntakeUpload.PART_BYTES + 5];
        Arrays.fill(bytes, (byte) '1');
        var response = controller.take(
                null, "day.csv", FILE_DATE, "KR", "ALONE", new ByteArrayInputStream(bytes), () -> "carrier-a");

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        var id = started.getFirst();
        assertThat(response.getHeaders().getLocation()).hasToString("/v1/intake-files/" + id);
        var file = files.find(id).orElseThrow();
        assertThat(file.state()).isEqualTo(IntakeFile.State.READING);
        assertThat(file.region()).isEqualTo("KR");
        assertThat(file.asking()).isEqualTo(Asking.ALONE);
        assertThat(file.parts()).isEqualTo(2);
        assertThat(files.content(file)).hasBinaryContent(bytes);
        assertThat(STORE.jdbc()
                        .sql("select actor from audit_entry where subject = :id")
                        .param("id", id.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("carrier-a");
    }

    @Test
    void aFileIsTakenEvenWhereItCannotBeStartedNow() throws Exception {
        var failing = controller(id -> {
            started.add(id);
            throw new IllegalStateException("no server");
        });
        assertThat(failing.take(null, "day.csv", FILE_DATE, "CN", "COHORT", body("number"), null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.ACCEPTED);
        assertThat(files.unfinished()).containsAll(started);
    }

    @ParameterizedTest(name = "{0} of {1} for {2}, {3}: {4} is refused as {5}")
    @CsvSource({
        "'', 2026-11-20, CN, COHORT, number, NAME",
        "day.csv, 2026-11-24, CN, COHORT, number, FILE_DATE",
        "day.csv, 2026-11-20, GB, COHORT, number, REGION",
        "day.csv, 2026-11-20, CN, NOBODY, number, ASKING",
        "day.csv, 2026-11-20, CN, COHORT, '', EMPTY_FILE"
    })
    void refuses(String name, LocalDate fileDate, String region, String asking, String body, String code) {
        assertThatThrownBy(() -> controller.take(null, name, fileDate, region, asking, body(body), null))
                .isInstanceOfSatisfying(ErrorResponseException.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
                    assertThat(problem.getBody().getProperties()).containsEntry("code", code);
                });
        assertThat(started).isEmpty();
    }

    @Test
    void aFileThatIsSentAgainUnderItsIdIsTakenOnce() throws Exception {
        var id = UUID.randomUUID();
        controller.take(id, "day.csv", FILE_DATE, "CN", "COHORT", body("number"), null);

        var again = controller.take(id, "day.csv", FILE_DATE, "CN", "COHORT", body("number"), null);

        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(Objects.requireNonNull(again.getBody()).id()).isEqualTo(id);
        assertThat(files.find(id).orElseThrow().parts()).isEqualTo(1);
        assertThat(started).containsOnly(id);
    }

    @Test
    void aFileWhoseUploadDiedIsReplacedUnderItsId() throws Exception {
        var id = UUID.randomUUID();
        files.open(id, new NewFile("day.csv", "CN", Asking.COHORT, FILE_DATE));
        files.addPart(id, 0, "numb".getBytes(UTF_8));

        controller.take(id, "day.csv", FILE_DATE, "CN", "COHORT", body("number"), null);

        assertThat(files.content(files.find(id).orElseThrow())).hasContent("number");
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        var breaking =
                new SequenceInputStream(new ByteArrayInputStream(new byte[IntakeUpload.PART_BYTES]), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                });
        var before = files.latest(1_000).size();
        assertThatThrownBy(() -> new IntakeUpload(files)
                        .store(new NewFile("day.csv", "CN", Asking.COHORT, FILE_DATE), null, breaking, "a"))
                .isInstanceOf(IOException.class);
        assertThat(files.latest(1_000)).hasSize(before);
        assertThat(STORE.jdbc()
                        .sql("select count(*) from intake_part p join intake_file f on f.id = p.file_id"
                                + " where f.state = 'UPLOADING'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void progressAndRejectionsAreShownWithoutWhatStandsInTheRows() throws Exception {
        controller.take(null, "day.csv", FILE_DATE, "CN", "COHORT", body("number"), null);
        var id = started.getFirst();
        var rejected = new ArrayList<Judgement>();
        for (int line = 2; line < 2_502; line++)
            rejected.add(new Rejected(line, Rejection.MALFORMED_NUMBER, IntakeColumn.NUMBER));
        rejected.add(new Rejected(2_502, Rejection.WRONG_COLUMN_COUNT, null));
        IntakesForTests.intake(STORE).take(id, 0, rejected);

        var progress = controller.progress(id);
        assertThat(progress.read()).isEqualTo(2_501).isEqualTo(progress.accepted() + progress.rejected());
        assertThat(progress.rejections()).containsEntry("MALFORMED_NUMBER", 2_500L);

        var response = controller.rejections(id);
        assertThat(response.getHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
        var out = new ByteArrayOutputStream();
        Objects.requireNonNull(response.getBody()).writeTo(out);
        assertThat(out.toString(UTF_8))
                .startsWith("line,column,reason\r\n2,number,MALFORMED_NUMBER\r\n")
                .endsWith("2502,,WRONG_COLUMN_COUNT\r\n")
                .hasLineCount(2_502);
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> controller.progress(UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        problem -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    private IntakeController controller(IntakeStarter starter) {
        return new IntakeController(new IntakeUpload(files), files, starter, STORE.clock(), new IntakeSettings(false));
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
