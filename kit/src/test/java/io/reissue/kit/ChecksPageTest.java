package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        List<Check> ofOthers = Check.together(Check.ofEndpoint(), Check.ofFeed());
        Set<String> seen = Stream.of(Habit.values()).map(Habit::seenBy).collect(Collectors.toSet());

        assertThat(ids(ofOthers)).hasSameSizeAs(ofOthers).containsAll(seen);
        assertThat(ids(ofOthers)).filteredOn(id -> !seen.contains(id)).containsExactly("signature-valid");
    }

    @Test
    void eachCheckOfAPartnerThatFetchesIsSeenToFail() {
        List<Check> checks = Check.ofFetching();
        Set<String> seen =
                Stream.of(FetchHabit.values()).map(FetchHabit::seenBy).collect(Collectors.toSet());

        assertThat(ids(checks)).hasSameSizeAs(checks).isEqualTo(seen);
    }

    private static Set<String> ids(List<Check> checks) {
        return checks.stream().map(Check::id).collect(Collectors.toSet());
    }
}
