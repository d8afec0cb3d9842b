package io.reissue.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule is a rule when the build checks it, and the check is one when it is seen to bite. */
class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.reissue");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("io.reissue.architecture.violation");

    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime");
    private static final List<String> ID_PREFIXES = List.of("recycle.", "cohort.", "calendar.", "intake.");

    private static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        "no framework, no database, no network", noReachOut(), List.of("java.net.http", "java.sql")),
                Arguments.of(
                        "no clock, no randomness",
                        noTimeNoChance(),
                        List.of("Instant.now", "UUID.randomUUID", "Math.random", "System.currentTimeMillis")),
                Arguments.of(
                        "no threads, no clock object, no generator",
                        noThreads(),
                        List.of("java.lang.Thread", "java.time.Clock", "java.util.Random")),
                Arguments.of(
                        "every package is null-marked", nullMarked(), List.of("io.reissue.architecture.violation")),
                Arguments.of("ids are built in one package", idsInOnePlace(), List.of("[recycle.] in")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theModuleKeepsTheRule(String name, ArchRule rule, List<String> violated) {
        assertThat(MODULE).as("the classes were found").hasSizeGreaterThan(40);

        rule.check(MODULE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleBites(String name, ArchRule rule, List<String> violated) {
        String report =
                String.join("\n", rule.evaluate(VIOLATIONS).getFailureReport().getDetails());

        assertThat(report).contains(violated);
    }

    private static ArchRule noReachOut() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "java.net..", "io.grpc..");
    }

    private static ArchRule noTimeNoChance() {
        return noClasses().should().callCodeUnitWhere(new DescribedPredicate<>("it reads the time or throws a die") {
            @Override
            public boolean test(JavaCall<?> call) {
                return TIME_AND_CHANCE.contains(call.getTargetOwner().getName() + "." + call.getName());
            }
        });
    }

    private static ArchRule noThreads() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..");
    }

    private static ArchRule nullMarked() {
        return classes().should(new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type.getName()));
            }
        });
    }

    private static ArchRule idsInOnePlace() {
        return classes()
                .that()
                .resideOutsideOfPackage("io.reissue.names")
                .should(new ArchCondition<>("not hold the beginning of a workflow id as text") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        List<String> found = ID_PREFIXES.stream()
                                .filter(prefix -> constants(type).contains(prefix))
                                .toList();
                        events.add(new SimpleConditionEvent(type, found.isEmpty(), found + " in " + type.getName()));
                    }
                });
    }

    /** The text of a class file; string constants, and recipes of concatenations, stand in it as they are. */
    private static String constants(JavaClass type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = ArchitectureTest.class.getResourceAsStream(file)) {
            if (bytes == null) throw new IllegalStateException("no class file " + file);
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
