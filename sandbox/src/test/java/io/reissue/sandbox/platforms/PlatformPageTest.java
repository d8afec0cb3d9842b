package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlatformPageTest {
    /** Surefire runs in the folder of the module. */
    private static final Path PAGE = Path.of("..", "docs", "sandbox", "platforms.md");

    @Test
    void thePageListsTheCatalogueAsItIs() throws Exception {
        boolean fresh = Files.readString(PAGE).equals(PlatformPage.of(PlatformPage.SEED, PlatformPage.COUNT));

        assertThat(fresh)
                .as("docs/sandbox/platforms.md is stale; make it anew: " + PlatformPage.COMMAND)
                .isTrue();
    }

    @Test
    void itHasOneRowForEachPlatformAndNamesNoSecret() {
        String page = PlatformPage.of(PlatformPage.SEED, PlatformPage.COUNT);

        assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSize(PlatformPage.COUNT);
        assertThat(page).doesNotContain("whsec_");
    }
}
