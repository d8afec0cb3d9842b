package io.reissue.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The admin API of one instance, by one person's token. */
final class Api implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /** Until the answer begins: a whole audit is read, a file stored. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .build();
    private final URI base;
    private final String token;

    /** @param base without a path, or with the one that stands before {@code /v1} */
    Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Reply get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path, Body body) throws InterruptedException {
        return send(json(request(path)).POST(BodyPublishers.ofString(body.toString())));
    }

    /** @param revision which one was seen: another is refused */
    Reply post(String path, int revision, Body body) throws InterruptedException {
        return send(seen(json(request(path)), String.valueOf(revision)).POST(BodyPublishers.ofString(body.toString())));
    }

    /** Where nothing is there yet; else it is refused. */
    Reply put(String path, Body body) throws InterruptedException {
        return send(json(request(path)).PUT(BodyPublishers.ofString(body.toString())));
    }

    /** @param revision which one was seen: another is refused */
    Reply put(String path, int revision, Body body) throws InterruptedException {
        return send(seen(json(request(path)), String.valueOf(revision)).PUT(BodyPublishers.ofString(body.toString())));
    }

    /** @param fingerprint of what was seen: anything else is refused */
    Reply confirm(String path, String fingerprint) throws InterruptedException {
        return send(seen(request(path), fingerprint).POST(BodyPublishers.noBody()));
    }

    /** @param type of what is in the file */
    Reply upload(String path, Path file, String type) throws IOException, InterruptedException {
        return send(request(path).header("content-type", type).POST(BodyPublishers.ofFile(file)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + path))
                .timeout(TO_ANSWER)
                .header("authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request) {
        return request.header("content-type", "application/json");
    }

    private static HttpRequest.Builder seen(HttpRequest.Builder request, String tag) {
        return request.header("if-match", "\"" + tag + "\"");
    }

    private Reply send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            int status = response.statusCode();
            if (status / 100 == 2) return new Reply(status, response.body());
            throw failure(status, response.body());
        } catch (IOException unanswered) {
            throw new Failure(
                    Failure.NOT_REACHABLE,
                    "nobody answers at " + base + ": " + unanswered.getClass().getSimpleName());
        }
    }

    private static Failure failure(int status, String body) {
        JsonNode said = Reply.parsed(body);
        JsonNode problem = said == null ? MissingNode.getInstance() : said;
        String detail = problem.path("detail").asString("without saying why");
        int exit = switch (status) {
            case 401, 403 -> Failure.NOT_AUTHORISED;
            case 404, 409, 412, 422 -> Failure.REFUSED;
            case 408, 429 -> Failure.NOT_REACHABLE;
            default -> status / 100 == 4 ? Failure.USAGE : Failure.NOT_REACHABLE;
        };
        String why = switch (status) {
            case 401 -> "not authorised: the token is not known there, or is too old";
            case 403 -> "not authorised: this is not for the token's roles";
            case 404 -> "refused: there is no such thing";
            case 409, 422 -> refused(problem, detail);
            case 412 ->
                problem.path("code").asString("").equals("STALE")
                        ? "refused: it was changed since; read revision "
                                + problem.path("present").path("revision").asString("?") + " first"
                        : refused(problem, detail);
            default -> "the API answers " + status + ": " + detail;
        };
        return new Failure(exit, why, said == null ? null : body);
    }

    private static String refused(JsonNode problem, String detail) {
        return "refused: " + problem.path("code").asString("CONFLICT") + ": " + detail;
    }

    @Override
    public void close() {
        http.close();
    }
}
