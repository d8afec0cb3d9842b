package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;

/** What the pages tell people to type is what {@code ./run} understands, and what it understands is on a page and explains itself. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** In a block, with variables before it and lines that go on; up to a comment, a second column, or where its output goes. */
    private static final Pattern IN_A_BLOCK =
            Pattern.compile("(?m)^ {4,}(?:[A-Z]+=\\S+ )?(\\./run(?:[^\\S\\n](?![\\s#>])(?:\\\\\\n\\s*)?\\S+)*)");

    private static final Pattern IN_A_SENTENCE = Pattern.compile("`(\\./run\\b[^`>]*)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(--[^`]+)` \\|.*\\|([^|]*)\\|$");

    record Documented(Path page, String command) {}

    private static Stream<Documented> commands(Pattern form) throws IOException {
        try (Stream<Path> here = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
            List<Path> pages = Stream.of(here, docs, deploy)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return pages.stream()
                    .flatMap(page -> form.matcher(read(page))
                            .results()
                            .map((MatchResult found) -> new Documented(ROOT.relativize(page), found.group(1))));
        }
    }

    static Stream<Documented> inBlocks() throws IOException {
        return commands(IN_A_BLOCK);
    }

    static Stream<Documented> inSentences() throws IOException {
        return commands(IN_A_SENTENCE);
    }

    static Stream<CommandLine> all() {
        return withSubcommands(Main.commandLine());
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(DocumentedCommandsTest::withSubcommands));
    }

    @ParameterizedTest
    @MethodSource("inBlocks")
    void whatABlockShowsCanBeTyped(Documented documented) {
        assertThat(errors(documented)).extracting(Exception::getMessage).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inSentences")
    void whatASentenceMentionsExists(Documented documented) {
        assertThat(errors(documented))
                .filteredOn(error -> !(error instanceof MissingParameterException))
                .extracting(Exception::getMessage)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCommandIsOnAPage(CommandLine command) throws IOException {
        String typed = "./" + command.getCommandSpec().qualifiedName();

        assertThat(Stream.concat(inBlocks(), inSentences()).map(Documented::command))
                .anyMatch(documented -> (documented + " ").startsWith(typed + " "));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCommandHelps(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String[] subcommands = name.split(" ");
        subcommands[0] = "--help";
        List<String> typed = Stream.concat(Arrays.stream(subcommands).skip(1), Stream.of("--help"))
                .toList();

        RunForTests helped = RunForTests.run(typed.toArray(String[]::new));

        assertThat(helped.out()).startsWith("Usage: " + name + " ");
        assertThat(helped.err()).isEmpty();
        assertThat(helped.exit()).isZero();
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(String.join("", argument.description()))
                        .as(argument.paramLabel())
                        .hasSizeGreaterThan(3));
    }

    @Test
    void theReadmesTableHasTheOptionsThatThereAreAndTheirDefaults() {
        List<MatchResult> rows =
                ROW.matcher(read(ROOT.resolve("README.md"))).results().toList();
        List<OptionSpec> options = Main.commandLine().getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .toList();

        assertThat(rows)
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrderElementsOf(
                        options.stream().map(DocumentedCommandsTest::typed).toList());
        assertThat(options)
                .filteredOn(option -> option.initialValue() instanceof Number)
                .hasSize(4)
                .allSatisfy(option -> assertThat(rows)
                        .filteredOn(row -> row.group(1).equals(typed(option)))
                        .extracting(row -> row.group(2)
                                .replace(",", "")
                                .replaceFirst(";.*", "")
                                .strip())
                        .containsExactly(String.valueOf(option.initialValue())));
    }

    private static String typed(OptionSpec option) {
        return option.arity().max() == 0 ? option.longestName() : option.longestName() + " " + option.paramLabel();
    }

    /** What is wrong with it; it is not executed. */
    private static List<Exception> errors(Documented documented) {
        String[] words =
                documented.command().replace("\\\n", " ").replace("…", "1").split("\\s+");
        CommandLine line = Main.commandLine();
        withSubcommands(line)
                .forEach(command -> command.getCommandSpec().parser().collectErrors(true));
        CommandLine.ParseResult parsed = line.parseArgs(Arrays.copyOfRange(words, 1, words.length));
        return Stream.iterate(parsed, result -> result != null, CommandLine.ParseResult::subcommand)
                .flatMap(result -> result.errors().stream())
                .toList();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
