package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reissue.store.StoreForTests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPlatformRegistryTest {
    private static final URI ENDPOINT = URI.create("https://platform.example/hooks");
    private static final String NEW_TO = secret("the-next-one-to-the-platform");
    private static final String NEW_FROM = secret("the-next-one-from-platform");

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);

    @Test
    void aPlatformIsKeptAsItsContractSays() {
        var platform = registry.register(new PlatformContract(
                "labelbook",
                "标记",
                "Labels",
                Platform.Kind.LABEL,
                Set.of("CN", "HK"),
                Delivery.PUSH,
                ENDPOINT,
                IdentifierForm.SM3,
                null,
                50,
                7,
                ContractsForTests.TO,
                ContractsForTests.FROM,
                false));

        assertThat(platform)
                .isEqualTo(new Platform(
                        platform.id(),
                        "labelbook",
                        "标记",
                        "Labels",
                        Platform.Kind.LABEL,
                        Set.of("CN", "HK"),
                        Delivery.PUSH,
                        ENDPOINT,
                        IdentifierForm.SM3,
                        50,
                        7,
                        true));
        assertThat(registry.byId(platform.id())).isEqualTo(platform);
        assertThat(registry.byCode("labelbook")).contains(platform);
        assertThatIllegalStateException().isThrownBy(() -> registry.identifierKey(platform.id()));
    }

    @Test
    void whatWasNeverRegisteredIsNotThere() {
        assertThat(registry.byCode("nobody")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> registry.byId(4711));
    }

    @Test
    void aPlatformThatIsSwitchedOffIsAskedAgainOnlyAfterItIsRegisteredAgain() {
        var contract = ContractsForTests.keyed("comesback", ENDPOINT);
        int id = registry.register(contract).id();

        registry.deactivate(id);
        assertThat(registry.byId(id).active()).isFalse();
        assertThat(registry.all()).extracting(Platform::code).contains("comesback");

        assertThat(registry.register(contract).active()).isTrue();
        assertThat(registry.secretsTo(id)).as("the same secret is no rotation").containsExactly(ContractsForTests.TO);
    }

    @Test
    void whileASecretRotatesBothAreLiveAndThenTheNewOneAlone() {
        int id = registry.register(ContractsForTests.keyed("rotates", ENDPOINT)).id();
        registry.register(ContractsForTests.keyed("rotates", ENDPOINT, 100, NEW_TO, NEW_FROM));

        assertThat(registry.secretsTo(id)).containsExactly(NEW_TO, ContractsForTests.TO);
        assertThat(registry.secretsFrom(id)).containsExactly(NEW_FROM, ContractsForTests.FROM);

        STORE.clock().advance(PlatformRegistry.ROTATION.minusSeconds(1));
        assertThat(registry.secretsFrom(id)).hasSize(2);
        STORE.clock().advance(Duration.ofSeconds(1));
        assertThat(registry.secretsTo(id)).containsExactly(NEW_TO);
        assertThat(registry.secretsFrom(id)).containsExactly(NEW_FROM);
    }

    @Test
    void secretsLieSealedAndOpenOnlyWhereTheyBelong() {
        int one = registry.register(ContractsForTests.keyed("sealed-one", ENDPOINT))
                .id();
        int two = registry.register(ContractsForTests.keyed("sealed-two", ENDPOINT))
                .id();
        assertThat(registry.identifierKey(one)).isEqualTo(Base64.getDecoder().decode(ContractsForTests.KEY));
        var rows = STORE.jdbc()
                .sql("select sealed from platform_secret where platform_id = :id")
                .param("id", one)
                .query((row, _) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                .list();
        assertThat(rows).hasSize(2).noneMatch(row -> row.contains("platform"));

        STORE.jdbc().sql("""
                        update platform_secret set sealed = (select sealed from platform_secret other
                            where other.platform_id = :one and other.direction = platform_secret.direction)
                        where platform_id = :two
                        """).param("one", one).param("two", two).update();

        assertThatIllegalStateException().isThrownBy(() -> registry.secretsTo(two));
    }

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
