package io.reissue.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules, as code. */
final class Rules {
    private static final String FAILURES = "io.reissue.failures.Failures";
    private static final String NOT_THE_CLOCK =
            "(?i)\\b(now\\s*\\(\\s*\\)|(current|local)_?time(stamp)?\\b|current_date|(clock|statement|transaction)_timestamp)";

    /** What a database would tell of its own time. */
    static final Pattern SQL_TIME = Pattern.compile(NOT_THE_CLOCK);

    private static final Pattern WORKFLOW_ID = Pattern.compile(
            "(recycle|cohort|calendar|intake|alone|renewal|inquiry)\\.(\\x01.*|(recycling|renewal)\\..*)?");

    private static final Set<String> OWN_TIME = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.InstantSource.system");

    private Rules() {}

    static ArchRule downwards() {
        return classes().should(condition("use only modules below their own", (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                Optional<String> from = Modules.of(type);
                Optional<String> to = Modules.of(dependency.getTargetClass().getBaseComponentType());
                if (from.isEmpty() || to.isEmpty() || from.equals(to)) continue;
                if (!may(from.get(), to.get()))
                    report.accept(false, from.get() + " uses " + to.get() + ": " + dependency.getDescription());
            }
        }));
    }

    private static boolean may(String from, String to) {
        return Modules.MAY_USE.getOrDefault(from, Set.of()).contains(to);
    }

    static ArchRule edgeAndActivitiesAreStrangers() {
        return noClasses()
                .that(of("edge"))
                .should()
                .dependOnClassesThat(of("activities"))
                .orShould()
                .dependOnClassesThat(of("worker"))
                .allowEmptyShould(true);
    }

    /** Records, enums and rules: nothing that runs on Temporal, and no contract of what does. */
    static ArchRule storeKnowsNoWorkflow() {
        DescribedPredicate<JavaClass> conducted = DescribedPredicate.describe(
                "conduct or are conducted",
                type -> type.isAnnotatedWith(WorkflowInterface.class)
                        || type.isAnnotatedWith(ActivityInterface.class)
                        || type.getAllRawInterfaces().stream()
                                .anyMatch(contract -> contract.isAnnotatedWith(WorkflowInterface.class)));
        return noClasses()
                .that(of("store"))
                .should()
                .dependOnClassesThat(conducted)
                .orShould()
                .dependOnClassesThat(resideInAPackage("io.temporal.."));
    }

    static ArchRule platformsAreStrangers() {
        return noClasses()
                .that()
                .resideInAnyPackage("io.reissue.sandbox.platforms..", "io.reissue.architecture.violation.sandbox")
                .should()
                .dependOnClassesThat(of("workflows", "store", "activities", "edge", "worker", "kit", "cli"));
    }

    /** Nor what runs beside it: platforms, demo and clock are seen from outside as well. */
    static ArchRule theJudgeKnowsNobody() {
        return noClasses()
                .that()
                .resideInAnyPackage("io.reissue.sandbox.oracle..", "io.reissue.architecture.violation.sandbox")
                .should()
                .dependOnClassesThat(of("workflows", "store", "activities", "edge", "worker", "kit", "cli"))
                .orShould()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of the sandbox's other packages",
                        type -> type.getPackageName().startsWith("io.reissue.sandbox")
                                && !type.getPackageName().equals("io.reissue.sandbox.oracle")));
    }

    /** But the one bean, and the commands that are processes of their own beside a real server. */
    static ArchRule oneClock() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.reissue.worker.StoreConfiguration")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.sandbox.platforms.PlatformsCommand")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.sandbox.oracle.OracleCommand")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.kit.CheckCommand")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.kit.AnswerCommand")
                .should()
                .callCodeUnitWhere(call("asks the machine for the time", Rules::asksTheMachine));
    }

    private static boolean asksTheMachine(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        boolean now = owner.startsWith("java.time.")
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        boolean date = owner.equals("java.util.Date")
                && call.getName().equals("<init>")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return now || date || OWN_TIME.contains(owner + "." + call.getName());
    }

    static ArchRule sqlWithoutTime() {
        return classes()
                .should(condition(
                        "not ask the database for the time",
                        (type, report) -> Modules.texts(type).stream()
                                .filter(text -> SQL_TIME.matcher(text).find())
                                .forEach(text ->
                                        report.accept(false, type.getName() + " says [" + text.strip() + "]"))));
    }

    /** But the oracle, who reads the ids of others by a rule written a second time. */
    static ArchRule idsInOneClass() {
        return classes()
                .that()
                .doNotHaveFullyQualifiedName("io.reissue.names.WorkflowIds")
                .and()
                .resideOutsideOfPackage("io.reissue.sandbox.oracle")
                .should(condition(
                        "not hold the beginning of a workflow id as text",
                        (type, report) -> Modules.texts(type).stream()
                                .filter(text -> WORKFLOW_ID.matcher(text).matches())
                                .forEach(text -> report.accept(false, type.getName() + " builds [" + text + "]"))));
    }

    static ArchRule failuresFromOnePlace() {
        return noClasses()
                .that(of("workflows", "store", "activities", "edge", "worker"))
                .and()
                .doNotHaveFullyQualifiedName(FAILURES)
                .should()
                .callCodeUnitWhere(call(
                        "builds a failure",
                        call -> call.getTargetOwner()
                                                .getName()
                                                .matches("io\\.temporal\\.failure\\.\\w+Failure(\\$Builder)?")
                                        && call.getName()
                                                .matches("newBuilder|build|<init>|newFailure\\w*|newNonRetryable\\w*")
                                || call.getTargetOwner().getName().equals("io.temporal.activity.Activity")
                                        && call.getName().equals("wrap")));
    }

    static ArchRule activitiesThroughFailures() {
        return classes()
                .that(DescribedPredicate.describe(
                        "implement a port",
                        type -> !type.isInterface() && ports(type).findAny().isPresent()))
                .should(condition(
                        "take every step through Failures",
                        (type, report) -> ports(type)
                                .flatMap(port -> port.getMethods().stream())
                                .map(step -> type.getMethod(step.getName(), names(step)))
                                .filter(step -> step.getMethodCallsFromSelf().stream()
                                        .noneMatch(call ->
                                                call.getTargetOwner().getName().equals(FAILURES)))
                                .forEach(step -> report.accept(false, step.getFullName() + " does not"))));
    }

    private static Stream<JavaClass> ports(JavaClass type) {
        return type.getAllRawInterfaces().stream().filter(port -> port.isAnnotatedWith(ActivityInterface.class));
    }

    private static String[] names(JavaMethod step) {
        return step.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    }

    static ArchRule nullMarked() {
        return classes()
                .should(condition(
                        "reside in a package that is @NullMarked",
                        (type, report) -> report.accept(
                                type.getPackage().isAnnotatedWith(NullMarked.class),
                                type.getPackageName() + " of " + type.getName())));
    }

    /**
     * But the launcher of PostgreSQL, which waits for sessions of a server that was killed: nobody tells when they are gone; a simulated
     * platform whose manner it is to be slow; and the people of the demo, who come again when they were told "503, later".
     */
    static ArchRule nobodySleeps() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.reissue.sandbox.postgres.EmbeddedPostgres")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.sandbox.platforms.Responses")
                .and()
                .doNotHaveFullyQualifiedName("io.reissue.sandbox.CarrierApi")
                .should()
                .callCodeUnitWhere(call(
                        "sleeps",
                        call -> call.getName().equals("sleep")
                                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                        .contains(call.getTargetOwner().getName())));
    }

    /** A test that does not run proves nothing, and a mock proves what it was told. */
    static ArchRule everyTestRuns() {
        Predicate<JavaClass> excuse = type -> Stream.of(
                        "org.junit.jupiter.api.Disabled",
                        "org.junit.jupiter.api.Assumptions",
                        "org.junit.jupiter.api.condition.",
                        "org.assertj.core.api.Assumptions",
                        "org.opentest4j.TestAbortedException",
                        "org.mockito.")
                .anyMatch(type.getName()::startsWith);
        return noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe("excuse a test from running or from proving", excuse));
    }

    private static DescribedPredicate<JavaClass> of(String... modules) {
        List<String> wanted = List.of(modules);
        return DescribedPredicate.describe(
                "are of " + String.join(", ", wanted),
                type -> Modules.of(type).filter(wanted::contains).isPresent());
    }

    private static DescribedPredicate<JavaCall<?>> call(String description, Predicate<JavaCall<?>> which) {
        return DescribedPredicate.describe(description, which);
    }

    private static ArchCondition<JavaClass> condition(
            String description, BiConsumer<JavaClass, BiConsumer<Boolean, String>> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, (holds, message) -> events.add(new SimpleConditionEvent(type, holds, message)));
            }
        };
    }
}
