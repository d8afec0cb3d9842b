package io.reissue.sandbox;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.audit.AuditChain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the running instance; where none runs, starts only its database. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the whole audit and names the first broken entry.",
            "Exit codes: 0 intact, 1 broken, 2 there is nothing to check."
        })
final class VerifyAuditCommand implements Callable<Integer> {
    /** Another program may listen where the sandbox did, and never answer. */
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The sandbox's data folder (default: .reissue beside the script).")
    @Nullable
    Path data;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = data == null ? Main.defaultFolder() : data;
        // a database is not begun only to be found intact
        if (!Files.isDirectory(root) || !Files.isDirectory(new SandboxFolder(root).database())) {
            spec.commandLine().getErr().println("run: there is no sandbox in " + root);
            return CommandLine.ExitCode.USAGE;
        }
        SandboxFolder folder = new SandboxFolder(root);
        Optional<JsonNode> running = ask(folder);
        if (running.isPresent()) {
            JsonNode found = running.get();
            return say(
                    found.path("intact").asBoolean(),
                    found.path("entries").asString(),
                    found.path("entry").asString() + " " + found.path("why").asString());
        }
        return readDatabase(folder);
    }

    private static Optional<JsonNode> ask(SandboxFolder folder) throws InterruptedException {
        Optional<String> edge = folder.get("edge");
        if (edge.isEmpty()) return Optional.empty();
        HttpRequest request = HttpRequest.newBuilder(URI.create(edge.get() + "/v1/audit/verification"))
                .header("authorization", "Bearer " + folder.token(Sandbox.Login.AUDITOR.principal()))
                .timeout(LONGEST_CHECK)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? Optional.of(new JsonMapper().readTree(response.body()))
                    : Optional.empty();
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private int readDatabase(SandboxFolder folder) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.database());
                HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(postgres.jdbcUrl(Database.NAME));
            database.setUsername(postgres.user());
            database.setPassword(postgres.password());
            AuditChain chain = new AuditChain(JdbcClient.create(database), new JdbcTransactionManager(database));
            return switch (chain.verify()) {
                case AuditChain.Intact intact -> say(true, String.valueOf(intact.entries()), "");
                case AuditChain.Broken broken -> say(false, "", broken.seq() + " " + broken.why());
            };
        }
    }

    private int say(boolean intact, String entries, String broken) {
        spec.commandLine().getOut().println(intact ? "intact, " + entries + " entries" : "broken at entry " + broken);
        return intact ? 0 : 1;
    }
}
