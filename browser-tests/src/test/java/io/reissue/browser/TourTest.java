package io.reissue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README, step by step as it is written there; its pictures are made on the way. */
class TourTest {
    private static final Path PICTURES = Path.of(System.getProperty("reissue.root"), "target", "screenshots", "tour");

    /** Of a picture in the README. */
    private static final int WIDTH = 1100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @Test
    void whoeverFollowsTheTourSeesWhatItSays() throws Exception {
        Files.createDirectories(PICTURES);
        try (RunningSandbox sandbox = new RunningSandbox(folder.resolve("data"));
                Chromium browser = new Chromium(sandbox.address());
                BrowserContext context = browser.context(WIDTH, ColorScheme.LIGHT)) {
            Page page = browser.loggedIn(context, "operator-a");
            picture(page, "overview");

            page.getByRole(AriaRole.LINK, link("Stuck")).first().click();
            page.locator("th[scope=row] a[href^='/console/cycles/']").first().click();
            page.getByText("What happened").waitFor();
            assertThat(page.getByText("Blocks").count()).isPositive();
            picture(page, "number");

            page.locator("select[name=kind]").selectOption("HOLD");
            page.locator("input[name=reasonCode]").fill("POLICE_REQUEST");
            page.getByText("Do it").click();
            page.locator(".facts .tag").waitFor();
            assertThat(page.locator(".facts .tag").textContent()).isEqualTo("On hold");

            page.getByRole(AriaRole.LINK, link("Clock")).click();
            page.getByText("Advance 7 d").click();
            page.getByText("Advance 7 d").waitFor(new Locator.WaitForOptions().setTimeout(120_000));

            page.getByText("Sign out").click();
            page = browser.loggedIn(context, "policy-admin");
            page.getByRole(AriaRole.LINK, link("Policies")).click();
            page.getByRole(AriaRole.HEADING, heading("CN"))
                    .locator("xpath=..")
                    .locator("a")
                    .first()
                    .click();
            page.getByText("Propose a change").click();
            page.locator("input[name=freezeDays]").fill("150");
            page.locator("input[name=effectiveFrom]").fill("2026-11-01");
            page.getByText("Save the draft").click();
            page.getByText("Another person approves it.").waitFor();
            picture(page, "policy");
            String draft = page.url();

            page.getByText("Sign out").click();
            page = browser.loggedIn(context, "approver");
            page.navigate(draft);
            page.getByText("Approve, effective from").click();
            page.getByText("Approved. It cannot be changed any more.").waitFor();
        }
    }

    private static GetByRoleOptions link(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }

    private static GetByRoleOptions heading(String name) {
        return new GetByRoleOptions().setName(name).setExact(true).setLevel(2);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
