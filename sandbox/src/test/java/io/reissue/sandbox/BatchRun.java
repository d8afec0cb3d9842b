package io.reissue.sandbox;

import static java.util.Objects.requireNonNull;

import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import picocli.CommandLine;

/** {@code ./run --batch} of 60 numbers and 24 platforms, played once for all who look at what it leaves; deleted behind the last one. */
final class BatchRun implements BeforeAllCallback {
    private static final Namespace ALL = Namespace.create(BatchRun.class);

    private @Nullable Played played;

    @Override
    public void beforeAll(ExtensionContext context) {
        played = context.getRoot().getStore(ALL).computeIfAbsent(Played.class, key -> Played.play(), Played.class);
    }

    int exit() {
        return requireNonNull(played).exit();
    }

    /** In which its data folder is where the script looks for one. */
    Path home() {
        return requireNonNull(played).home();
    }

    Path data() {
        return data(home());
    }

    Path json() {
        return json(home());
    }

    Path report() {
        return report(home());
    }

    private static Path data(Path home) {
        return home.resolve(".reissue");
    }

    private static Path json(Path home) {
        return home.resolve("out.json");
    }

    private static Path report(Path home) {
        return home.resolve("report.html");
    }

    private record Played(Path home, int exit) implements AutoCloseable {
        static Played play() {
            try {
                Path home = Files.createTempDirectory("reissue-batch-run-");
                int exit = new CommandLine(new Main())
                        .execute(
                                "--batch",
                                "--numbers",
                                "60",
                                "--platforms",
                                "24",
                                "--seed",
                                "7",
                                "--data",
                                data(home).toString(),
                                "--json",
                                json(home).toString(),
                                "--report",
                                report(home).toString());
                return new Played(home, exit);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            EmbeddedPostgres.delete(new SandboxFolder(data(home)).database());
            SandboxFolder.delete(home);
        }
    }
}
