package io.reissue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What is read: by people, by programs, and by whoever asks for help. */
class PrintedTest {
    private static final String STUCK = """
            {"numbers":[
             {"cycle":"c-1","jurisdiction":"CN","province":"广东","reason":"REQUIRED_SILENT","since":"2026-06-01T00:00:00Z",
              "freezeEnd":"2026-07-01T00:00:00Z","held":false,"open":["bank-one","bank-two"]},
             {"cycle":"c-22","jurisdiction":"KR","province":null,"reason":"CAP_REACHED","since":"2026-06-02T00:00:00Z",
              "freezeEnd":"2026-07-02T00:00:00Z","held":true,"open":[]}],
             "next":"MjAyNi0wNi0wMg"}""";

    private final ApiForTests api;

    PrintedTest() throws IOException {
        api = new ApiForTests();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void peopleReadAlignedTablesAndHowToGoOn() {
        api.says("GET /v1/stuck", 200, STUCK);

        assertThat(CtlForTests.at(api, "stuck").out()).isEqualTo("""
                cycle  jurisdiction  province  reason           since                 freeze end            held  open
                c-1    CN            广东      REQUIRED_SILENT  2026-06-01T00:00:00Z  2026-07-01T00:00:00Z  no    bank-one,bank-two
                c-22   KR            -         CAP_REACHED      2026-06-02T00:00:00Z  2026-07-02T00:00:00Z  yes   -
                more: --after MjAyNi0wNi0wMg
                """);
    }

    @Test
    void programsReadWhatTheApiSaidUnchanged() {
        api.says("GET /v1/stuck", 200, STUCK);

        assertThat(CtlForTests.at(api, "stuck", "--json").out()).isEqualTo(STUCK + "\n");
        assertThat(CtlForTests.at(api, "--json", "stuck").out()).isEqualTo(STUCK + "\n");
    }

    @Test
    void oneThingIsReadFieldByFieldAndWhatItHasSeveralOfAsATable() {
        api.says("GET /v1/cycles/019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11", 200, """
                {"id":"c-1","held":true,"stuckSince":null,"terms":{"freezeDays":120},
                 "waitingForSecond":[{"kind":"WAIVE","actor":"operator-a"}]}""");

        assertThat(CtlForTests.at(api, "cycles", "show", "019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11")
                        .out())
                .isEqualTo("""
                        id                 c-1
                        held               yes
                        stuck since        -
                        terms freeze days  120

                        waiting for second:
                        kind   actor
                        WAIVE  operator-a
                        """);
    }

    @Test
    void whatComesFromElsewhereMovesNoCursor() {
        api.says("GET /v1/policies/1/diff/2", 200, """
                [{"path":"a\\u001b[2Jb","before":"\\u202ec","after":null}]""");

        assertThat(CtlForTests.at(api, "policy", "diff", "1", "2").out())
                .contains("a?[2Jb", "?c")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aPurgedNumbersPlatformsAreCounted() {
        String path = "/v1/cycles/019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11";
        api.says("GET " + path + "/platforms", 200, """
                {"lines":[],"purged":{"asked":220,"unresolved":["shop-one"],"waived":[]}}""");

        assertThat(CtlForTests.at(api, "cycles", "platforms", path.substring(11))
                        .out())
                .isEqualTo("""
                asked       220
                unresolved  shop-one
                waived      -
                """);
    }

    static Stream<CommandLine> leaves() {
        return CtlForTests.leaves();
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void everyCommandHasAnExampleThatCanBeTypedAndSaysWhatItsExitCodesMean(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        String example = List.of(usage.footer()).getLast();
        String name = command.getCommandSpec().qualifiedName();

        assertThat(example).contains("./run " + name);
        String typed = example.substring(example.indexOf("./run ctl") + "./run ctl".length())
                .replaceAll("[>)].*", "");
        assertThat(new CommandLine(new CtlCommand())
                        .parseArgs(CtlForTests.words(typed))
                        .hasSubcommand())
                .isTrue();
        if (!name.equals("ctl completion"))
            assertThat(usage.exitCodeList().keySet()).containsExactly("0", "1", "2", "3", "4");
        assertThat(Arrays.asList(usage.description())).isNotEmpty();
    }

    @Test
    void aShellLearnsTheCommandsAndTheirOptions() {
        CtlForTests completion = CtlForTests.at(api, "completion");

        assertThat(completion.exit()).isZero();
        assertThat(completion.out()).contains("complete -F _complete_ctl", "_picocli_ctl_brake_set", "--token-file");
    }
}
