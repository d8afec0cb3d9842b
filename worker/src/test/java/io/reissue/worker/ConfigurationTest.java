package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.relay.Reconcile;
import io.reissue.relay.Reconcile.Pace;
import io.reissue.store.Backup;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.certificate.NotRepurged;
import io.reissue.store.cycle.Repurge;
import io.reissue.store.cycle.Repurge.Findings;
import io.reissue.store.feed.Sequencer;
import io.reissue.worker.ReissueSettings.Principal;
import io.reissue.worker.Surroundings.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What is missing is said in one line, before anything starts. */
class ConfigurationTest {
    private static final List<String> SECRET = List.of("secret", "password", "token", "keys");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reissue.keys | (missing) | reissue.keys is needed: the folder of the key ring",
                "reissue.roles | '' | reissue.roles is needed: WORKER, EDGE, or both",
                "reissue.proof.issuer | (missing) | reissue.proof.issuer is needed: who issues certificates",
                "reissue.principals[0].token-sha256 | (missing) | reissue.principals[].token-sha256 is needed: the SHA-256 of the token in lower-case hex",
                "reissue.principals[0].token-sha256 | the-token-itself | reissue.principals[].token-sha256 is needed: the SHA-256 of the token in lower-case hex",
                "reissue.principals[0].name | Reissue | reissue.principals[].name is needed: another one: so the system itself is called",
                "reissue.principals[0].name | (missing) | reissue.principals[].name is needed: as which it stands in the audit",
                "reissue.oidc.issuer | http://issuer.example | reissue.oidc.issuer is needed: an https address",
                "reissue.oidc.issuer | https://issuer.example | reissue.oidc.client-id is needed: as which the issuer knows the console",
                "spring.datasource.password | (missing) | spring.datasource: FATAL: password authentication failed",
                "spring.datasource.url | jdbc:postgresql://127.0.0.1:1/nowhere | spring.datasource: Connection to 127.0.0.1:1 refused",
            })
    void withoutItNothingStarts(String property, String value, String line) {
        try (Surroundings around = new Surroundings()) {
            assertRefused(() -> around.start(Map.of(property, value)), line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "who@carrier.example", "+8613800000001", "王", "tab\there"})
    void aPrincipalWhoseActsTheAuditWouldRefuseIsRefusedAtTheStart(String name) {
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> new Principal(name, "0".repeat(64), Set.of("OPERATOR")))
                .withMessageStartingWith("reissue.principals[].name is needed: a code");
    }

    @Test
    void aPrincipalIsNamedByACode() {
        assertThat(new Principal("operator-a.shop_7", "0".repeat(64), Set.of("OPERATOR")).name())
                .isEqualTo("operator-a.shop_7");
    }

    @Test
    void withoutSomebodyWhoReachesHoldersNothingStarts() {
        try (Surroundings around = new Surroundings()) {
            assertRefused(
                    () -> around.startWithoutPost(Map.of()),
                    "reissue.notices.endpoint and .secret are needed: the service that reaches a holder");
            assertRefused(
                    () -> around.startWithoutPost(Map.of("reissue.notices.endpoint", "https://post.example/")),
                    "reissue.notices.secret is needed: what notices are signed with");
            assertRefused(
                    () -> around.startWithoutPost(
                            Map.of("reissue.notices.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                    "reissue.notices.endpoint is needed: the service that reaches a holder");
        }
    }

    @Test
    void withOtherKeysThanThoseOfTheDatabaseNothingStarts(@TempDir Path other) {
        try (StoreForTests store = new StoreForTests();
                Surroundings around = new Surroundings(store.database(), store.keyFolder())) {
            Scene.begin(new StoreParts(store)).accepted();

            assertRefused(
                    () -> around.start(Map.of("reissue.keys", other.toString())),
                    "reissue.keys: " + other + " holds other keys than those that this database is sealed with");
        }
    }

    @Test
    void onADatabaseThatHasForgottenAPurgeNothingStartsUntilItIsPurgedAgain() {
        try (StoreForTests store = new StoreForTests();
                Surroundings around = new Surroundings(store.database(), store.keyFolder())) {
            StoreParts parts = new StoreParts(store);
            Scene scene = Scene.begin(parts);
            UUID cycle = scene.cleared(1).member(0);
            Backup backup = Backup.of(store);
            new Sequencer(store.jdbc(), store.transaction()).number();
            scene.toFreezeEnd(cycle);
            scene.resume(cycle);
            backup.restore();

            for (String role : List.of("WORKER", "EDGE", "WORKER,EDGE")) {
                assertRefused(
                        () -> around.start(Map.of("reissue.roles", role)),
                        "NOT_REPURGED: the database is older than certificates that were issued from it; ./run repurge first");
            }
            try (Application recovery = around.start(Map.of("reissue.roles", "RECOVERY", "server.port", "-1"))) {
                Pace pace = Pace.fromTheBeginning(1);
                assertThatExceptionOfType(NotRepurged.class)
                        .isThrownBy(() -> recovery.part(Reconcile.class).start(pace));

                assertThat(recovery.part(Repurge.class).shred()).isEqualTo(new Findings(true, 1, 0, 0));

                assertThat(recovery.part(Reconcile.class).look(pace).numbers().wanted())
                        .isZero();
            }
            try (Application worker = around.start(Map.of("reissue.roles", "WORKER"))) {
                assertThat(worker.part(Workers.class).isRunning()).isTrue();
            }
        }
    }

    private static void assertRefused(Runnable start, String line) {
        assertThatExceptionOfType(Refused.class).isThrownBy(start::run).satisfies(refused -> {
            assertThat(refused.log())
                    .contains("APPLICATION FAILED TO START")
                    .contains("\\n" + line)
                    .doesNotContain("stack_trace");
        });
    }

    @Test
    void aSecretHasNoDefault() throws IOException {
        List<RecordComponent> secrets = components(ReissueSettings.class)
                .filter(component -> SECRET.stream()
                        .anyMatch(word -> component
                                .getName()
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains(word)))
                .toList();
        assertThat(secrets).extracting(RecordComponent::getName).contains("keys", "secret", "tokenSha256");
        assertThat(secrets)
                .noneMatch(component -> component.isAnnotationPresent(DefaultValue.class)
                        || component.getAccessor().isAnnotationPresent(DefaultValue.class));
        try (InputStream defaults = ReissueApplication.class.getResourceAsStream("/application.yaml")) {
            assertThat(defaults).isNotNull();
            assertThat(new String(defaults.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .filteredOn(entry -> SECRET.stream().anyMatch(entry::contains))
                    .allMatch(entry -> entry.matches(".*: \\$\\{[a-z.]+}"), "refers to what is configured elsewhere");
        }
    }

    private static Stream<RecordComponent> components(Class<?> settings) {
        return Stream.concat(
                Arrays.stream(settings.getRecordComponents()),
                Arrays.stream(settings.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .flatMap(nested -> Arrays.stream(nested.getRecordComponents())));
    }
}
