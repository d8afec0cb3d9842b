package io.reissue.kit;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./run kit}, and the runnable jar. */
@Command(
        name = "kit",
        mixinStandardHelpOptions = true,
        version = "Reissue conformance kit, partner protocol v1",
        description =
                "Plays both sides of the partner protocol, with synthetic numbers: checks a partner, and answers as one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CheckCommand.class, AnswerCommand.class, KitCommand.Page.class})
public final class KitCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KitCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /** {@code ./run kit page}. */
    @Command(
            name = "page",
            mixinStandardHelpOptions = true,
            description = "Prints the page that lists the checks, in Markdown.")
    static final class Page implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(ChecksPage.text());
            out.flush();
            return 0;
        }
    }
}
