package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says. A list of commands shows the first paragraph of each. */
class HelpTest {
    private static final String COMMANDS = "io.reissue.sandbox.DocumentedCommandsTest#all";

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void eachCommandIsDescribedInWholeSentences(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .isNotEmpty()
                .allMatch(paragraph -> paragraph.endsWith("."), "ends with a full stop");
    }

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void whatStandsBelowTheOptionsAreWholeSentencesTooOrExamples(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().footer())
                .allMatch(
                        paragraph -> paragraph.isBlank() || paragraph.startsWith("  ") || paragraph.matches(".*[.:]"),
                        "ends with a full stop, or is an example");
    }

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void eachCommandTellsTheVersion(CommandLine command) {
        assertThat(command.getCommandSpec().version())
                .singleElement()
                .asString()
                .startsWith("Reissue ");
    }
}
