package io.reissue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl bulk}. */
class BulkCommandTest {
    private static final String ID = "019cb4f2-0000-7000-8000-000000000001";
    private static final String OTHER = "019cb4f2-0000-7000-8000-000000000002";
    private static final String PRINT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String PREVIEWED = """
            {"id":"%s","kind":"HOLD","members":2,"fingerprint":"%s","state":"PREVIEW","badRows":{"TWICE":1},"left":2,
             "outcomes":[{"verdict":"ACCEPTED","refusal":null,"expected":2,"became":0}]}""".formatted(ID, PRINT);

    private final ApiForTests api;

    @TempDir
    Path folder;

    BulkCommandTest() throws IOException {
        api = new ApiForTests();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hold, HOLD",
        "lift-hold, LIFT_HOLD",
        "withdraw, WITHDRAW",
        "retire, RETIRE",
        "waive --platform bank-one, WAIVE",
        "ask-again --platform bank-one, ASK_AGAIN",
        "extend --until 2026-09-30T16:00:00Z, EXTEND_FREEZE",
        "shorten --until 2026-09-30T16:00:00Z, SHORTEN_FREEZE"
    })
    void whatIsCalledAsForOneNumberIsSentByItsKind(String typed, String kind) {
        api.says("POST /v1/bulk", 201, PREVIEWED);

        CtlForTests done = at("bulk preview " + typed + " --file " + OTHER + " --open --reason CASE --id " + ID);

        assertThat(done.exit()).as(done.err()).isZero();
        JsonNode sent = api.asked().json();
        assertThat(sent.path("kind").asString()).isEqualTo(kind);
        assertThat(sent.path("id").asString()).isEqualTo(ID);
        assertThat(sent.path("filter").toString()).isEqualTo("{\"file\":\"" + OTHER + "\",\"open\":true}");
        assertThat(sent.has("of")).isFalse();
        assertThat(sent.has("platform")).isEqualTo(typed.contains("bank-one"));
        assertThat(sent.has("until")).isEqualTo(typed.contains("2026"));
    }

    @Test
    void aPreviewSaysHowItIsConfirmed() {
        api.says("POST /v1/bulk", 201, PREVIEWED);

        CtlForTests done = at("bulk preview hold --of " + OTHER + " --reason CASE");

        assertThat(api.asked().json().path("of").asString()).isEqualTo(OTHER);
        assertThat(api.asked().json().has("filter")).isFalse();
        assertThat(done.err()).contains("to repeat it safely: --id ");
        assertThat(done.out())
                .contains("bad rows twice  1", "ACCEPTED  -        2         0")
                .endsWith("nothing has been done; to do it: bulk confirm " + ID + " --fingerprint " + PRINT + "\n");
    }

    @Test
    void aListIsSentAsItIsAndWhatIsInItStandsInNoAddress() throws Exception {
        api.says("POST /v1/bulk", 201, PREVIEWED);
        Path list = Files.writeString(folder.resolve("police.csv"), "13900130001\n");

        CtlForTests done = CtlForTests.at(
                api,
                "bulk",
                "preview",
                "hold",
                "--list",
                list.toString(),
                "--country-code",
                "86",
                "--reason",
                "CASE",
                "--id",
                ID);

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(api.asked().line())
                .isEqualTo("POST /v1/bulk?id=" + ID + "&kind=HOLD&reasonCode=CASE&countryCode=86");
        assertThat(api.asked().type()).isEqualTo("text/csv");
        assertThat(api.asked().body()).isEqualTo("13900130001\n");
    }

    @Test
    void aConfirmationNamesWhatWasSeenAndARefusalSaysItsCode() {
        api.says("POST /v1/bulk/" + ID + "/confirmation", 200, PREVIEWED.replace("PREVIEW", "RUNNING"));

        CtlForTests done = at("bulk confirm " + ID + " --fingerprint " + PRINT);

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(api.asked().ifMatch()).isEqualTo("\"" + PRINT + "\"");
        assertThat(done.out()).contains("RUNNING").doesNotContain("nothing has been done");
        api.says(
                "POST /v1/bulk/" + ID + "/confirmation",
                412,
                "{\"code\":\"SET_CHANGED\",\"detail\":\"numbers joined, left or moved since the preview; make another\"}");
        CtlForTests late = at("bulk confirm " + ID + " --fingerprint " + PRINT);
        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.err()).contains("refused: SET_CHANGED: numbers joined");
    }

    @Test
    void oneIsReadStoppedAndFetched() {
        api.says("GET /v1/bulk", 200, "{\"bulks\":[" + PREVIEWED + "],\"next\":\"abc\"}")
                .says("GET /v1/bulk/" + ID, 200, PREVIEWED)
                .says("POST /v1/bulk/" + ID + "/stop", 200, PREVIEWED.replace("PREVIEW", "STOPPED"))
                .says("GET /v1/bulk/" + ID + "/results.csv", 200, "cycle,verdict,refusal\r\n")
                .says("GET /v1/bulk/" + ID + "/bad-rows.csv", 200, "line,code\r\n");

        assertThat(at("bulk list").out()).contains(ID, "HOLD", "more: --after abc");
        assertThat(at("bulk show " + ID).out()).contains("members");
        assertThat(at("bulk stop " + ID).out()).contains("STOPPED");
        assertThat(at("bulk results " + ID).out()).isEqualTo("cycle,verdict,refusal\r\n");
        assertThat(at("bulk bad-rows " + ID).out()).isEqualTo("line,code\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "hold --reason CASE, --list",
        "hold --reason CASE --of 019cb4f2-0000-7000-8000-000000000002 --held, mutually exclusive",
        "dance --reason CASE --held, dance",
        "reinstate --reason CASE --held, reinstate",
        "hold --held, --reason",
        "hold --reason CASE --list missing.csv, missing.csv"
    })
    void whatIsWronglyTypedIsNotSent(String typed, String said) {
        CtlForTests wrong = at("bulk preview " + typed);

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains(said);
        assertThat(api.all()).isEmpty();
    }

    private CtlForTests at(String typed) {
        return CtlForTests.at(api, CtlForTests.words(typed));
    }
}
