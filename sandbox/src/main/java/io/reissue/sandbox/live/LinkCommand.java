package io.reissue.sandbox.live;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run link}: from a number to its workflow in Temporal's Web UI. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints where Temporal's Web UI shows a number: a line for each of its cycles, the latest first, with its state.",
            "The number itself goes to the carrier's API in a body, and into no link."
        },
        footer = {
            "",
            "What ended longer ago than the namespace's retention has no page any more; its certificate and audit are kept.",
            "Exit codes: 0 found, 1 not known or not reachable, 2 wrong usage.",
        })
public final class LinkCommand implements Callable<Integer> {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    @Parameters(paramLabel = "NUMBER_OR_CYCLE", description = "A number with country code, or the id of a cycle.")
    String wanted = "";

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = {
                "Where things are: edge, ui, namespace, token.file (default: what deploy/local/up wrote).",
            })
    @Nullable
    Path stack;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private final JsonMapper json = new JsonMapper();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Properties where = new Properties();
        try (Reader reader = Files.newBufferedReader(stack == null ? localStack() : stack)) {
            where.load(reader);
        }
        List<JsonNode> cycles = find(where);
        if (cycles.isEmpty()) {
            spec.commandLine().getErr().println("run: nothing is known of it");
            return 1;
        }
        for (JsonNode cycle : cycles) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s/namespaces/%s/workflows/recycle.%s  %s%n",
                            where.getProperty("ui"),
                            where.getProperty("namespace"),
                            cycle.path("id").asString(),
                            cycle.path("stuck").isString()
                                    ? cycle.path("state").asString() + ", stuck: "
                                            + cycle.path("stuck").asString()
                                    : cycle.path("state").asString());
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private List<JsonNode> find(Properties where) throws IOException, InterruptedException {
        URI edge = URI.create(where.getProperty("edge"));
        HttpRequest.Builder request = isCycle(wanted)
                ? HttpRequest.newBuilder(edge.resolve("/v1/cycles/" + wanted)).GET()
                : HttpRequest.newBuilder(edge.resolve("/v1/cycles/search"))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("number", wanted))));
        String token =
                Files.readString(Path.of(where.getProperty("token.file"))).strip();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(request.header("authorization", "Bearer " + token).build(), BodyHandlers.ofString());
            if (response.statusCode() == NOT_FOUND) return List.of();
            // what was asked for stays out of the message
            if (response.statusCode() != OK) throw new IOException("the edge answered " + response.statusCode());
            JsonNode body = json.readTree(response.body());
            return body.isArray()
                    ? StreamSupport.stream(body.spliterator(), false).toList()
                    : List.of(body);
        }
    }

    private static boolean isCycle(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException number) {
            return false;
        }
    }

    private static Path localStack() {
        return Path.of(System.getProperty("reissue.home", "."), ".reissue-local", "stack.properties");
    }
}
