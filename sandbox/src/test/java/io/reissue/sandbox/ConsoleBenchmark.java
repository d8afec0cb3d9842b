package io.reissue.sandbox;

import io.reissue.store.inventory.Inventory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long an edge takes for what people look at, over a database that {@code ./run seed} has filled. One request after the other; the
 * time is from the request to the last byte, on the loopback interface. Prints, asserts nothing; see docs/benchmarks/console.md.
 */
public final class ConsoleBenchmark {
    private static final double MILLISECOND = 1e6;
    private static final int MANY = 100_000;
    private static final Pattern MEMBERS = Pattern.compile("\"members\":(\\d+)");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/console/assets/[^\"]+)\"");

    private final PrintStream out = System.out;
    private final SeededEdge edge;
    private final Browser browser;
    private final JdbcClient jdbc;
    private final Inventory inventory;
    private final int times;

    private ConsoleBenchmark(SeededEdge edge, int times) {
        this.edge = edge;
        this.browser = edge.browser();
        this.jdbc = edge.bean(JdbcClient.class);
        this.inventory = edge.bean(Inventory.class);
        this.times = times;
    }

    /** @param args the data folder; how often each page is read; how old figures over all numbers may be, as in 30s */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (SeededEdge edge = new SeededEdge(Path.of(args[0]), args[2])) {
            new ConsoleBenchmark(edge, Integer.parseInt(args[1])).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        HttpResponse<String> page = browser.logIn("operator-a");
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
        search(Browser.csrf(page));
        preview();
        bulk();
    }

    /** Another number each time, from all over the table: by the page's form, until it says where the number is, and by the API. */
    private void search(String csrf) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        List<Long> said = new ArrayList<>();
        long numbers = Long.parseLong(text("select count(*)::text from number"));
        for (int i = 0; i < times; i++) {
            String number = inventory.e164(1 + i * numbers / times);
            long began = System.nanoTime();
            HttpResponse<String> found = browser.post("/console/numbers", Map.of("number", number, "_csrf", csrf));
            long found1 = System.nanoTime();
            HttpResponse<String> cycles = edge.ask("OPERATOR", "/v1/cycles/search", "{\"number\":\"" + number + "\"}");
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
        String effective = LocalDate.ofInstant(edge.bean(Clock.class).instant(), ZoneOffset.UTC)
                .plusDays(7)
                .toString();
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
                HttpResponse<String> drafted = edge.ask(
                        "POLICY_ADMIN",
                        "/v1/policies/drafts",
                        "{\"id\":\"%s\",\"document\":%s}".formatted(id, document));
                if (drafted.statusCode() != 201) throw new IllegalStateException("not drafted: " + drafted.body());
                long began = System.nanoTime();
                HttpResponse<String> impact = edge.ask("POLICY_ADMIN", "/v1/policies/drafts/" + id + "/preview", "");
                taken.add(System.nanoTime() - began);
                bytes = impact.body().length();
                long asked = System.nanoTime();
                HttpResponse<String> page = browser.get("/console/policies/drafts/" + id);
                shown.add(System.nanoTime() - asked);
                if (impact.statusCode() != 200 || page.statusCode() != 200)
                    throw new IllegalStateException("no preview: " + impact.statusCode() + ", " + page.statusCode());
            }
            row("preview of a draft, CN where " + which, taken, String.valueOf(bytes));
            row("its page after that", shown, "");
        }
    }

    /** A hold on the open numbers that left service first, and on as many that a list names. Each time another preview, which does nothing. */
    private void bulk() throws IOException, InterruptedException {
        OffsetDateTime last = jdbc.sql(
                        "select disconnected_at from cycle where closed_at is null order by 1 limit 1 offset "
                                + (MANY - 1))
                .query(OffsetDateTime.class)
                .single();
        long days = Duration.between(last.toInstant(), edge.bean(Clock.class).instant())
                .toDays();
        String list = jdbc
                .sql("select number_id from cycle where closed_at is null order by id limit " + MANY)
                .query((row, n) -> inventory.e164(row.getLong(1)))
                .list()
                .stream()
                .collect(Collectors.joining("\n", "number\n", "\n"));
        previews(
                "all that left service %d days ago".formatted(days),
                () -> edge.ask("OPERATOR", "/v1/bulk", """
                        {"kind":"HOLD","reasonCode":"POLICE_HOLD","filter":{"open":true,"age":"P%dD"}}
                        """.formatted(days)));
        previews("a list", () -> edge.ask("OPERATOR", "/v1/bulk?kind=HOLD&reasonCode=POLICE_HOLD", "text/csv", list));
    }

    private interface Request {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    private void previews(String of, Request request) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        String members = "";
        for (int i = 0; i < Math.min(times, 5); i++) {
            long began = System.nanoTime();
            HttpResponse<String> said = request.send();
            taken.add(System.nanoTime() - began);
            if (said.statusCode() != 201) throw new IllegalStateException("no preview: " + said.body());
            Matcher found = MEMBERS.matcher(said.body());
            members = found.find() ? found.group(1) : "no";
        }
        row("bulk preview of " + of + ": " + members + " numbers", taken, "");
    }

    private void list(String path) throws IOException, InterruptedException {
        List<Long> taken = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < times; i++) {
            String role = path.startsWith("/v1/audit") ? "AUDITOR" : "OPERATOR";
            long began = System.nanoTime();
            HttpResponse<String> said = edge.read(role, path);
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
            HttpResponse<String> page = browser.get(path);
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
        HttpResponse<String> page = browser.get("/console");
        long bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
        Matcher assets = ASSET.matcher(page.body());
        while (assets.find()) {
            bytes += edge.asBrowser(assets.group(1)).length;
        }
        out.printf("| first load: overview, style, script, icon |  |  |  |  | %d |%n", bytes);
    }

    private String one(String which, int hundreds) {
        return text("select id::text from cycle where " + which + " order by id desc limit 1 offset " + hundreds * 100);
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
