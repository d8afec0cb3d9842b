package io.reissue.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The browser of this machine, and one who comes to a console with it. */
final class Chromium implements AutoCloseable {
    private static final int HEIGHT = 900;

    private final String address;
    private final Playwright playwright = Playwright.create();
    private final Browser browser;

    /** @param address of the edge whose console is visited */
    Chromium(String address) {
        this.address = address;
        this.browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(installed())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    private static Path installed() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("install Chromium: apt-get install chromium"));
    }

    BrowserContext context(int width, ColorScheme colours) {
        return browser.newContext(new NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(colours)
                .setLocale("en"));
    }

    BrowserContext plain(boolean script) {
        return browser.newContext(
                new NewContextOptions().setJavaScriptEnabled(script).setLocale("en"));
    }

    /** By one click on the issuer's page. */
    Page loggedIn(BrowserContext context, String who) {
        Page page = context.newPage();
        page.navigate(address + "/console");
        page.getByText(who).first().click();
        page.waitForURL(address + "/console**");
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
