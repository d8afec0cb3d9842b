package io.reissue.sandbox;

import io.reissue.edge.access.Principals;
import io.reissue.sandbox.issuer.DevelopmentIssuer;
import io.reissue.sandbox.issuer.StaffMember;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.seed.SeedCommand;
import io.reissue.worker.ReissueApplication;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An edge over a database that {@code ./run seed} has filled, at the time of the seed, with a browser and programs that ask it. Nobody works behind it. */
final class SeededEdge implements AutoCloseable {
    private static final List<String> PRINCIPALS = List.of("OPERATOR", "POLICY_ADMIN", "AUDITOR");

    private final EmbeddedPostgres server;
    private final DevelopmentIssuer issuer;
    private final ConfigurableApplicationContext application;
    private final URI address;
    private final Browser browser;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param freshness how old figures over all numbers may be, as in 30s */
    SeededEdge(Path data, String freshness) {
        SandboxFolder folder = new SandboxFolder(data);
        Instant at = Instant.parse(folder.get(SeedCommand.SEEDED).orElseThrow());
        Clock clock = Clock.offset(
                Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), at));
        server = EmbeddedPostgres.start(folder.database());
        issuer = DevelopmentIssuer.start(List.of(new StaffMember("operator-a", "OPERATOR")), any -> true, clock);
        application = edge(folder, server, issuer, clock, freshness);
        address = URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
        browser = new Browser(address);
    }

    /** Of somebody who has not logged in yet. */
    Browser browser() {
        return browser;
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    private static ConfigurableApplicationContext edge(
            SandboxFolder folder, EmbeddedPostgres server, DevelopmentIssuer issuer, Clock clock, String freshness) {
        SpringApplication application = new SpringApplication(ReissueApplication.class);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", 0);
        properties.put("spring.main.banner-mode", "off");
        properties.put("logging.level.root", "ERROR");
        properties.put("spring.datasource.url", server.jdbcUrl(Database.NAME));
        properties.put("spring.datasource.username", server.user());
        properties.put("spring.datasource.password", server.password());
        properties.put("reissue.roles", "EDGE");
        properties.put("reissue.keys", folder.keys().toString());
        properties.put("reissue.proof.issuer", "seed.reissue.example");
        properties.put("reissue.freshness", freshness);
        properties.put("reissue.oidc.issuer", issuer.address().toString());
        properties.put("reissue.oidc.client-id", DevelopmentIssuer.CLIENT);
        properties.put("reissue.oidc.allow-http-on-loopback", "true");
        for (int i = 0; i < PRINCIPALS.size(); i++) {
            properties.put(
                    "reissue.principals[" + i + "].name",
                    PRINCIPALS.get(i).toLowerCase(Locale.ROOT).replace('_', '-'));
            properties.put("reissue.principals[" + i + "].roles", PRINCIPALS.get(i));
            properties.put("reissue.principals[" + i + "].token-sha256", Principals.digest(token(PRINCIPALS.get(i))));
        }
        application.setDefaultProperties(properties);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("clock", clock);
            context.getBeanFactory().registerSingleton("notices", new PostOffice());
            // nobody is there: what is measured asks nothing of it
            context.getBeanFactory()
                    .registerSingleton(
                            "workflowServiceStubs",
                            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                                    .setTarget("127.0.0.1:1")
                                    .build()));
        });
        return application.run();
    }

    /** For this process alone, which listens on the loopback interface. */
    private static String token(String role) {
        return "benchmark-" + role;
    }

    /** By the API, as a program of that role. */
    HttpResponse<String> ask(String role, String path, String json) throws IOException, InterruptedException {
        return ask(role, path, "application/json", json);
    }

    HttpResponse<String> ask(String role, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(api(role, path).header("content-type", type).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> read(String role, String path) throws IOException, InterruptedException {
        return send(api(role, path));
    }

    private HttpRequest.Builder api(String role, String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("authorization", "Bearer " + token(role));
    }

    /** What a browser takes, as it is sent. */
    byte[] asBrowser(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("accept-encoding", "gzip")
                .build();
        return http.send(request, BodyHandlers.ofByteArray()).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        browser.close();
        http.close();
        application.close();
        issuer.close();
        server.close();
    }
}
