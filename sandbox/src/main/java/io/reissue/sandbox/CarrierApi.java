package io.reissue.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The carrier's API as its users call it: over HTTP, with a token; and again where it says that it can't answer now. */
final class CarrierApi {
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI edge;
    private final SandboxFolder folder;

    CarrierApi(URI edge, SandboxFolder folder) {
        this.edge = edge;
        this.folder = folder;
    }

    /** What came back. */
    record Reply(int status, JsonNode body) {}

    Reply get(Sandbox.Login login, String path) {
        return send(login, request(login, path).GET());
    }

    /** A body that is no JSON, as it came. */
    String text(Sandbox.Login login, String path) {
        return exchange(login, request(login, path).GET()).body();
    }

    Reply post(Sandbox.Login login, String path, Map<String, ?> body) {
        return send(
                login,
                request(login, path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    /** @param seen entity tag of what was seen */
    Reply confirm(Sandbox.Login login, String path, String seen) {
        return send(
                login,
                request(login, path).header("if-match", "\"" + seen + "\"").POST(BodyPublishers.noBody()));
    }

    Reply upload(Sandbox.Login login, String path, byte[] csv) {
        return send(
                login, request(login, path).header("content-type", "text/csv").POST(BodyPublishers.ofByteArray(csv)));
    }

    private HttpRequest.Builder request(Sandbox.Login login, String path) {
        return HttpRequest.newBuilder(edge.resolve(path))
                .header("authorization", "Bearer " + folder.token(login.principal()));
    }

    private Reply send(Sandbox.Login login, HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(login, request);
        return new Reply(response.statusCode(), json.readTree(response.body().isEmpty() ? "null" : response.body()));
    }

    private HttpResponse<String> exchange(Sandbox.Login login, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            long begun = System.nanoTime();
            while (response.statusCode() == UNAVAILABLE
                    && System.nanoTime() - begun < HeldTime.LONGEST_OUTAGE.toNanos()) {
                Thread.sleep(Duration.ofSeconds(
                        response.headers().firstValueAsLong("retry-after").orElse(1)));
                response = http.send(request.build(), BodyHandlers.ofString());
            }
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw new IllegalStateException(
                        login + " may not call " + response.uri().getPath());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
