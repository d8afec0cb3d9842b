package io.reissue.sandbox.live;

import io.reissue.worker.Recovery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about: that whose configuration it is given. */
final class Installation {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = {
                "Configuration of the application, as its processes are started with; may be given several times "
                        + "(default: what deploy/local/up wrote)."
            })
    @Nullable
    List<Path> configuration;

    Recovery open() {
        return Recovery.by(configuration == null ? localStack() : configuration);
    }

    private static List<Path> localStack() {
        Path folder = Path.of(System.getProperty("reissue.home", "."), ".reissue-local");
        return Stream.of("application.yaml", "demo.yaml")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }
}
