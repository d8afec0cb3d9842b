package io.reissue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script that calls the command line learns of what the API said. */
class ExitCodesTest {
    private static final String CYCLE = "019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11";
    private static final String COMMANDS = "POST /v1/cycles/" + CYCLE + "/commands";
    private static final String REFUSED = """
            {"detail":"the second command must come from another person","status":409,"title":"SAME_PRINCIPAL","code":"SAME_PRINCIPAL"}""";

    private final ApiForTests api;

    ExitCodesTest() throws IOException {
        api = new ApiForTests();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aRefusalIsSaidByItsCodeAndByWhatWouldMakeItPossible() {
        api.says(COMMANDS, 409, REFUSED);

        CtlForTests refused = CtlForTests.at(api, "retire", CYCLE, "--reason", "PERMANENT_BAN");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("ctl: refused: SAME_PRINCIPAL: the second command must come from another person");
    }

    @Test
    void aProgramIsToldARefusalAsTheApiSaidIt() {
        api.says(COMMANDS, 409, REFUSED);

        CtlForTests refused = CtlForTests.at(api, "--json", "retire", CYCLE, "--reason", "PERMANENT_BAN");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEqualTo(REFUSED + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0", "400, 2", "401, 3", "403, 3", "404, 1", "409, 1", "412, 1", "413, 2", "422, 1", "428, 2", "429, 4",
        "302, 4", "500, 4", "503, 4"
    })
    void whatTheApiSaysIsAnExitCode(int status, int exit) {
        api.says("GET /v1/cycles/" + CYCLE, status, "{\"revision\":3}");

        CtlForTests asked = CtlForTests.at(api, "cycles", "show", CYCLE);

        assertThat(asked.exit()).isEqualTo(exit);
        assertThat(asked.err().isEmpty()).isEqualTo(exit == 0);
    }

    @Test
    void whoeverIsNotKnownIsToldSo() {
        CtlForTests stranger = CtlForTests.run(
                java.util.Map.of("REISSUE_TOKEN", "of a stranger"),
                java.util.List.of(),
                "--url",
                api.url().toString(),
                "stuck");

        assertThat(stranger.exit()).isEqualTo(3);
        assertThat(stranger.err()).contains("not authorised");
    }

    @Test
    void whereNobodyAnswersItIsSaidWhere() {
        api.close();

        CtlForTests nobody = CtlForTests.at(api, "stuck");

        assertThat(nobody.exit()).isEqualTo(4);
        assertThat(nobody.err()).contains("nobody answers at " + api.url());
    }

    @Test
    void somethingElseThatAnswersThereIsNotTakenForTheApi() {
        api.says("GET /v1/stuck", 200, "<html>It works!</html>");

        CtlForTests other = CtlForTests.at(api, "stuck");

        assertThat(other.exit()).isEqualTo(4);
        assertThat(other.err()).contains("is not Reissue's API");
        assertThat(other.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hold " + CYCLE + "|--reason",
                "hold x --reason CASE|CYCLE",
                "extend " + CYCLE + " --reason CASE --until tomorrow|--until",
                "cycles list --age old|--age",
                "policy show first|POLICY",
                "policy draft missing.json|missing.json",
                "policy draft missing.json --revision|--revision",
                "intake send missing.csv --date 2026-03-02|missing.csv",
                "cycles|Usage: ctl cycles",
                "dance|dance"
            })
    void whatIsWronglyTypedIsNotSent(String typed, String said) {
        CtlForTests wrong = CtlForTests.at(api, CtlForTests.words(typed));

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains(said);
        assertThat(api.all()).isEmpty();
    }
}
