package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksPageTest {
    /** Surefire runs in the folder of the module. */
    private static final Path PAGE = Path.of("..", "docs", "partners", "conformance.md");

    @Test
    void thePageListsTheChecksAsTheyAre() throws Exception {
        boolean fresh = Files.readString(PAGE).equals(ChecksPage.text());

        assertThat(fresh)
                .as("docs/partners/conformance.md is stale; make it anew: " + ChecksPage.COMMAND)
                .isTrue();
    }

    @Test
    void eachCheckIsSeenToFailButTheOneWithoutWhichNothingCanBeAsked() {
        Set<String> checks = Check.all().stream().map(Check::id).collect(Collectors.toSet());
        Set<String> seen = Stream.of(Habit.values()).map(Habit::seenBy).collect(Collectors.toSet());

        assertThat(checks).hasSameSizeAs(Check.all()).containsAll(seen);
        assertThat(checks).filteredOn(id -> !seen.contains(id)).containsExactly("signature-valid");
    }
}
