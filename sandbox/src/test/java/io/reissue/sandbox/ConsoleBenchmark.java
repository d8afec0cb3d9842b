package io.reissue.sandbox;

import io.reissue.edge.access.Principals;
import io.reissue.sandbox.issuer.DevelopmentIssuer;
import io.reissue.sandbox.issuer.StaffMember;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.seed.SeedCommand;
import io.reissue.store.inventory.Inventory;
import io.reissue.worker.ReissueApplication;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long an edge takes for what people look at, over a database that {@code ./run seed} has filled. One request after the other; the
 * time is from the request to the last byte, on the loopback interface. Prints, asserts nothing; see docs/benchmarks/console.md.
 */
public final class ConsoleBenchmark {
    private static final double MILLISECOND = 1e6;
    private static final List<String> PRINCIPALS = List.of("OPERATOR", "POLICY_ADMIN", "AUDITOR");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/console/assets/[^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final PrintStream out = System.out;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final JdbcClient jdbc;
    private final Inventory inventory;
    private final Clock clock;
    private final URI edge;
    private final int times;

    private ConsoleBenchmark(ConfigurableApplicationContext application, URI edge, int times) {
        this.jdbc = application.getBean(JdbcClient.class);
        this.inventory = application.getBean(Inventory.class);
        this.clock = application.getBean(Clock.class);
        this.edge = edge;
        this.times = times;
    }

    /** @param args the data folder; how often each page is read; how old figures over all numbers may be, as in 30s */
    public static void main(String[] args) throws IOException, InterruptedException {
        SandboxFolder folder = new SandboxFolder(Path.of(args[0]));
        Instant at = Instant.parse(folder.get(SeedCommand.SEEDED).orElseThrow());
        Clock clock = Clock.offset(
                Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), at));
        List<StaffMember> people = List.of(new StaffMember("operator-a", "OPERATOR"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.database());
                DevelopmentIssuer issuer = DevelopmentIssuer.start(people, address -> true, clock);
                ConfigurableApplicationContext application = edge(folder, server, issuer, clock, args[2])) {
            URI edge = URI.create(
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
            new ConsoleBenchmark(application, edge, Integer.parseInt(args[1])).run();
        }
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

    private void run() throws IOException, InterruptedException {
        String page = logIn("operator-a");
        String cycles = text("select count(*)::text from cycle");
        out.printf("%s cycles, each page %d times%n%n", cycles, times);
        out.printf("| page | first | p50 | p95 | slowest | bytes |%n|---|--:|--:|--:|--:|--:|%n");
        firstLoad();
        page("overview", "/console");
        page("numbers", "/console/numbers");
        for (String filter : List.of(
                "state=RESTING",
                "state=RELEASED",
                "state=WITHDRAWING",
                "state=RETIRED",
                "held=true",
                "held=false",
                "jurisdiction=CH",
                "jurisdiction=CN&province=Tibet",
                "stuck=BOUND_AFTER_CUTOFF",
                "stuck=CEILING_REACHED",
                "jurisdiction=XX",
                "state=REINSTATING&jurisdiction=CH")) page("numbers, " + filter, "/console/numbers?" + filter);
        page(
                "numbers of a file",
                "/console/numbers?file=" + text("select id::text from intake_file order by id limit 1"));
        page("numbers, further on", "/console/numbers?after=" + one("true", 2));
        page("stuck", "/console/stuck");
        page("stuck, one reason", "/console/stuck?reason=CEILING_REACHED&jurisdiction=US");
        page("cycle that rests", "/console/cycles/" + one("state = 'RESTING' and sealed_at is null", 1));
        page("cycle in a cohort", "/console/cycles/" + one("state = 'RESTING' and sealed_at is not null", 1));
        page("cycle that is stuck", "/console/cycles/" + one("stuck_reason is not null", 1));
        page("cycle that goes back", "/console/cycles/" + one("state = 'REINSTATING' and sealed_at is not null", 0));
        page("cycle with a certificate", "/console/cycles/" + text("select cycle_id::text from certificate limit 1"));
        page("cohorts", "/console/cohorts");
        page(
                "one cohort",
                "/console/cohorts/"
                        + text("select cohort_id::text from membership group by 1 order by count(*) desc limit 1"));
        page("platforms", "/console/platforms");
        page("one platform", "/console/platforms/" + text("select code from platform order by id limit 1 offset 30"));
        page("policies", "/console/policies");
        page("one policy", "/console/policies/" + text("select max(version)::text from policy"));
        page("brakes", "/console/brakes");
        page("intake", "/console/intake");
        page("one file", "/console/intake/" + text("select id::text from intake_file order by id limit 1"));
        page("audit", "/console/audit");
        page("audit of one person", "/console/audit?actor=operator-c");
        page("audit of nobody", "/console/audit?actor=nobody");
        for (String list : List.of(
                "/v1/cycles?limit=200",
                "/v1/cycles?open=true&age=P100D&limit=200",
                "/v1/cycles?open=true&age=P235D",
                "/v1/cycles?open=false&jurisdiction=AU",
                "/v1/stuck?limit=200",
                "/v1/brakes",
                "/v1/policies",
                "/v1/policies/drafts",
                "/v1/audit")) list(list);
        search(hidden(page).getOrDefault("_csrf", ""));
        preview();
        http.close();
    }

    /** Another number each time, from all over the table: by the page's form, until it says where the number is, and by the API. */
    private void search(String csrf) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        List<Long> said = new ArrayList<>();
        long numbers = Long.parseLong(text("select count(*)::text from number"));
        for (int i = 0; i < times; i++) {
            String number = inventory.e164(1 + i * numbers / times);
            long began = System.nanoTime();
            HttpResponse<String> found = post("/console/numbers", Map.of("number", number, "_csrf", csrf));
            long found1 = System.nanoTime();
            HttpResponse<String> cycles = send(api("OPERATOR", "/v1/cycles/search", "{\"number\":\"" + number + "\"}"));
            taken.add(found1 - began);
            said.add(System.nanoTime() - found1);
            if (!found.headers().firstValue("location").orElse("").contains("/console/cycles/")
                    || !cycles.body().contains("\"id\"")) throw new IllegalStateException("a number was not found");
        }
        row("search by number", taken, "");
        row("`POST /v1/cycles/search`", said, "");
    }

    /** A draft each time that no preview was made of yet. */
    private void preview() throws IOException, InterruptedException {
        String effective =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(7).toString();
        for (String which : List.of("province is null and reason is null", "province = 'Guangdong'")) {
            List<Long> taken = new ArrayList<>();
            List<Long> shown = new ArrayList<>();
            int bytes = 0;
            for (int i = 0; i < Math.min(times, 10); i++) {
                String document = text("""
                        select (body || jsonb_build_object('freezeDays', %d, 'effectiveFrom', '%s'))::text from policy
                        where jurisdiction = 'CN' and %s order by version desc limit 1
                        """.formatted(151 + i, effective, which));
                String id = UUID.randomUUID().toString();
                HttpResponse<String> drafted = send(api(
                        "POLICY_ADMIN",
                        "/v1/policies/drafts",
                        "{\"id\":\"%s\",\"document\":%s}".formatted(id, document)));
                if (drafted.statusCode() != 201) throw new IllegalStateException("not drafted: " + drafted.body());
                long began = System.nanoTime();
                HttpResponse<String> impact = send(api("POLICY_ADMIN", "/v1/policies/drafts/" + id + "/preview", ""));
                taken.add(System.nanoTime() - began);
                bytes = impact.body().length();
                long asked = System.nanoTime();
                HttpResponse<String> page = get("/console/policies/drafts/" + id);
                shown.add(System.nanoTime() - asked);
                if (impact.statusCode() != 200 || page.statusCode() != 200)
                    throw new IllegalStateException("no preview: " + impact.statusCode() + ", " + page.statusCode());
            }
            row("preview of a draft, CN where " + which, taken, String.valueOf(bytes));
            row("its page after that", shown, "");
        }
    }

    private HttpRequest.Builder api(String role, String path, String body) {
        return HttpRequest.newBuilder(edge.resolve(path))
                .header("authorization", "Bearer " + token(role))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private void list(String path) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < times; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(edge.resolve(path))
                    .header("authorization", "Bearer " + token(path.startsWith("/v1/audit") ? "AUDITOR" : "OPERATOR"));
            long began = System.nanoTime();
            HttpResponse<String> said = send(request);
            taken.add(System.nanoTime() - began);
            if (said.statusCode() != 200) throw new IllegalStateException(path + ": " + said.statusCode());
            bytes = said.body().length();
        }
        row("`GET " + path.replaceFirst("[0-9a-f-]{36}", "…") + "`", taken, String.valueOf(bytes));
    }

    private void page(String name, String path) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            HttpResponse<String> page = get(path);
            taken.add(System.nanoTime() - began);
            if (page.statusCode() != 200) throw new IllegalStateException(path + ": " + page.statusCode());
            bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
        }
        row(name, taken, String.valueOf(bytes));
    }

    private void row(String name, List<Long> taken, String bytes) {
        long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                "| %s | %.0f | %.0f | %.0f | %.0f | %s |%n",
                name,
                taken.getFirst() / MILLISECOND,
                sorted[sorted.length / 2] / MILLISECOND,
                sorted[(int) Math.ceil(sorted.length * 0.95) - 1] / MILLISECOND,
                sorted[sorted.length - 1] / MILLISECOND,
                bytes);
    }

    /** All that a browser without anything in its cache takes for the overview, as it is sent. */
    private void firstLoad() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/console");
        long bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
        Matcher assets = ASSET.matcher(page.body());
        while (assets.find()) {
            HttpRequest request = HttpRequest.newBuilder(edge.resolve(assets.group(1)))
                    .header("accept-encoding", "gzip")
                    .build();
            bytes += http.send(request, BodyHandlers.ofByteArray()).body().length;
        }
        out.printf("| first load: overview, style, script, icon |  |  |  |  | %d |%n", bytes);
    }

    private String logIn(String person) throws IOException, InterruptedException {
        HttpResponse<String> page = follow(get("/console"));
        Map<String, String> form = hidden(page.body());
        form.put("person", person);
        return follow(send(form(page.uri().resolve("/login"), form))).body();
    }

    private HttpResponse<String> follow(HttpResponse<String> response) throws IOException, InterruptedException {
        HttpResponse<String> at = response;
        while (at.statusCode() == 302)
            at = send(HttpRequest.newBuilder(
                    at.uri().resolve(at.headers().firstValue("location").orElseThrow())));
        return at;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(edge.resolve(path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return send(form(edge.resolve(path), fields));
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> fields) {
        String body = String.join(
                "&",
                fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .toList());
        return HttpRequest.newBuilder(address)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> fields = new HashMap<>();
        HIDDEN.matcher(page).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        return fields;
    }

    private String one(String which, int hundreds) {
        return text("select id::text from cycle where " + which + " order by id desc limit 1 offset " + hundreds * 100);
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
