package io.reissue.edge.console;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformPagesTest {
    private static final String PLATFORMS = "/console/platforms";
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]{44}");

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final Map<String, String> form = new HashMap<>();

    @BeforeEach
    void termsAsAFormSendsThem() {
        form.put("code", "bank-new");
        form.put("nameZh", "新银行");
        form.put("nameEn", "New Bank");
        form.put("kind", "LENDER");
        form.put("jurisdictions", "CN US");
        form.put("delivery", "PUSH");
        form.put("endpoint", "https://bank.example/hooks");
        form.put("identifierForm", "HMAC_SHA256");
        form.put("batchLimit", "500");
        form.put("ratePerSecond", "20");
    }

    @AfterEach
    void close() {
        console.close();
        store.close();
    }

    @Test
    void aPlatformIsTakenInAndItsSecretsAreOnThatOnePage() throws Exception {
        String page = console.formAgain("policy-a", PLATFORMS, form);

        var secrets = SECRET.matcher(page).results().map(match -> match.group()).toList();
        assertThat(secrets).hasSize(2).doesNotHaveDuplicates();
        assertThat(page).contains("not shown again", "Key of identifiers");
        assertThat(registry.byCode("bank-new").orElseThrow().active()).isFalse();
        for (var next : new String[] {PLATFORMS + "/bank-new", PLATFORMS + "/bank-new/edit", PLATFORMS})
            assertThat(console.page("policy-a", next, "en"))
                    .doesNotContain(secrets)
                    .doesNotContain("whsec_");
        assertThat(console.page(PLATFORMS + "/bank-new", "zh")).contains("新银行", "尚未可达，未启用", "共享密钥的 HMAC-SHA256");

        assertThat(console.sendForm("policy-a", PLATFORMS + "/bank-new/ping", Map.of()))
                .contains("ADDRESS_REFUSED", "did not take the ping, after 9 ms");
        assertThat(console.sendForm(
                        "operator-a", PLATFORMS + "/bank-new/resume", Map.of("reasonCode", "CONTRACT_SIGNED")))
                .contains("NOT_REACHED", "has to be reached first");
    }

    @Test
    void whatWasMistypedStaysAndARiskHasToBeTicked() throws Exception {
        form.put("ratePerSecond", "many");
        assertThat(console.formAgain("policy-a", PLATFORMS, form))
                .contains("This cannot be read: Requests a second", "value=\"many\"");
        form.put("ratePerSecond", "20");
        form.put("identifierForm", "E164");
        assertThat(console.formAgain("policy-a", PLATFORMS, form))
                .contains("FORM_NOT_ACKNOWLEDGED", "value=\"https://bank.example/hooks\"");
        form.put("enumerableAcknowledged", "on");

        console.formAgain("policy-a", PLATFORMS, form);

        assertThat(registry.byCode("bank-new").orElseThrow().form()).isEqualTo(IdentifierForm.E164);
        assertThat(console.page(PLATFORMS + "/bank-new", "en")).contains("policy-a answers for it");
    }

    @Test
    void whoChangesWhatSomebodyElseHasChangedSeesItAndOverwritesNothing() throws Exception {
        console.formAgain("policy-a", PLATFORMS, form);
        form.put("revision", "1");
        form.put("batchLimit", "100");
        assertThat(console.sendForm("policy-a", PLATFORMS + "/bank-new", form)).contains("What is agreed is changed");

        form.put("batchLimit", "300");
        String stale = console.formAgain("policy-b", PLATFORMS + "/bank-new", form);

        assertThat(stale).contains("Somebody changed it meanwhile", "100 items", "value=\"300\"", "value=\"2\"");
        assertThat(registry.byCode("bank-new").orElseThrow().batchLimit()).isEqualTo(100);
    }

    @Test
    void aSecretIsReplacedAndShownAndBothAreSeenToLive() throws Exception {
        String page = console.formAgain(
                "policy-a", PLATFORMS + "/" + REQUIRED + "/secrets", Map.of("direction", "TO_PLATFORM", "days", "2"));

        assertThat(page).containsPattern(SECRET);
        assertThat(registry.secretsTo(scene.platform(REQUIRED))).hasSize(2);
        assertThat(console.page(PLATFORMS + "/" + REQUIRED, "en"))
                .contains(" until ")
                .doesNotContain("whsec_");
        assertThat(console.sendForm(
                        "policy-a",
                        PLATFORMS + "/" + REQUIRED + "/secrets",
                        Map.of("direction", "TO_PLATFORM", "days", "31")))
                .contains("OVERLAP");
    }

    @Test
    void aPlatformIsSwitchedOffAndOnWithAReason() throws Exception {
        var why = Map.of("reasonCode", "MAINTENANCE");
        assertThat(console.sendForm("operator-a", PLATFORMS + "/" + REQUIRED + "/suspend", why))
                .contains("It is switched off", "Reached, and switched off", "/resume");
        assertThat(console.sendForm("operator-a", PLATFORMS + "/" + REQUIRED + "/resume", why))
                .contains("It is switched on");
        assertThat(registry.byId(scene.platform(REQUIRED)).active()).isTrue();
    }

    @Test
    void theLogShowsWhatWentOutAndWhatMayNotGoAgain() throws Exception {
        UUID batch = scene.asked(1).batch(REQUIRED);
        PlatformsForTests.deliveries(store)
                .note(
                        scene.platform(REQUIRED),
                        new Exchanged(
                                Direction.TO_PLATFORM,
                                "unbind.requested",
                                batch.toString(),
                                batch,
                                1,
                                345,
                                scene.now(),
                                Duration.ofMillis(70),
                                null,
                                "TIMEOUT",
                                null));
        String log = PLATFORMS + "/" + REQUIRED + "/deliveries";

        String page = console.page(log, "en");
        assertThat(page).contains("unbind.requested", batch.toString(), "TIMEOUT", "345", "Send again");
        assertThat(console.page(log + "?problems=true", "zh")).contains("TIMEOUT", "重发");

        var resend = Pattern.compile("action=\"([^\"]+/resend)\"").matcher(page);
        assertThat(resend.find()).isTrue();
        assertThat(console.sendForm("operator-a", resend.group(1), Map.of())).contains("NOT_AS_IT_WAS", "has expired");
    }
}
