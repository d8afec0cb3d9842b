package io.reissue.sandbox.oracle;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run oracle}: judges something that runs, or ran, from outside. */
@Command(
        name = "oracle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Judges a run by the eight things that must always hold: from its database, its Temporal server, "
                    + "its log and metrics, and the books of the platforms; nothing of the application itself is used."
        },
        footer = {
            "",
            "The password of the database user comes from the environment variable PGPASSWORD, or from the "
                    + "password file that libpq reads (PGPASSFILE).",
            "Exit codes: 0 everything held, 1 something did not hold or could not be read, 2 wrong usage."
        })
public final class OracleCommand implements Callable<Integer> {
    /** Of one check, on the console. */
    private static final int MOST_VIOLATIONS = 10;

    @Option(
            names = "--database",
            required = true,
            paramLabel = "URL",
            description = "jdbc:postgresql://HOST:PORT/NAME.")
    String database = "";

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = "Database user; may read every table and take the application's role.")
    String user = "";

    @Option(
            names = "--temporal",
            required = true,
            paramLabel = "HOST:PORT",
            description = "gRPC of the Temporal server.")
    String temporal = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Temporal namespace (${DEFAULT-VALUE}).")
    String namespace = "default";

    @Option(names = "--platforms", required = true, paramLabel = "URL", description = "Control port of the platforms.")
    URI platforms = URI.create("");

    @Option(
            names = "--manifest",
            required = true,
            paramLabel = "FILE",
            description = "What was planted, JSON. May be given several times, once for each turn.")
    List<Path> manifests = List.of();

    @Option(
            names = "--log",
            required = true,
            paramLabel = "FILE",
            description =
                    "Log of the application; files it was rolled over to are read with it. May be given several times.")
    List<Path> logs = List.of();

    @Option(
            names = "--metrics",
            required = true,
            paramLabel = "URL",
            description = {
                "The application's page for Prometheus, as http://HOST:PORT/actuator/prometheus.",
                "May be given several times, once for each process."
            })
    List<URI> metrics = List.of();

    @Option(
            names = "--certificate-keys",
            paramLabel = "URL",
            description =
                    "Public keys of the certificates (default: /.well-known/reissue-certificates.json beside the first metrics).")
    @Nullable
    URI certificateKeys;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "What time it is where the run takes place, as 2026-09-18T01:00:00Z (default: now).")
    @Nullable
    Instant at;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the checks there.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws IOException {
        Oracle.Verdict verdict = Oracle.judge(evidence());
        print(verdict.checks(), System.out);
        if (json != null) {
            Files.writeString(
                    json,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(Map.of("checks", verdict.checks())));
        }
        return verdict.held() ? 0 : 1;
    }

    private Evidence evidence() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database);
        source.setUser(user);
        String password = System.getenv("PGPASSWORD");
        if (password != null) source.setPassword(password);
        return new Evidence(
                source,
                temporal,
                namespace,
                platforms,
                manifests,
                logs,
                metrics,
                certificateKeys == null ? Evidence.keysBeside(metrics.getFirst()) : certificateKeys,
                at == null ? Instant.now() : at);
    }

    private static void print(List<Check> checks, PrintStream out) {
        for (Check check : checks) {
            out.printf(
                    Locale.ROOT,
                    "%s %s %-66s %9d looked at%n",
                    check.held() ? "ok  " : "FAIL",
                    check.id(),
                    check.name(),
                    check.checked());
            check.violations().stream().limit(MOST_VIOLATIONS).forEach(violation -> out.println("       " + violation));
        }
    }
}
