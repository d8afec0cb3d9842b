package io.reissue.worker;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, running, and its doors. */
final class Application implements AutoCloseable {
    private static final Pattern PAYLOAD = Pattern.compile("\"data\":\\s*\"([A-Za-z0-9+/=]+)\"");

    private final ConfigurableApplicationContext context;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    Application(ConfigurableApplicationContext context, Path log) {
        this.context = context;
        this.log = log;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** As an operator. */
    HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("content-type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("authorization", "Bearer " + Surroundings.OPERATOR_TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    String log() {
        return Surroundings.read(log);
    }

    /** A history as JSON, and behind it what its payloads say. */
    String history(String workflowId) {
        String json = part(WorkflowClient.class).fetchHistory(workflowId).toJson(true);
        return json
                + PAYLOAD.matcher(json)
                        .results()
                        .map(payload ->
                                new String(Base64.getDecoder().decode(payload.group(1)), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
