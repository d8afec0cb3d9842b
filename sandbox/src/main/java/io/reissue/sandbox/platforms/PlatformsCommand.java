package io.reissue.sandbox.platforms;

import io.reissue.sandbox.SandboxFolder;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run platforms}: the simulated platforms as a process of their own, by the real clock. */
@Command(
        name = "platforms",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the simulated platforms by themselves, by the real clock, for a Reissue that runs elsewhere.",
            "They are on the loopback interface. What they know is in the data folder, and they go on from "
                    + "it, also after a kill; so do their ports."
        },
        subcommands = PlatformsCommand.Page.class)
public final class PlatformsCommand implements Callable<Integer> {
    /** In the data folder: what a carrier needs to register the platforms, secrets included. */
    static final String CONTRACTS = "contracts.json";

    /** How late a platform may be with what is due: nothing beside what a request takes. */
    private static final long GLANCE_MILLIS = 200;

    private static final long STOP_SECONDS = 10;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; made when missing. Needed.")
    @Nullable
    Path data;

    @Option(
            names = "--carrier",
            paramLabel = "URL",
            description = "Base of the carrier's partner interface, such as http://127.0.0.1:8080. Needed.")
    @Nullable
    URI carrier;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Names, keys and manners follow from it (${DEFAULT-VALUE}).")
    long seed = PlatformPage.SEED;

    @Option(names = "--platforms", paramLabel = "P", description = "How many (${DEFAULT-VALUE}; 20 to 400).")
    int platforms = PlatformPage.COUNT;

    @Option(names = "--port", paramLabel = "N", description = "Port of the platforms (default: any, kept).")
    int port;

    @Option(names = "--control-port", paramLabel = "N", description = "Port for a judge (default: any, kept).")
    int controlPort;

    @Option(
            names = "--time-scale",
            paramLabel = "X",
            description = {
                "What a platform does after X days it does after one (${DEFAULT-VALUE}).",
                "Signatures, cutoffs and expiry go by the real clock."
            })
    double timeScale = 1;

    @Option(names = "--well-behaved", description = "Without their bad habits: each answers at once.")
    boolean wellBehaved;

    @Override
    public Integer call() throws InterruptedException {
        // Not for picocli to demand: the page needs neither.
        if (data == null || carrier == null) {
            throw new ParameterException(spec.commandLine(), "--data and --carrier are needed");
        }
        if (carrier.getHost() == null)
            throw new ParameterException(spec.commandLine(), "--carrier: a URL, such as http://127.0.0.1:8080");
        if (SandboxFolder.is(data))
            throw new ParameterException(
                    spec.commandLine(), "--data: " + data + " is a sandbox's, which has platforms of its own");
        run(data, carrier);
        return 0;
    }

    private void run(Path folder, URI partnerInterface) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Clock clock = Clock.systemUTC();
        ScheduledExecutorService posting = Executors.newSingleThreadScheduledExecutor();
        SimulatedPlatforms running = SimulatedPlatforms.start(
                new PlatformSettings(folder, seed, platforms, port, controlPort),
                wellBehaved
                        ? PlatformCatalogue.wellBehaved(seed, platforms)
                        : PlatformCatalogue.generate(seed, platforms),
                clock,
                timeScale,
                () -> partnerInterface);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(posting, running)));
        Path contracts = writeContracts(folder, running);
        out.printf("%d platforms listen on %s%n", platforms, running.base());
        out.printf("Notices to leaving holders: %s%s%n", running.base(), NoticeBox.PATH);
        out.printf("Control port: %s/control/platforms%n", running.controlBase());
        out.printf("Contracts, with their secrets: %s%n", contracts.toAbsolutePath());
        out.println("Until Ctrl-C.");
        out.flush();
        ScheduledFuture<?> glances = posting.scheduleWithFixedDelay(
                () -> running.postDue(clock.instant()), 0, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            glances.get();
        } catch (CancellationException stopped) {
            // As it was told.
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the platforms stopped: " + failed.getCause(), failed);
        }
    }

    private static void stop(ScheduledExecutorService posting, SimulatedPlatforms running) {
        posting.shutdown();
        try {
            if (!posting.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                posting.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        running.close();
    }

    private static Path writeContracts(Path folder, SimulatedPlatforms running) {
        Path file = folder.resolve(CONTRACTS);
        try {
            PrivateFile.write(
                    file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(running.contracts()));
            return file;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** {@code ./run platforms page}. */
    @Command(
            name = "page",
            mixinStandardHelpOptions = true,
            description = "Prints the page that lists the platforms, in Markdown.")
    static final class Page implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Option(names = "--seed", paramLabel = "S", description = "Of the catalogue (${DEFAULT-VALUE}).")
        long seed = PlatformPage.SEED;

        @Option(names = "--platforms", paramLabel = "P", description = "How many (${DEFAULT-VALUE}).")
        int platforms = PlatformPage.COUNT;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(PlatformPage.of(seed, platforms));
            out.flush();
            return 0;
        }
    }
}
