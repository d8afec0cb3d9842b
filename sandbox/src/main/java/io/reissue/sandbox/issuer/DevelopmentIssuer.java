package io.reissue.sandbox.issuer;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reissue.sandbox.issuer.Codes.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The smallest issuer that a console can log in at: discovery, authorization code with PKCE, tokens, keys (OpenID Connect Core 1.0, RFC
 * 7636). It asks nobody for a password and listens on the loopback interface only.
 *
 * <p>A server of its own rather than a part of the application: on the application's own address, its session and the console's would
 * be one. It signs with the sandbox's clock, and has nothing to do before somebody comes.
 */
public final class DevelopmentIssuer implements AutoCloseable {
    /** As which the console is known. */
    public static final String CLIENT = "reissue-console";

    /** For whom access tokens are. */
    public static final String API = "reissue";

    private static final String LOGIN = "/login";

    private final HttpServer server;
    private final List<StaffMember> people;
    private final Predicate<URI> redirects;
    private final Tokens tokens;
    private final Codes codes = new Codes();
    private final JsonMapper json = new JsonMapper();

    private DevelopmentIssuer(HttpServer server, List<StaffMember> people, Predicate<URI> redirects, Clock clock) {
        this.server = server;
        this.people = people;
        this.redirects = redirects;
        this.tokens = new Tokens(clock);
    }

    /**
     * Listens on any port that is free.
     *
     * @param redirects where people may be sent back to
     */
    public static DevelopmentIssuer start(List<StaffMember> people, Predicate<URI> redirects, Clock clock) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress().getHostAddress(), 0), 0);
            DevelopmentIssuer issuer = new DevelopmentIssuer(server, people, redirects, clock);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", issuer::answer);
            server.start();
            return issuer;
        } catch (IOException occupied) {
            throw new UncheckedIOException("the development issuer can't listen", occupied);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /.well-known/openid-configuration" ->
                    send(exchange, 200, "application/json", json.writeValueAsString(discovery()));
                case "GET /jwks" -> send(exchange, 200, "application/json", tokens.publicKeys());
                case "GET /authorize" -> authorize(exchange);
                case "POST " + LOGIN -> login(exchange);
                case "POST /token" -> token(exchange);
                default -> send(exchange, 404, "text/plain", "not here");
            }
        } catch (JOSEException broken) {
            throw new IOException("a token can't be signed", broken);
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new HashMap<>();
        document.put("issuer", address().toString());
        document.put("authorization_endpoint", address() + "/authorize");
        document.put("token_endpoint", address() + "/token");
        document.put("jwks_uri", address() + "/jwks");
        document.put("response_types_supported", List.of("code"));
        document.put("grant_types_supported", List.of("authorization_code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("token_endpoint_auth_methods_supported", List.of("none"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("scopes_supported", List.of("openid"));
        document.put("claims_supported", List.of("sub", "roles"));
        return document;
    }

    /** The page with everybody on it. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        Optional<String> fault = fault(asked);
        if (fault.isPresent()) send(exchange, 400, "text/plain", fault.get());
        else send(exchange, 200, "text/html; charset=utf-8", LoginPage.of(people, LOGIN, asked));
    }

    /** Who is not the console, or leads elsewhere, is told so here and sent nowhere. */
    private Optional<String> fault(Map<String, String> asked) {
        if (!CLIENT.equals(asked.get("client_id"))) return Optional.of("client_id is not known");
        if (!mayRedirect(asked.get("redirect_uri"))) return Optional.of("redirect_uri is not the console's");
        if (!"code".equals(asked.get("response_type"))) return Optional.of("response_type has to be code");
        if (!List.of(asked.getOrDefault("scope", "").split(" ")).contains("openid"))
            return Optional.of("scope has to hold openid");
        if (!"S256".equals(asked.get("code_challenge_method")) || asked.get("code_challenge") == null)
            return Optional.of("code_challenge is missing; its method has to be S256");
        return Optional.empty();
    }

    private boolean mayRedirect(@Nullable String address) {
        try {
            return address != null && redirects.test(URI.create(address));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange);
        Optional<String> fault = fault(asked);
        Optional<StaffMember> chosen = people.stream()
                .filter(person -> person.name().equals(asked.get("person")))
                .findFirst();
        if (fault.isPresent() || chosen.isEmpty()) {
            send(exchange, 400, "text/plain", fault.orElse("nobody of that name"));
            return;
        }
        String back = asked.getOrDefault("redirect_uri", "");
        String code = codes.issue(
                new Login(chosen.get(), back, asked.getOrDefault("code_challenge", ""), asked.get("nonce")));
        String state = asked.containsKey("state") ? "&state=" + encoded(asked.getOrDefault("state", "")) : "";
        exchange.getResponseHeaders().set("Location", back + "?code=" + encoded(code) + state);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        Map<String, String> asked = form(exchange);
        Optional<Login> login =
                CLIENT.equals(asked.get("client_id")) && "authorization_code".equals(asked.get("grant_type"))
                        ? codes.redeem(
                                asked.getOrDefault("code", ""),
                                asked.getOrDefault("redirect_uri", ""),
                                asked.getOrDefault("code_verifier", ""))
                        : Optional.empty();
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (login.isEmpty()) {
            send(exchange, 400, "application/json", json.writeValueAsString(Map.of("error", "invalid_grant")));
            return;
        }
        StaffMember person = login.get().person();
        Map<String, Object> answer = Map.of(
                "access_token", tokens.token(address(), person, API, null),
                "id_token", tokens.token(address(), person, CLIENT, login.get().nonce()),
                "token_type", "Bearer",
                "scope", "openid",
                "expires_in", Tokens.LIFETIME.toSeconds());
        send(exchange, 200, "application/json", json.writeValueAsString(answer));
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> found = new HashMap<>();
        if (encoded == null) return found;
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) found.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
