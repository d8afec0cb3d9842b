package io.reissue.store.cohort;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.platform.OnboardingForTests.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformTerms;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.SignedRequests;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

/** How numbers are named may be agreed anew at any time; what was sent stays as it was. */
class BatchFormTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);

    @Test
    void aBatchThatMayHaveArrivedGoesOnNamingItsNumbersAsItDid() {
        var cohort = scene.sealed(2);
        var planned = planned(cohort);
        var first = prepare(planned);
        var before = body(parts.requests().unbind(first));

        agree(IdentifierForm.SM3);

        assertThat(first.form()).isEqualTo(IdentifierForm.HMAC_SHA256);
        assertThat(prepare(planned).form()).isEqualTo(IdentifierForm.HMAC_SHA256);
        assertThat(body(parts.requests().unbind(prepare(planned))))
                .as("the same content under the same id")
                .isEqualTo(before);
    }

    @Test
    void aBatchThatWasNotSentIsNamedAsAgreedWhenItIs() {
        var cohort = scene.sealed(1);
        var planned = planned(cohort);
        agree(IdentifierForm.SM3);

        assertThat(body(parts.requests().unbind(prepare(planned)))).contains("\"identifier\":\"SM3\"");
    }

    @Test
    void aRestoreNamesTheNumberAsItsBatchDid() {
        var cohort = scene.sealed(1);
        prepare(planned(cohort));
        agree(IdentifierForm.E164);
        var cycle = cohort.member(0);
        scene.command(cycle, CommandKind.WITHDRAW);

        var owed = parts.restorations().begin(cycle, scene.run(cycle).runId(), scene.platform(REQUIRED));

        assertThat(owed).hasSize(1);
        assertThat(body(parts.requests().restore(owed.getFirst())))
                .contains("\"identifier\":\"HMAC_SHA256\"")
                .doesNotContain("86138");
    }

    @Test
    void theDatabaseItselfKnowsTheFormOfWhateverWasSent() {
        prepare(planned(scene.sealed(1)));

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc()
                        .sql("update batch set identifier_form = null where first_sent_at is not null")
                        .update());
    }

    private void agree(IdentifierForm form) {
        var onboarding = OnboardingForTests.over(STORE, platform -> {
            throw new AssertionError("nobody is pinged");
        });
        var present = onboarding.find(REQUIRED).orElseThrow();
        var terms = present.terms();
        taken(onboarding
                .change(
                        REQUIRED,
                        present.revision(),
                        new PlatformTerms(
                                terms.nameZh(),
                                terms.nameEn(),
                                terms.kind(),
                                terms.jurisdictions(),
                                terms.delivery(),
                                terms.endpoint(),
                                form,
                                terms.batchLimit(),
                                terms.ratePerSecond(),
                                terms.statusPushes()),
                        true,
                        "policy-a")
                .orElseThrow());
    }

    private UUID planned(Scene.Sealed cohort) {
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        return parts.cohorts()
                .toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number())
                .getFirst();
    }

    private Sendable prepare(UUID batch) {
        return parts.batches().prepare(batch).orElseThrow();
    }

    private String body(OutgoingBatch batch) {
        var platform = registry.byCode(REQUIRED).orElseThrow();
        return new String(
                new SignedRequests(registry, STORE.clock()).of(platform, batch).body(), StandardCharsets.UTF_8);
    }
}
