package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says. A list of commands shows the first paragraph of each. */
class HelpTest {
    static Stream<CommandLine> commands() {
        return withSubcommands(Main.commandLine());
    }

    private static Stream<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                Stream.of(line),
                line.getSubcommands().values().stream().distinct().flatMap(HelpTest::withSubcommands));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandIsDescribedInWholeSentences(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .isNotEmpty()
                .allMatch(paragraph -> paragraph.endsWith("."), "ends with a full stop");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatStandsBelowTheOptionsAreWholeSentencesTooOrExamples(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().footer())
                .allMatch(
                        paragraph -> paragraph.isBlank() || paragraph.startsWith("  ") || paragraph.matches(".*[.:]"),
                        "ends with a full stop, or is an example");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasOptionsThatSayWhatTheyDo(CommandLine command) {
        assertThat(command.getCommandSpec().options())
                .allSatisfy(option -> assertThat(Arrays.toString(option.description()))
                        .as(option.longestName())
                        .hasSizeGreaterThan(5));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandTellsTheVersion(CommandLine command) {
        assertThat(command.getCommandSpec().version())
                .singleElement()
                .asString()
                .startsWith("Reissue ");
    }
}
