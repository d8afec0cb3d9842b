package io.reissue.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule is a rule when the build checks it, and the check is one when it is seen to bite. */
class ArchitectureTest {
    private static final JavaClasses MAIN = Modules.main();
    private static final JavaClasses MAIN_AND_TESTS = Modules.mainAndTests();
    private static final JavaClasses PLANTED = Modules.planted();

    private static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "dependencies point one way",
                        MAIN,
                        Rules.downwards(),
                        "workflows uses store",
                        "store uses worker",
                        "edge uses activities"),
                rule(
                        "edge and activities do not know each other",
                        MAIN,
                        Rules.edgeAndActivitiesAreStrangers(),
                        "violation.edge.EdgeThatStarts"),
                rule(
                        "the store knows records and rules of the workflows, and nothing that conducts",
                        MAIN,
                        Rules.storeKnowsNoWorkflow(),
                        "RecycleWorkflow",
                        "io.temporal.client.WorkflowClient"),
                rule(
                        "simulated platforms share no code with the carrier",
                        MAIN,
                        Rules.platformsAreStrangers(),
                        "violation.sandbox.PartialJudge",
                        "Signatures"),
                rule(
                        "the oracle uses nothing of what it judges",
                        MAIN,
                        Rules.theJudgeKnowsNobody(),
                        "violation.sandbox.PartialJudge",
                        "RecycleRules",
                        "io.reissue.sandbox.platforms.Account"),
                rule(
                        "there is one clock",
                        MAIN,
                        Rules.oneClock(),
                        "Instant.now()",
                        "LocalDate.now(java.time.ZoneId)",
                        "System.currentTimeMillis()",
                        "Clock.systemUTC()",
                        "Date.<init>()"),
                rule(
                        "SQL asks nobody for the time",
                        MAIN,
                        Rules.sqlWithoutTime(),
                        "[update cycle set closed_at = now()]",
                        "[select current_date]"),
                rule(
                        "workflow ids are built in one class",
                        MAIN,
                        Rules.idsInOneClass(),
                        "builds [recycle.\1]",
                        "builds [cohort.recycling.\1]"),
                rule(
                        "a failure is built in one place",
                        MAIN,
                        Rules.failuresFromOnePlace(),
                        "ApplicationFailure.newFailure(",
                        "Activity.wrap("),
                rule(
                        "activities throw what Failures made",
                        MAIN,
                        Rules.activitiesThroughFailures(),
                        "TalkativeActivities.openDue(java.lang.String) does not"),
                rule(
                        "every package is null-marked",
                        MAIN_AND_TESTS,
                        Rules.nullMarked(),
                        "io.reissue.architecture.violation.store of"),
                rule("nobody sleeps", MAIN_AND_TESTS, Rules.nobodySleeps(), "Thread.sleep(", "TimeUnit.sleep("),
                rule(
                        "every test runs and proves something",
                        MAIN_AND_TESTS,
                        Rules.everyTestRuns(),
                        "org.junit.jupiter.api.Disabled",
                        "org.junit.jupiter.api.condition.EnabledOnOs",
                        "org.junit.jupiter.api.Assumptions",
                        "org.assertj.core.api.Assumptions"));
    }

    private static Arguments rule(String name, JavaClasses where, ArchRule rule, String... bites) {
        return Arguments.of(name, where, rule, List.of(bites));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theSourcesKeepTheRule(String name, JavaClasses where, ArchRule rule, List<String> bites) {
        rule.check(where);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleBites(String name, JavaClasses where, ArchRule rule, List<String> bites) {
        String report =
                String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());

        assertThat(report).contains(bites);
    }

    @Test
    void everyModuleOfTheBuildIsSaidWhatItMayUse() {
        assertThat(Modules.MAY_USE).containsOnlyKeys(Modules.ofTheBuild());
    }

    @Test
    void theClassesOfEveryModuleAreLookedAt() {
        for (String module : Modules.MAY_USE.keySet()) {
            assertThat(MAIN)
                    .as(module)
                    .anyMatch(type -> Modules.of(type).filter(module::equals).isPresent());
            assertThat(MAIN_AND_TESTS)
                    .as("tests of " + module)
                    .anyMatch(type -> type.getSimpleName().endsWith("Test")
                            && Modules.of(type).filter(module::equals).isPresent());
        }
    }

    @Test
    void migrationsAskNobodyForTheTimeEither() {
        assertThat(Modules.migrations())
                .isNotEmpty()
                .allSatisfy(migration ->
                        assertThat(migration).containsAnyOf("create", "alter").doesNotContainPattern(Rules.SQL_TIME));
        assertThat("written_at timestamptz not null default now()").containsPattern(Rules.SQL_TIME);
    }
}
