package io.reissue.store.platform;

import static io.reissue.store.platform.OnboardingForTests.ENDPOINT;
import static io.reissue.store.platform.OnboardingForTests.audited;
import static io.reissue.store.platform.OnboardingForTests.called;
import static io.reissue.store.platform.OnboardingForTests.fetching;
import static io.reissue.store.platform.OnboardingForTests.named;
import static io.reissue.store.platform.OnboardingForTests.taken;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.store.StoreForTests;
import io.reissue.store.platform.Onboarding.Checked;
import io.reissue.store.platform.Onboarding.Decision;
import io.reissue.store.platform.PlatformPing.Pinged;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

class OnboardingTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final Duration WEEK = Duration.ofDays(7);

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);
    private final Queue<@Nullable Runnable> meanwhile = new ArrayDeque<>();
    private @Nullable String problem;
    private final Onboarding onboarding = OnboardingForTests.over(STORE, platform -> {
        if (!meanwhile.isEmpty()) requireNonNull(meanwhile.poll()).run();
        return new Pinged(problem == null ? 204 : null, problem, Duration.ofMillis(12));
    });

    @Test
    void aNewPlatformIsAskedNothingBeforeItWasReachedAndSwitchedOn() {
        var created = create("newcomer", called(ENDPOINT)).platform();
        assertThat(created.platform().active()).isFalse();
        assertThat(refusal(resume("newcomer"))).isEqualTo(PlatformRefusal.NOT_REACHED);

        problem = "TIMEOUT";
        assertThat(onboarding.ping("newcomer", "policy-a")).isPresent();
        assertThat(refusal(resume("newcomer"))).isEqualTo(PlatformRefusal.NOT_REACHED);

        problem = null;
        onboarding.ping("newcomer", "policy-a");
        assertThat(find("newcomer").reachable()).isTrue();
        assertThat(find("newcomer").platform().active())
                .as("reached, not switched on")
                .isFalse();
        assertThat(taken(resume("newcomer")).platform().platform().active()).isTrue();

        assertThat(audited(STORE, "newcomer"))
                .containsExactly(
                        "policy-a platform.created {\"form\": \"HMAC_SHA256\", \"delivery\": \"PUSH\"}",
                        "policy-a platform.pinged {\"result\": \"TIMEOUT\"}",
                        "policy-a platform.pinged {\"result\": \"HEARD\"}",
                        "operator-a platform.resumed {\"reason\": \"CHECKED\"}");
    }

    @Test
    void theDatabaseItselfSwitchesNobodyOnWhoWasNotReached() {
        create("unreached", called(ENDPOINT));

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc()
                        .sql("update platform set active = true where code = 'unreached'")
                        .update());
    }

    @Test
    void aFormThatGivesNumbersAwayHasToBeAcknowledgedBySomebody() {
        for (var form : List.of(IdentifierForm.SHA256, IdentifierForm.SM3, IdentifierForm.E164)) {
            assertThat(refusal(onboarding.create("open-form", named(form), false, "policy-a")))
                    .isEqualTo(PlatformRefusal.FORM_NOT_ACKNOWLEDGED);
        }
        var created = taken(onboarding.create("open-form", named(IdentifierForm.SM3), true, "policy-a"));
        assertThat(created.platform().formAcknowledgedBy()).isEqualTo("policy-a");
        assertThat(requireNonNull(created.shown()).identifierKey())
                .as("nothing is keyed")
                .isNull();

        assertThat(change("open-form", named(IdentifierForm.SM3)))
                .as("what was acknowledged stays so")
                .isInstanceOf(Decision.Taken.class);
        assertThat(refusal(change("open-form", named(IdentifierForm.E164))))
                .as("another risk is another acknowledgement")
                .isEqualTo(PlatformRefusal.FORM_NOT_ACKNOWLEDGED);
        var keyed = taken(change("open-form", named(IdentifierForm.HMAC_SHA256)));
        assertThat(keyed.platform().formAcknowledgedBy()).isNull();
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc()
                        .sql("update platform set identifier_form = 'E164' where code = 'open-form'")
                        .update());
    }

    @Test
    void whoGoesToAKeyedFormGetsAKeyAndKeepsItForGood() {
        taken(onboarding.create("gets-a-key", named(IdentifierForm.SHA256), true, "policy-a"));
        int id = find("gets-a-key").platform().id();

        var keyed = requireNonNull(
                taken(change("gets-a-key", named(IdentifierForm.HMAC_SHA256))).shown());
        assertThat(registry.identifierKey(id)).isEqualTo(Base64.getDecoder().decode(keyed.identifierKey()));
        taken(onboarding
                .change("gets-a-key", 2, named(IdentifierForm.SHA256), true, "policy-a")
                .orElseThrow());
        assertThat(registry.identifierKey(id)).as("for what was sent under it").isNotEmpty();
        assertThat(taken(change("gets-a-key", named(IdentifierForm.HMAC_SHA256)))
                        .shown())
                .as("no second key")
                .isNull();
    }

    @Test
    void secretsAreMadeHereAndSignAtOnce() {
        var shown = requireNonNull(create("secretive", called(ENDPOINT)).shown());
        int id = find("secretive").platform().id();

        assertThat(registry.secretsTo(id)).containsExactly(shown.toPlatform());
        assertThat(registry.secretsFrom(id)).containsExactly(shown.fromPlatform());
        assertThat(shown.toPlatform()).startsWith("whsec_").isNotEqualTo(shown.fromPlatform());
        assertThat(shown).hasToString("ShownOnce");
    }

    @Test
    void aRotationLetsBothLiveUntilTheOldOneEnds() {
        var old = requireNonNull(create("rotating", called(ENDPOINT)).shown());
        int id = find("rotating").platform().id();

        var rotated = taken(rotate("rotating", Direction.TO_PLATFORM, WEEK));
        var next = requireNonNull(rotated.shown());
        assertThat(next.fromPlatform()).isNull();
        assertThat(registry.secretsTo(id)).containsExactly(next.toPlatform(), old.toPlatform());
        assertThat(registry.secretsFrom(id)).as("the other way stays").containsExactly(old.fromPlatform());
        assertThat(rotated.platform().secrets())
                .extracting(SecretLife::direction, SecretLife::until)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Direction.TO_PLATFORM, null),
                        org.assertj.core.groups.Tuple.tuple(
                                Direction.TO_PLATFORM, STORE.clock().instant().plus(WEEK)));

        STORE.clock().advance(WEEK.minusMillis(1));
        assertThat(registry.secretsTo(id)).hasSize(2);
        STORE.clock().advance(Duration.ofMillis(1));
        assertThat(registry.secretsTo(id)).containsExactly(next.toPlatform());
    }

    @Test
    void aSecretThatGotOutEndsAtOnce() {
        create("leaky", called(ENDPOINT));
        int id = find("leaky").platform().id();
        rotate("leaky", Direction.FROM_PLATFORM, WEEK);
        rotate("leaky", Direction.FROM_PLATFORM, WEEK);
        assertThat(registry.secretsFrom(id)).hasSize(3);
        assertThat(refusal(rotate("leaky", Direction.FROM_PLATFORM, WEEK))).isEqualTo(PlatformRefusal.TOO_MANY_SECRETS);

        var last = requireNonNull(
                taken(rotate("leaky", Direction.FROM_PLATFORM, Duration.ZERO)).shown());

        assertThat(registry.secretsFrom(id)).containsExactly(last.fromPlatform());
        assertThat(refusal(rotate(
                        "leaky", Direction.FROM_PLATFORM, Duration.ofDays(30).plusMillis(1))))
                .isEqualTo(PlatformRefusal.OVERLAP);
        taken(rotate("leaky", Direction.FROM_PLATFORM, Duration.ofDays(30)));
    }

    @Test
    void theDatabaseItselfKeepsOneSecretOfADirectionWithoutAnEnd() {
        create("one-present", called(ENDPOINT));

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc().sql("""
                                insert into platform_secret (platform_id, direction, sealed, valid_from)
                                select platform_id, direction, sealed, valid_from from platform_secret
                                where platform_id = (select id from platform where code = 'one-present')
                                """).update());
    }

    @Test
    void whoSawAnotherRevisionChangesNothing() {
        create("contested", called(ENDPOINT));
        var limited = new PlatformTerms(
                "平台",
                "Platform",
                Platform.Kind.LENDER,
                java.util.Set.of("CN", "US"),
                Delivery.PUSH,
                ENDPOINT,
                IdentifierForm.HMAC_SHA256,
                20,
                5,
                true);
        assertThat(taken(change("contested", limited)).platform().revision()).isEqualTo(2);

        var stale = onboarding.change("contested", 1, called(ENDPOINT), false, "policy-b");

        assertThat(stale)
                .containsInstanceOf(Decision.Stale.class)
                .map(decision -> ((Decision.Stale) decision).present().terms())
                .contains(limited);
        assertThat(find("contested").terms()).isEqualTo(limited);
        assertThat(taken(change("contested", limited)).platform().revision())
                .as("the same again is no change")
                .isEqualTo(2);
        assertThat(audited(STORE, "contested"))
                .contains(
                        "policy-a platform.changed {\"changed\": \"batchLimit,jurisdictions,kind,ratePerSecond,statusPushes\"}");
        assertThat(onboarding.change("nobody", 1, limited, false, "policy-b")).isEmpty();
    }

    @Test
    void whoMovesHasToBeReachedAndSwitchedOnAnew() {
        live("moves");
        taken(change("moves", called(URI.create("https://elsewhere.example/hooks"))));

        assertThat(registry.byCode("moves").orElseThrow().active()).isFalse();
        assertThat(refusal(resume("moves"))).isEqualTo(PlatformRefusal.NOT_REACHED);
        onboarding.ping("moves", "policy-a");
        taken(resume("moves"));
    }

    @Test
    void aPingOfTheOldEndpointSaysNothingOfTheNewOne() {
        create("raced", called(ENDPOINT));
        meanwhile.add(() -> change("raced", called(URI.create("https://elsewhere.example/hooks"))));

        onboarding.ping("raced", "policy-a");

        assertThat(find("raced").reachable()).isFalse();
    }

    @Test
    void aPlatformThatFetchesIsReachedByItsOwnRequest() {
        create("fetches", fetching());
        assertThat(onboarding.ping("fetches", "policy-a")).contains(new Checked.Refused(PlatformRefusal.FETCHES));
        assertThat(refusal(resume("fetches"))).isEqualTo(PlatformRefusal.NOT_REACHED);

        registry.cameForward(find("fetches").platform().id());
        registry.cameForward(find("fetches").platform().id());

        taken(resume("fetches"));
        assertThat(audited(STORE, "fetches"))
                .filteredOn(entry -> entry.contains("reached"))
                .containsExactly("reissue platform.reached {}");
        create("is-called", called(ENDPOINT));
        registry.cameForward(find("is-called").platform().id());
        assertThat(find("is-called").reachable())
                .as("one that is called may sign and not hear")
                .isFalse();
    }

    @Test
    void whoSaidThatItIsGoneIsReachedAnew() {
        live("gone");
        int id = find("gone").platform().id();

        registry.deactivate(id);
        registry.deactivate(id);

        assertThat(refusal(resume("gone"))).isEqualTo(PlatformRefusal.NOT_REACHED);
        assertThat(audited(STORE, "gone"))
                .filteredOn(entry -> entry.contains("gone"))
                .hasSize(1);
    }

    @Test
    void whoWasSuspendedIsResumedAsItWasUnlessItHearsUsNoMore() {
        live("rests");
        problem = "HTTP_503";
        onboarding.ping("rests", "operator-a");
        assertThat(find("rests").platform().active())
                .as("a ping switches nobody off")
                .isTrue();
        assertThat(refusal(onboarding.suspend("rests", "no words", "operator-a").orElseThrow()))
                .isEqualTo(PlatformRefusal.REASON_MISSING);
        taken(onboarding.suspend("rests", "MAINTENANCE", "operator-a").orElseThrow());
        taken(resume("rests"));
        taken(onboarding.suspend("rests", "MAINTENANCE", "operator-a").orElseThrow());
        onboarding.ping("rests", "operator-a");

        assertThat(refusal(resume("rests"))).isEqualTo(PlatformRefusal.NOT_REACHED);
    }

    @Test
    void aCodeIsTakenOnce() {
        create("taken", called(ENDPOINT));
        int id = find("taken").platform().id();
        var before = registry.secretsTo(id);

        assertThat(refusal(onboarding.create("taken", called(ENDPOINT), false, "policy-b")))
                .isEqualTo(PlatformRefusal.CODE_TAKEN);
        assertThat(registry.secretsTo(id)).isEqualTo(before);
    }

    private void live(String code) {
        create(code, called(ENDPOINT));
        onboarding.ping(code, "policy-a");
        taken(resume(code));
    }

    private Decision.Taken create(String code, PlatformTerms terms) {
        return taken(onboarding.create(code, terms, false, "policy-a"));
    }

    private Onboarded find(String code) {
        return onboarding.find(code).orElseThrow();
    }

    private Decision change(String code, PlatformTerms terms) {
        return onboarding
                .change(code, find(code).revision(), terms, false, "policy-a")
                .orElseThrow();
    }

    private Decision rotate(String code, Direction direction, Duration overlap) {
        return onboarding.rotate(code, direction, overlap, "policy-a").orElseThrow();
    }

    private Decision resume(String code) {
        return onboarding.resume(code, "CHECKED", "operator-a").orElseThrow();
    }

    private static PlatformRefusal refusal(Decision decision) {
        if (decision instanceof Decision.Refused refused) return refused.reason();
        throw new AssertionError(decision);
    }
}
