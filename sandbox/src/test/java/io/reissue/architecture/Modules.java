package io.reissue.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The modules of the build, what each may use, and their compiled classes. */
final class Modules {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PLANTED_IN = "io.reissue.architecture.violation.";

    /** Beside itself. Who is not named here has not been thought about. */
    static final Map<String, Set<String>> MAY_USE = Map.of(
            "workflows", Set.of(),
            "sandbox/postgres", Set.of(),
            "store", Set.of("workflows"),
            "activities", Set.of("workflows", "store"),
            "edge", Set.of("workflows", "store"),
            "worker", Set.of("workflows", "store", "activities", "edge"),
            "kit", Set.of(),
            "cli", Set.of(),
            "sandbox", Set.of("workflows", "store", "activities", "edge", "worker", "kit", "cli", "sandbox/postgres"));

    private Modules() {}

    /** As the root lists them. A profile's hold tests only. */
    static Set<String> ofTheBuild() {
        try {
            return Pattern.compile("<module>([^<]+)</module>")
                    .matcher(Files.readString(ROOT.resolve("pom.xml")).split("<profiles>", 2)[0])
                    .results()
                    .map((MatchResult module) -> module.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JavaClasses main() {
        return compiled("classes");
    }

    static JavaClasses mainAndTests() {
        return compiled("classes", "test-classes")
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are not planted", type -> !type.getPackageName().contains("architecture.violation")));
    }

    /** Classes that break the rules on purpose; their last package says which module they pretend to be of. */
    static JavaClasses planted() {
        return new ClassFileImporter().importPackages(PLANTED_IN.substring(0, PLANTED_IN.length() - 1));
    }

    private static JavaClasses compiled(String... folders) {
        List<Path> found = MAY_USE.keySet().stream()
                .flatMap(module -> Stream.of(folders).map(folder -> target(module, folder)))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(found);
    }

    private static Path target(String module, String folder) {
        return ROOT.resolve(module).resolve("target").resolve(folder);
    }

    /** The module whose class it is; empty: none of ours. */
    static Optional<String> of(JavaClass type) {
        if (type.getPackageName().startsWith(PLANTED_IN))
            return Optional.of(type.getPackageName().substring(PLANTED_IN.length()));
        return type.getSource().map(source -> source.getUri()).flatMap(Modules::of);
    }

    /** A folder of classes, or the jar that was made of them. */
    private static Optional<String> of(URI compiled) {
        String place = compiled.toString().replaceFirst("^(jar:)?file:/*", "/");
        return MAY_USE.keySet().stream()
                .filter(module ->
                        place.startsWith(ROOT.resolve(module, "target").toString()))
                .findFirst();
    }

    /** Every text that stands in the class's code, recipes of concatenations among them: in these, {@code \1} is what is filled in. */
    static List<String> texts(JavaClass type) {
        URI file = type.getSource().orElseThrow().getUri();
        try {
            return StreamSupport.stream(
                            ClassFile.of().parse(Path.of(file)).constantPool().spliterator(), false)
                    .filter(StringEntry.class::isInstance)
                    .map(entry -> ((StringEntry) entry).stringValue())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The migrations, without their comments. */
    static List<String> migrations() {
        try (Stream<Path> files = Files.list(ROOT.resolve("store/src/main/resources/db/migration"))) {
            return files.map(Modules::withoutComments).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String withoutComments(Path migration) {
        try {
            return Files.readString(migration).replaceAll("--.*", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
