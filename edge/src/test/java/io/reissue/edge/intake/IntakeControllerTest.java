package io.reissue.edge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.edge.EdgeForTests;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private static final String SENT = "/v1/intake-files?name=day.csv&fileDate=2026-11-20";

    private final List<UUID> started = new ArrayList<>();
    private final EdgeForTests edge = edge(started::add);

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aFileIsStoredInPartsAndItsReadingStarted() throws Exception {
        var text = "1".repeat(IntakeUpload.PART_BYTES + 5);
        var response = upload(SENT + "&region=KR&asking=ALONE", text);

        assertThat(response.getStatus()).isEqualTo(202);
        var id = started.getFirst();
        assertThat(response.getHeader("Location")).isEqualTo("/v1/intake-files/" + id);
        var file = files.find(id).orElseThrow();
        assertThat(file.state()).isEqualTo(IntakeFile.State.READING);
        assertThat(file.region()).isEqualTo("KR");
        assertThat(file.asking()).isEqualTo(Asking.ALONE);
        assertThat(file.parts()).isEqualTo(2);
        assertThat(files.content(file)).hasBinaryContent(text.getBytes(UTF_8));
        assertThat(STORE.jdbc()
                        .sql("select actor from audit_entry where subject = :id")
                        .param("id", id.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("operator-a");
    }

    @Test
    void aFileIsTakenEvenWhereItCannotBeStartedNow() throws Exception {
        try (EdgeForTests failing = edge(id -> {
            started.add(id);
            throw new IllegalStateException("no server");
        })) {
            assertThat(upload(failing, SENT, "number", Map.of()).getStatus()).isEqualTo(202);
        }
        assertThat(files.unfinished()).containsAll(started);
    }

    @Test
    void filesAreListedTheLatestFirstPageByPage() throws Exception {
        List<UUID> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            STORE.clock().advance(Duration.ofSeconds(1));
            upload(SENT.replace("day.csv", "day-" + i + ".csv"), "number");
            sent.addFirst(started.getLast());
        }

        JsonNode first = page("?limit=2");
        JsonNode second = page("?limit=2&after=" + first.path("next").asString());

        assertThat(first.path("files").valueStream().map(file -> file.path("id").asString()))
                .containsExactly(sent.get(0).toString(), sent.get(1).toString());
        assertThat(first.path("files").get(0).path("name").asString()).isEqualTo("day-2.csv");
        assertThat(second.path("files").get(0).path("id").asString())
                .isEqualTo(sent.get(2).toString());
        assertThat(edge.read("operator-a", "/v1/intake-files?after=x").getStatus())
                .isEqualTo(400);
        assertThat(edge.read("operator-a", "/v1/intake-files?limit=201").getStatus())
                .isEqualTo(400);
        assertThat(edge.read("auditor-a", "/v1/intake-files").getStatus()).isEqualTo(403);
    }

    private JsonNode page(String query) throws Exception {
        var read = edge.read("operator-a", "/v1/intake-files" + query);
        assertThat(read.getStatus()).isEqualTo(200);
        return new JsonMapper().readTree(read.getContentAsString());
    }

    @ParameterizedTest(name = "{0} of {1} for {2}, {3}: {4} is refused as {5}")
    @CsvSource({
        "'', 2026-11-20, CN, COHORT, number, NAME",
        "day.csv, 2026-11-24, CN, COHORT, number, FILE_DATE",
        "day.csv, 2026-11-20, GB, COHORT, number, REGION",
        "day.csv, 2026-11-20, CN, NOBODY, number, ASKING",
        "day.csv, 2026-11-20, CN, COHORT, '', EMPTY_FILE"
    })
    void refuses(String name, LocalDate fileDate, String region, String asking, String body, String code)
            throws Exception {
        var refused = upload(
                "/v1/intake-files?name=" + name + "&fileDate=" + fileDate + "&region=" + region + "&asking=" + asking,
                body);

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("\"code\":\"" + code + "\"");
        assertThat(started).isEmpty();
    }

    @Test
    void aFileThatIsSentAgainUnderItsIdIsTakenOnceAndAnotherIsRefused() throws Exception {
        var id = UUID.randomUUID();
        var first = upload(SENT + "&id=" + id, "number");

        var again = upload(SENT + "&id=" + id, "number");
        var byHeader = upload(edge, SENT, "number", Map.of("Idempotency-Key", "\"" + id + "\""));
        var other = upload(SENT.replace("day.csv", "next.csv") + "&id=" + id, "number");

        assertThat(again.getStatus()).isEqualTo(202);
        assertThat(again.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(byHeader.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString()).contains("ID_TAKEN");
        assertThat(upload(SENT + "&id=" + id, "numbers").getStatus()).isEqualTo(422);
        assertThat(files.find(id).orElseThrow().parts()).isEqualTo(1);
        assertThat(started).containsOnly(id);
    }

    @Test
    void aFileWhoseUploadDiedIsReplacedUnderItsId() throws Exception {
        var id = UUID.randomUUID();
        files.open(id, new NewFile("other.csv", "CN", Asking.COHORT, FILE_DATE));
        files.addPart(id, 0, "numb".getBytes(UTF_8));

        upload(SENT + "&id=" + id, "number");

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
        var before = files.latest(null, 1_000).size();
        assertThatThrownBy(() -> new IntakeUpload(files)
                        .store(new NewFile("day.csv", "CN", Asking.COHORT, FILE_DATE), null, breaking, "a"))
                .isInstanceOf(IOException.class);
        assertThat(files.latest(null, 1_000)).hasSize(before);
        assertThat(STORE.jdbc()
                        .sql("select count(*) from intake_part p join intake_file f on f.id = p.file_id"
                                + " where f.state = 'UPLOADING'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void progressAndRejectionsAreShownWithoutWhatStandsInTheRows() throws Exception {
        upload(SENT, "number");
        var id = started.getFirst();
        var rejected = new ArrayList<Judgement>();
        for (int line = 2; line < 2_502; line++)
            rejected.add(new Rejected(line, Rejection.MALFORMED_NUMBER, IntakeColumn.NUMBER));
        rejected.add(new Rejected(2_502, Rejection.WRONG_COLUMN_COUNT, null));
        IntakesForTests.intake(STORE).take(id, 0, rejected);

        var progress = edge.read("operator-a", "/v1/intake-files/" + id).getContentAsString();
        assertThat(progress)
                .contains("\"read\":2501", "\"accepted\":0", "\"rejected\":2501", "\"MALFORMED_NUMBER\":2500");

        var response = edge.read("operator-a", "/v1/intake-files/" + id + "/rejections.csv");
        assertThat(response.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getContentAsString())
                .startsWith("line,column,reason\r\n2,number,MALFORMED_NUMBER\r\n")
                .endsWith("2502,,WRONG_COLUMN_COUNT\r\n")
                .hasLineCount(2_502);
    }

    @Test
    void aFileThatIsNotThereIsNotFound() throws Exception {
        var progress = edge.read("operator-a", "/v1/intake-files/" + UUID.randomUUID());

        assertThat(progress.getStatus()).isEqualTo(404);
        assertThat(progress.getContentAsString()).contains("NO_SUCH_FILE");
    }

    private EdgeForTests edge(IntakeStarter starter) {
        return new EdgeForTests(IntakeController.class, context -> {
            context.registerBean(Clock.class, STORE::clock);
            context.registerBean(IntakeFiles.class, () -> files);
            context.registerBean(IntakeUpload.class, () -> new IntakeUpload(files));
            context.registerBean(IntakeStarter.class, () -> starter);
            context.registerBean(IntakeSettings.class, () -> new IntakeSettings(false));
        });
    }

    private MockHttpServletResponse upload(String target, String body) throws Exception {
        return upload(edge, target, body, Map.of());
    }

    private static MockHttpServletResponse upload(
            EdgeForTests edge, String target, String body, Map<String, String> headers) throws Exception {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "text/csv");
        return edge.send("operator-a", HttpMethod.POST, target, body, all);
    }
}
