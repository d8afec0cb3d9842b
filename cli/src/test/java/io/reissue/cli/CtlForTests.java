package io.reissue.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code ./run ctl} in this process, and what it printed. */
record CtlForTests(int exit, String out, String err) {

    /** As an operator of the instance. */
    static CtlForTests at(ApiForTests api, String... arguments) {
        return typing(List.of(), api, arguments);
    }

    /** @param lines what is typed, one after the other */
    static CtlForTests typing(List<String> lines, ApiForTests api, String... arguments) {
        return run(
                Map.of(
                        "REISSUE_TOKEN",
                        ApiForTests.TOKEN,
                        "REISSUE_URL",
                        api.url().toString()),
                lines,
                arguments);
    }

    static CtlForTests run(Map<String, String> environment, List<String> lines, String... arguments) {
        Deque<String> left = new ArrayDeque<>(lines);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new CtlCommand(environment, prompt -> left.isEmpty() ? "" : left.removeFirst()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new CtlForTests(exit, out.toString(), err.toString());
    }

    /** Every command that asks the API, by the words that are typed. */
    static Stream<CommandLine> leaves() {
        return leaves(new CommandLine(new CtlCommand(Map.of(), prompt -> "")));
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        var below = command.getSubcommands().values();
        return below.isEmpty() ? Stream.of(command) : below.stream().flatMap(CtlForTests::leaves);
    }

    static String[] words(String typed) {
        return Arrays.stream(typed.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }
}
