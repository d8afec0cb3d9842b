package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.RefusalReason;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.standing.Freshness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class ConsolePagesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/stuck",
                "/console/cohorts",
                "/console/platforms",
                "/console/platforms/" + Scene.REQUIRED,
                "/console/platforms/" + Scene.REQUIRED + "/deliveries",
                "/console/platforms/" + Scene.REQUIRED + "/edit",
                "/console/onboarding",
                "/console/policies",
                "/console/policies/calendars",
                "/console/brakes",
                "/console/intake",
                "/console/audit?check=true"
            })
    void everyPageIsThereInBothLanguagesAndNothingOnItIsWithoutWords(String path) throws Exception {
        scene.asked(3);

        String english = console.page(path, "en");
        String chinese = console.page(path, "zh-CN");

        assertThat(english).contains("<html", "lang=\"en\"", "Overview").doesNotContain("??", "style=");
        assertThat(chinese).contains("lang=\"zh\"", "总览").doesNotContain("??", "style=");
    }

    @Test
    void whoChoosesTheOtherLanguageKeepsWhatHeLooksFor() throws Exception {
        assertThat(console.page("/console/stuck?reason=CAP_REACHED&lang=en", "zh"))
                .contains("href=\"/console/stuck?reason=CAP_REACHED&amp;lang=zh\"");
        assertThat(console.page("/console/stuck", "zh")).contains("href=\"/console/stuck?lang=en\"");
    }

    @Test
    void aCohortThatNoNumberIsInYetIsNotCalledSealed() throws Exception {
        var cohort = scene.asked(1).cohort().id();
        STORE.jdbc()
                .sql("delete from cohort_stage where cohort_id = :cohort")
                .param("cohort", cohort)
                .update();
        assertThat(console.page("/console/cohorts", "en")).contains("Sealed, nobody asked yet");

        STORE.jdbc()
                .sql("update cohort set sealed_at = null where id = :cohort")
                .param("cohort", cohort)
                .update();

        assertThat(console.page("/console/cohorts", "en"))
                .contains("Not sealed yet")
                .doesNotContain("Sealed, nobody asked yet");
    }

    @Test
    void theOverviewCallsWhatCameInTakenIn() throws Exception {
        scene.resting();

        assertThat(console.page("/console", "en")).contains("Taken in").doesNotContain("Disconnected");
    }

    @Test
    void whatAPageAsksForByHtmxItAsksForByItself() throws Exception {
        var pages = new PathMatchingResourcePatternResolver().getResources("classpath:console/pages/*.html");
        assertThat(pages).hasSizeGreaterThan(10);
        for (var page : pages) {
            assertThat(page.getContentAsString(StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.contains("hx-"))
                    .as("%s: a session ends as if such requests were nobody's", page)
                    .allMatch(line -> line.contains("hx-trigger=\"every "));
        }
    }

    @Test
    void theOverviewCountsWhereNumbersAreAndLinksToThoseThatAreStuck() throws Exception {
        scene.resting();
        var asked = scene.asked(3);
        stuck(asked.member(0));

        String page = console.page("/console", "en");

        assertThat(page)
                .contains("Where they are: ", "Stage 1: identity and labels", "A required platform refuses")
                .contains("/console/stuck?reason=REQUIRED_REFUSES");
    }

    @Test
    void whatIsCountedOfAllNumbersIsCountedOnceForAllWhoLookWithinAWhile() throws Exception {
        scene.resting();
        var awhile = Duration.ofSeconds(30);
        try (var shared = new ConsoleForTests(parts, null, new Freshness(awhile))) {
            var counted = open(shared.page("/console", "en"));
            scene.resting();
            STORE.clock().advance(awhile.minusMillis(1));
            assertThat(open(shared.page("/console", "en"))).isEqualTo(counted);

            STORE.clock().advance(Duration.ofMillis(1));
            assertThat(open(shared.page("/console", "en"))).isEqualTo(counted + 1);
        }
    }

    private static int open(String overview) {
        var told = Pattern.compile("Where they are: (\\d+) numbers").matcher(overview);
        assertThat(told.find()).isTrue();
        return Integer.parseInt(told.group(1));
    }

    @Test
    void aStuckNumberIsListedWithItsReasonAndThePlatformsThatAreOpen() throws Exception {
        var asked = scene.asked(2);
        stuck(asked.member(1));

        String page = console.page("/console/stuck?reason=REQUIRED_REFUSES&jurisdiction=CN", "en");

        assertThat(page)
                .contains(asked.member(1).toString(), Scene.REQUIRED)
                .doesNotContain(asked.member(0).toString());
        assertThat(console.page("/console/stuck?reason=CAP_REACHED", "en"))
                .contains("No number is stuck.")
                .doesNotContain(asked.member(1).toString());
    }

    @Test
    void aCohortShowsForEachPlatformWhatItWaitsFor() throws Exception {
        var asked = scene.asked(3);
        scene.take(
                Scene.REQUIRED,
                asked.batch(Scene.REQUIRED),
                Scene.listing(Scene.refused(0, RefusalReason.BALANCE_OR_DEBT)));

        String page = console.page("/console/cohorts/" + asked.cohort().id(), "en");

        assertThat(page).contains("Stage 2: required platforms", "0 of 3 cleared", "0 unbound, 1 refused");
        assertThat(page).contains("http://127.0.0.1:8233/namespaces/reissue/workflows/cohort.recycling.");
        assertThat(console.read("/console/cohorts/" + UUID.randomUUID()).getStatus())
                .isEqualTo(404);
        assertThat(console.page("/console/platforms/" + Scene.REQUIRED, "en")).contains("Balance or debt");
    }

    @Test
    void onePersonSetsABrakeFromItsFormAndTwoLiftIt() throws Exception {
        String id = UUID.randomUUID().toString();
        Map<String, String> form =
                Map.of("id", id, "scope", "JURISDICTION", "code", "CN", "reasonCode", "INCIDENT_REVIEW");

        assertThat(console.sendForm("operator-a", "/console/brakes", form)).contains("The brake is set");
        assertThat(console.sendForm("operator-a", "/console/brakes", form)).contains("was set before");

        String lift = "/console/brakes/" + id + "/lift";
        Map<String, String> why = Map.of("reasonCode", "RESOLVED");
        assertThat(console.sendForm("operator-a", lift, why)).contains("until another person wants it lifted");
        assertThat(console.sendForm("operator-a", lift, why)).doesNotContain("The brake is lifted");
        assertThat(console.sendForm("operator-b", lift, why)).contains("The brake is lifted");
    }

    @Test
    void aBrakeThatNamesNothingIsRefusedWithWhatWouldMakeItPossible() throws Exception {
        String page = console.sendForm(
                "operator-a",
                "/console/brakes",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "scope",
                        "PROVINCE",
                        "code",
                        "<script>alert(1)</script>",
                        "reasonCode",
                        "X_1"));

        assertThat(page).contains("role=\"alert\"").doesNotContain("<script>alert");
    }

    @Test
    void whatAFileIsCalledStaysText() throws Exception {
        STORE.jdbc()
                .sql("update intake_file set name = '<img src=x onerror=alert(1)>'")
                .update();

        assertThat(console.page("/console/intake", "en"))
                .contains("&lt;img src=x")
                .doesNotContain("<img src=x");
    }

    private static void stuck(UUID cycle) {
        STORE.jdbc()
                .sql("update cycle set stuck_reason = 'REQUIRED_REFUSES', stuck_since = disclosed_at where id = :id")
                .param("id", cycle)
                .update();
    }
}
