package io.reissue.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody's browser: it keeps cookies, follows no redirect unless told to, and fills in forms. */
final class Browser implements AutoCloseable {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private static final String BOUNDARY = "between-parts-of-a-form";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI edge;

    Browser(URI edge) {
        this.edge = edge;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(edge.resolve(path))
                .header("accept", "text/html")
                .GET());
    }

    /** As a script of the page asks for a part of it. */
    HttpResponse<String> getPart(String path) {
        return send(HttpRequest.newBuilder(edge.resolve(path))
                .header("HX-Request", "true")
                .GET());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return post(edge.resolve(path), fields);
    }

    /** A form with a file in its field {@code list}. */
    HttpResponse<String> upload(String path, Map<String, String> fields, String list) {
        return send(form(path, fields, list));
    }

    /** As a script of the page sends it. */
    HttpResponse<String> uploadPart(String path, Map<String, String> fields, String list) {
        return send(form(path, fields, list).header("HX-Request", "true"));
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields, String list) {
        String part = "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String body = fields.entrySet().stream()
                        .map(field -> part.formatted(BOUNDARY, field.getKey(), "", field.getValue()))
                        .collect(Collectors.joining())
                + part.formatted(BOUNDARY, "list", "; filename=\"list.csv\"\r\nContent-Type: text/csv", list)
                + "--" + BOUNDARY + "--\r\n";
        return HttpRequest.newBuilder(edge.resolve(path))
                .header("content-type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body));
    }

    /** Follows redirects to a page. */
    HttpResponse<String> open(String path) {
        return follow(get(path));
    }

    /** By the issuer's page, as a person does. */
    HttpResponse<String> logIn(String name) {
        return logIn(name, "/console");
    }

    /** As {@link #logIn(String)}, on the way to a page. */
    HttpResponse<String> logIn(String name, String path) {
        HttpResponse<String> page = open(path);
        Map<String, String> form = hidden(page);
        form.put("person", name);
        return follow(post(page.uri().resolve("/login"), form));
    }

    /** The token that each form of a page carries. */
    static String csrf(HttpResponse<String> page) {
        String token = hidden(page).get("_csrf");
        if (token == null) throw new AssertionError("no form of this page carries a token: " + page.uri());
        return token;
    }

    private static Map<String, String> hidden(HttpResponse<String> page) {
        Map<String, String> fields = new LinkedHashMap<>();
        HIDDEN.matcher(page.body())
                .results()
                .forEach(field -> fields.put(
                        field.group(1), field.group(2).replace("&quot;", "\"").replace("&amp;", "&")));
        return fields;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(one -> one.getName().equals("reissue"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no session"));
    }

    void forgetSession() {
        cookies.getCookieStore().removeAll();
    }

    private HttpResponse<String> post(URI address, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> follow(HttpResponse<String> response) {
        HttpResponse<String> at = response;
        while (at.statusCode() == 302)
            at = send(HttpRequest.newBuilder(location(at)).GET());
        return at;
    }

    static URI location(HttpResponse<String> response) {
        return response.uri().resolve(response.headers().firstValue("location").orElseThrow());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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

    @Override
    public void close() {
        http.close();
    }
}
