package io.reissue.sandbox;

import io.reissue.cli.CtlCommand;
import io.reissue.kit.KitCommand;
import io.reissue.sandbox.Sandbox.Ports;
import io.reissue.sandbox.demo.DemoSettings;
import io.reissue.sandbox.live.LinkCommand;
import io.reissue.sandbox.live.PlantCommand;
import io.reissue.sandbox.live.ReconcileCommand;
import io.reissue.sandbox.live.RepurgeCommand;
import io.reissue.sandbox.oracle.OracleCommand;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import io.reissue.sandbox.platforms.PlatformsCommand;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.report.Chronicle;
import io.reissue.sandbox.report.Story;
import io.reissue.sandbox.report.StoryReader;
import io.reissue.sandbox.seed.SeedCommand;
import io.reissue.store.certificate.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run}: starts the sandbox, plays the demo, serves until Ctrl-C; or plays it once and says whether every check held. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts Reissue's sandbox: database, Temporal, worker, edge and simulated platforms in one "
                    + "process, with a clock that is moved through the demo's days.",
            "Goes on where it was left."
        },
        footer = {
            "",
            "Exit codes: 0 every check held, 1 a check did not hold or the run failed, 2 wrong usage.",
        },
        subcommands = {
            VerifyCommand.class,
            PlatformsCommand.class,
            OracleCommand.class,
            PlantCommand.class,
            SeedCommand.class,
            LinkCommand.class,
            ReconcileCommand.class,
            RepurgeCommand.class,
            KitCommand.class,
            CtlCommand.class
        })
public final class Main implements Callable<Integer> {
    @Option(names = "--batch", description = "Play the demo in a new folder, print the summary, exit.")
    boolean batch;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--numbers",
            paramLabel = "N",
            description = "Good numbers in the intake file (${DEFAULT-VALUE}; at least 50).")
    int numbers = 1_000;

    @Option(names = "--platforms", paramLabel = "P", description = "Simulated platforms (${DEFAULT-VALUE}; 20 to 400).")
    int platforms = 220;

    @Option(names = "--seed", paramLabel = "S", description = "Everything planted follows from it (${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the summary and the run's story there, as JSON.")
    @Nullable
    Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the run's story there, as a page of HTML.")
    @Nullable
    Path report;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder (default: .reissue beside this script; with --batch a new one).")
    @Nullable
    Path data;

    @Option(names = "--fresh", description = "Delete the data folder first.")
    boolean fresh;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of API, console and edge (${DEFAULT-VALUE}; with --batch any free one).")
    int port = 8080;

    private static final int MOST_PORT = 65_535;

    /** Of the jar this is in; there is none where classes lie in a folder. */
    private static final String VERSION =
            Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");

    /** In the data folder: the public keys of the certificates, for {@code verify certificate}. */
    static final String PUBLIC_KEYS = "certificate-keys.json";

    /** Whose days are counted and shown. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** With all its subcommands, each of which tells the version; whatever fails is said in one line. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        tellVersion(line);
        IParameterExceptionHandler usual = line.getParameterExceptionHandler();
        line.setParameterExceptionHandler(
                (failure, arguments) -> usual.handleParseException(inWords(failure), arguments));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            // one line for people; the log has the rest
            command.getErr().println("run: " + reason(failure));
            if (System.getenv("REISSUE_TRACE") != null) failure.printStackTrace(command.getErr());
            return 1;
        });
        return line;
    }

    /** What could not be read is named by the message; Java's classes in it tell a user nothing. */
    private static ParameterException inWords(ParameterException failure) {
        String message = Objects.requireNonNull(failure.getMessage());
        if (!message.contains("cannot convert")) return failure;
        String said = message.replaceFirst(" \\(java\\..*\\)$", "").replaceFirst("class (?:\\w+\\.)+", "");
        return new ParameterException(failure.getCommandLine(), said);
    }

    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(() -> new String[] {"Reissue " + VERSION});
        line.getSubcommands().values().forEach(Main::tellVersion);
    }

    private static @Nullable String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken)
                return "port " + taken.getPort() + " is in use; --port names another";
        }
        return failure.getMessage();
    }

    /** @throws ParameterException what was asked for can't be: said before anything starts */
    private void check() {
        require(numbers >= DemoSettings.FEWEST, "--numbers: at least " + DemoSettings.FEWEST);
        require(
                platforms >= PlatformCatalogue.FEWEST && platforms <= PlatformCatalogue.MOST,
                "--platforms: " + PlatformCatalogue.FEWEST + " to " + PlatformCatalogue.MOST);
        require(port >= 0 && port <= MOST_PORT, "--port: 0, which is any free one, to " + MOST_PORT);
        require(json == null || canBeWritten(json), "--json: " + json + " can't be written");
        require(report == null || canBeWritten(report), "--report: " + report + " can't be written");
    }

    private void require(boolean given, String otherwise) {
        if (!given) throw new ParameterException(spec.commandLine(), otherwise);
    }

    private static boolean canBeWritten(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null
                && Files.isDirectory(folder)
                && Files.isWritable(Files.exists(file) ? file : folder)
                && !Files.isDirectory(file);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Path root = folder();
        if (fresh) clear(root);
        SandboxFolder folder = new SandboxFolder(root);
        if (folder.get(SeedCommand.SEEDED).isPresent())
            throw new IllegalStateException(
                    root + " was filled by ./run seed: there is nothing in it that could be played");
        long kept = Long.parseLong(kept(folder, "seed", String.valueOf(seed)));
        int keptNumbers = Integer.parseInt(kept(folder, "numbers", String.valueOf(numbers)));
        int keptPlatforms = Integer.parseInt(kept(folder, "platforms", String.valueOf(platforms)));
        Optional<Instant> left = folder.time();
        Stopwatch watch = new Stopwatch();
        Ports ports = batch && !isGiven("--port") ? Ports.ANY : new Ports(port, 0, 0, 0);
        try (Sandbox sandbox = Sandbox.start(folder, kept, keptPlatforms, ports)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopper(sandbox)));
            Console console = new Console(System.out, sandbox);
            folder.set("edge", sandbox.edge().toString());
            Files.writeString(
                    root.resolve(PUBLIC_KEYS), sandbox.bean(Certificates.class).publicKeys());
            console.ready(watch.started());
            Facts facts = new Facts(sandbox);
            long endedBefore = facts.ended();
            sandbox.startAll();
            Demo demo = new Demo(sandbox, kept, keptNumbers);
            Chronicle chronicle = new Chronicle(sandbox.bean(JdbcClient.class), ZONE, root);
            demo.play(
                    now -> {
                        console.progress(now);
                        chronicle.look(now);
                    },
                    chronicle::follow);
            chronicle.close(sandbox.clock().instant());
            watch.played(facts.ended() - endedBefore);
            Story story = new StoryReader(sandbox.bean(JdbcClient.class), ZONE, chronicle).read(demo.nextHolders());
            Summary summary = Summary.of(sandbox, left, demo, story, kept, watch);
            console.summary(summary);
            if (json != null) Files.writeString(json, summary.json());
            if (report != null) Files.writeString(report, summary.page());
            if (!batch) serve(console);
            return summary.held() ? 0 : 1;
        } finally {
            if (batch && data == null) SandboxFolder.delete(root);
        }
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What the folder was begun with. Whoever asks for something else hears so, rather than getting what he did not ask for. */
    private String kept(SandboxFolder folder, String name, String wanted) {
        String kept = folder.keep(name, wanted);
        require(
                kept.equals(wanted) || !isGiven("--" + name),
                "--" + name + ": " + folder.root() + " was begun with " + kept + "; --fresh begins anew");
        return kept;
    }

    private static void clear(Path root) throws IOException {
        SandboxFolder.mustBeOurs(root);
        EmbeddedPostgres.delete(root.resolve("postgres"));
        SandboxFolder.delete(root);
    }

    private Path folder() throws IOException {
        if (data != null) return data;
        if (batch) return Files.createTempDirectory("reissue-batch-");
        return defaultFolder();
    }

    static Path defaultFolder() {
        return Path.of(System.getProperty("reissue.home", "."), ".reissue");
    }

    private static Runnable stopper(Sandbox sandbox) {
        return sandbox::close;
    }

    private static void serve(Console console) throws InterruptedException {
        console.serving();
        new CountDownLatch(1).await();
    }

    static String day(Instant instant) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atZone(ZONE));
    }
}
