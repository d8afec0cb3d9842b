package io.reissue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final Path PICTURES = Path.of(System.getProperty("reissue.root"), "target", "screenshots");

    /** What a first visit of any page may load, in bytes. */
    private static final long FIRST_LOAD = 200_000;

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ALWAYS)
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSandbox sandbox;

    @SuppressWarnings("NullAway.Init")
    private Chromium browser;

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(PICTURES);
        sandbox = new RunningSandbox(folder.resolve("data"));
        browser = new Chromium(sandbox.address());
    }

    @AfterAll
    void stop() {
        browser.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"en, 1280, LIGHT", "zh, 1280, LIGHT", "en, 390, LIGHT", "zh, 390, DARK"})
    void everyPageCanBeReadByAnybodyInBothLanguagesAndWidths(String language, int width, ColorScheme colours) {
        try (BrowserContext context = browser.context(width, colours)) {
            Page page = browser.loggedIn(context, "operator-a");
            page.navigate(sandbox.address() + "/console?lang=" + language);
            pages(page).forEach((name, path) -> canBeRead(page, name, path, language, width));
        }
        try (BrowserContext context = browser.context(width, colours)) {
            Page page = browser.loggedIn(context, "policy-admin");
            page.navigate(sandbox.address() + "/console?lang=" + language);
            formsOfAdmins(page).forEach((name, path) -> canBeRead(page, name, path, language, width));
        }
    }

    private void canBeRead(Page page, String name, String path, String language, int width) {
        page.navigate(sandbox.address() + path);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        page.screenshot(new ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name + "-" + language + "-" + width + ".png")));
        assertThat(grave(page)).as("%s in %s", name, language).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s does not have to be scrolled sideways at %d", name, width)
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void theMenuIsOneLineFrom1100PixelsOn(String language) {
        try (BrowserContext context = browser.context(1100, ColorScheme.LIGHT)) {
            Page page = browser.loggedIn(context, "operator-a");
            page.navigate(sandbox.address() + "/console?lang=" + language);
            Locator header = page.locator("header");
            double entry = height(header.locator("nav li").first());
            assertThat(height(header.locator("nav ul"))).isLessThan(1.5 * entry);
            assertThat(height(header)).isLessThan(2 * entry);
        }
    }

    @Test
    void noPageLoadsMuch() {
        try (BrowserContext known = browser.context(1280, ColorScheme.LIGHT)) {
            Page page = browser.loggedIn(known, "auditor");
            Map<String, String> pages = pages(page);
            for (String path : pages.values()) {
                AtomicLong bytes = new AtomicLong();
                Page fresh = known.newPage();
                fresh.route("**", route -> route.resume());
                fresh.onResponse(response -> bytes.addAndGet(size(response)));
                fresh.navigate(sandbox.address() + path);
                assertThat(bytes).as(path).hasPositiveValue().hasValueLessThan(FIRST_LOAD);
                fresh.close();
            }
        }
    }

    @Test
    void everyPageWorksWithoutJavaScript() {
        try (BrowserContext context = browser.plain(false)) {
            Page page = browser.loggedIn(context, "operator-a");
            pages(page).values().forEach(path -> {
                Response response = page.navigate(sandbox.address() + path);
                assertThat(response.status()).as(path).isEqualTo(200);
                assertThat(page.locator("h1").count()).isEqualTo(1);
            });
        }
    }

    @Test
    void whoIsNotLetInIsToldOnAPageOfTheConsole() {
        try (BrowserContext context = browser.plain(true)) {
            Page page = browser.loggedIn(context, "shop");
            for (String path : List.of("/console/numbers", "/console/cycles/019cac0f-0000-7000-8000-000000000000")) {
                Response response = page.navigate(sandbox.address() + path);

                assertThat(response.status()).as(path).isEqualTo(403);
                assertThat(page.locator("h1").textContent()).as(path).isEqualTo("This page can't be shown");
                assertThat(page.locator("[role=alert]").textContent()).contains("not for your role");
                assertThat(grave(page)).as(path).isEmpty();
                page.getByText("中文").click();
                assertThat(page.locator("h1").textContent()).as(path).isEqualTo("无法显示此页");
                page.getByText("English").click();
            }
            page.getByText("To the overview").click();
            assertThat(page.url()).isEqualTo(sandbox.address() + "/console");
        }
    }

    @Test
    void everyStuckNumberHasItsPage() {
        try (BrowserContext context = browser.plain(false)) {
            Page page = browser.loggedIn(context, "operator-a");
            page.navigate(sandbox.address() + "/console/stuck");
            List<String> numbers = page.locator("a[href^='/console/cycles/']").all().stream()
                    .map(link -> link.getAttribute("href"))
                    .toList();
            assertThat(numbers).isNotEmpty().allSatisfy(path -> {
                assertThat(page.navigate(sandbox.address() + path).status())
                        .as(path)
                        .isEqualTo(200);
                assertThat(page.locator("#platforms").count()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void aListIsPreviewedAndDoneAsItWasSeenWithJavaScriptAndWithout(int number, boolean script) {
        try (BrowserContext context = browser.plain(script)) {
            Page page = browser.loggedIn(context, "operator-a");
            page.navigate(sandbox.address() + "/console/numbers?state=RESTING&held=false");
            String cycle = page.locator("a[href^='/console/cycles/']").nth(number).getAttribute("href");
            String list = cycle.substring("/console/cycles/".length()) + "\nno number\n";
            page.navigate(sandbox.address() + "/console/bulk");
            page.locator("input[name=list]")
                    .setInputFiles(new FilePayload("list.csv", "text/csv", list.getBytes(StandardCharsets.UTF_8)));
            page.locator("select[name=kind]").selectOption("HOLD");
            page.locator("input[name=reasonCode]").fill("TRIED");
            page.locator("form[enctype] button").click();
            page.getByText("Rows that select nothing").waitFor();
            if (script) assertThat(grave(page)).isEmpty();
            page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("bulk-preview.png")));

            page.getByText("Do it: 1 number").click();
            page.getByText("Confirmed: the numbers are asked").waitFor();
            for (int again = 0; !script && again < 200 && page.getByText("Look again").count() > 0; again++)
                page.getByText("Look again").click();
            page.getByText("1 of 1 asked").waitFor();

            page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("bulk-done.png")));
            page.navigate(sandbox.address() + cycle);
            assertThat(page.locator(".facts .tag").textContent()).isEqualTo("On hold");
        }
    }

    @Test
    void theKeyboardReachesTheContentFirstAndThenEveryPage() {
        try (BrowserContext context = browser.context(1280, ColorScheme.LIGHT)) {
            Page page = browser.loggedIn(context, "operator-a");
            page.navigate(sandbox.address() + "/console");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.getAttribute('href')")).isEqualTo("#page");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.getAttribute('href')")).isEqualTo("/console");
        }
    }

    @Test
    void nothingOnAPageBreaksItsContentSecurityPolicy() {
        try (BrowserContext context = browser.context(1280, ColorScheme.LIGHT)) {
            Page page = browser.loggedIn(context, "operator-a");
            StringBuilder errors = new StringBuilder();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) errors.append(message.text()).append('\n');
            });
            pages(page).values().forEach(path -> page.navigate(sandbox.address() + path));
            assertThat(errors).isEmpty();
        }
    }

    /** What the menu leads to, and one of each thing that is listed there. */
    private Map<String, String> pages(Page page) {
        Map<String, String> pages = new LinkedHashMap<>();
        page.navigate(sandbox.address() + "/console");
        for (Locator link : page.locator("header nav a").all()) {
            String path = link.getAttribute("href");
            pages.put(path.equals("/console") ? "overview" : path.substring("/console/".length()), path);
        }
        pages.put("number", first(page, "/console/numbers", "a[href^='/console/cycles/']"));
        pages.put("cohort", first(page, "/console/cohorts", "a[href^='/console/cohorts/']"));
        pages.put("platform", first(page, "/console/platforms", "a[href^='/console/platforms/']"));
        pages.put("platform-log", pages.get("platform") + "/deliveries");
        pages.put("policy", first(page, "/console/policies", "main th a[href^='/console/policies/']"));
        pages.put("calendars", "/console/policies/calendars");
        pages.put("calendar", first(page, "/console/policies/calendars", "main th a"));
        pages.put("proposal", first(page, pages.get("policy"), "a[href*='/drafts/new']"));
        pages.put("file", first(page, "/console/intake", "a[href^='/console/intake/']"));
        // the oldest: what came later may have given no cycle
        page.navigate(sandbox.address() + "/console/intake");
        String oldest = page.locator("a[href^='/console/intake/']").last().getAttribute("href");
        pages.put("bulk-new", first(page, oldest, "a[href^='/console/bulk/new']"));
        return pages;
    }

    /** What only a policy admin sees; the form of a policy is among the pages. */
    private Map<String, String> formsOfAdmins(Page page) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("onboarding", "/console/onboarding");
        forms.put("platform-admin", first(page, "/console/platforms", "a[href^='/console/platforms/']"));
        forms.put("platform-edit", forms.get("platform-admin") + "/edit");
        forms.put("calendars-admin", "/console/policies/calendars");
        forms.put("calendar-edit", first(page, "/console/policies/calendars", "main th a") + "/edit");
        return forms;
    }

    private static double height(Locator part) {
        return part.boundingBox().height;
    }

    private String first(Page page, String list, String link) {
        page.navigate(sandbox.address() + list);
        return page.locator(link).first().getAttribute("href");
    }

    private static List<String> grave(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(ConsoleTest::described)
                        .toList();
    }

    private static String described(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }

    private static long size(Response response) {
        return response.request().sizes().responseBodySize;
    }
}
