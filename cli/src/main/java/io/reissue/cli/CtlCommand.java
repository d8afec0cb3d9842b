package io.reissue.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./run ctl}. */
@Command(
        name = "ctl",
        description = {
            "Operates an instance of Reissue over its admin API: that of a sandbox on this machine, or any other.",
            "What tells of a holder or a number is asked for, or read from standard input, and is never an argument."
        },
        footer = {
            "",
            "Examples:",
            "  ./run ctl --as operator-a stuck",
            "  ./run ctl --url https://reissue.example --token-file token cycles list --held"
        },
        subcommands = {
            CyclesCommand.class,
            NumberCommand.class,
            StuckCommand.class,
            OrderCommands.Hold.class,
            OrderCommands.LiftHold.class,
            OrderCommands.Extend.class,
            OrderCommands.Shorten.class,
            OrderCommands.Waive.class,
            OrderCommands.Reinstate.class,
            OrderCommands.Withdraw.class,
            OrderCommands.Retire.class,
            OrderCommands.AskAgain.class,
            BulkCommand.class,
            BrakeCommand.class,
            IntakeCommand.class,
            PolicyCommand.class,
            CalendarCommand.class,
            PlatformCommand.class,
            DoubtCommand.class,
            CertificateCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        })
public final class CtlCommand extends Group {
    private final Map<String, String> environment;
    private final Typed typed;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The instance (default: REISSUE_URL, or else the sandbox in the data folder).")
    @Nullable
    URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Whose first line is your token (default: REISSUE_TOKEN).")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = {
                "One of the sandbox's own people, whose token is in its data folder:",
                "policy-admin, approver, operator-a, operator-b, shop, auditor."
            })
    @Nullable
    String as;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The sandbox's data folder (default: .reissue beside the script).")
    @Nullable
    Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print what the API says, unchanged.")
    boolean json;

    public CtlCommand() {
        this(System.getenv(), Typed.atTheTerminal());
    }

    CtlCommand(Map<String, String> environment, Typed typed) {
        this.environment = environment;
        this.typed = typed;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CtlCommand()).execute(arguments));
    }

    Typed typed() {
        return typed;
    }

    /** @throws Failure where nothing says which instance is meant, or who asks */
    Api open() {
        return new Access(environment, data).open(url, tokenFile, as);
    }
}
