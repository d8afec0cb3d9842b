package io.reissue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has subcommands, and says which. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, synopsisSubcommandLabel = "COMMAND")
abstract class Group implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failure.USAGE;
    }
}
