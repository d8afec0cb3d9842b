package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.LineType;
import io.reissue.policy.Scope;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.PolicyRows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyPagesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final String DRAFTS = "/console/policies/drafts";

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);
    private final PolicyRows rows = PoliciesForTests.rows(STORE);
    private final UUID id = UUID.randomUUID();
    private final Map<String, String> form = new HashMap<>();

    @BeforeEach
    void aDraftAsAFormSendsIt() {
        LocalDate soon =
                LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai")).plusDays(500);
        form.put("id", id.toString());
        form.put("jurisdiction", "CN");
        form.put("effectiveFrom", soon.toString());
        form.put("freezeDays", "180");
        form.put("askLeadDays", "45");
        form.put("slotDays", "1");
        form.put("spread", "PT1S");
        form.put("stageWorkingDays", "5 5 5");
        form.put("identity", Scene.IDENTITY);
        form.put("required", Scene.REQUIRED);
        form.put("extensionStepDays", "30");
        form.put("capDays", "365");
        form.put("patience", "P14D");
        form.put("reclaimDays", "90");
        form.put("asking", "COHORT");
        form.put("askAgainAfter", "P3D P7D");
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aPolicyAdminProposesSeesTheEffectAndAnotherPersonApproves() throws Exception {
        scene.resting();
        int version = rows.versions().getFirst().version();
        assertThat(console.page("/console/policies", "zh")).contains("冷冻策略", "系统配置");
        assertThat(console.page("/console/policies/" + version, "en")).contains("Propose a change");
        assertThat(console.page(DRAFTS + "/new?from=" + version, "en")).contains("name=\"freezeDays\"");

        String written = console.sendForm("policy-a", DRAFTS, form);
        assertThat(written).contains("The draft is written", "What it would do", "Another person approves it");

        Map<String, String> seen = Map.of("revision", "1");
        assertThat(console.sendForm("policy-a", DRAFTS + "/" + id + "/approval", seen))
                .contains("SAME_PRINCIPAL");
        assertThat(rows.draft(id).orElseThrow().version()).isNull();
        assertThat(console.sendForm("approver-a", DRAFTS + "/" + id + "/approval", seen))
                .contains("Approved.");
        Integer approved = rows.draft(id).orElseThrow().version();
        assertThat(console.page("/console/policies/" + approved, "en")).contains("Changes since version", "freezeDays");
    }

    @Test
    void aRuleForOneReasonIsProposedListedUnderItsScopeAndProposedToEnd() throws Exception {
        int version = rows.versions().getFirst().version();
        assertThat(console.page(DRAFTS + "/new?from=" + version, "en"))
                .contains("<option value=\"RESIDENTIAL\">Residential</option>", "name=\"province\"");
        form.put("province", "");
        form.put("lineType", "BUSINESS");
        form.put("reason", "ARREARS_TERMINATED");
        assertThat(console.sendForm("policy-a", DRAFTS, form))
                .contains("<span>Business</span>", "<span>Terminated for arrears</span>");
        console.sendForm("approver-a", DRAFTS + "/" + id + "/approval", Map.of("revision", "1"));
        Integer approved = rows.draft(id).orElseThrow().version();

        assertThat(console.page("/console/policies", "zh"))
                .contains("<h2><span>CN</span> · <span>企业</span> · <span>欠费销号</span></h2>", "<h2><span>CN</span></h2>");
        assertThat(console.page("/console/policies/" + approved, "en"))
                .contains("Propose its end", "Changes since version", "lineType")
                .doesNotContain("The first policy");
        assertThat(console.page("/console/policies/" + version, "en")).doesNotContain("Propose its end");
        assertThat(console.page(DRAFTS + "/new?from=" + approved + "&ends=true", "en"))
                .contains(
                        "value=\"true\" checked=\"checked\"",
                        "<option value=\"BUSINESS\" selected=\"selected\">Business</option>");
        UUID end = UUID.randomUUID();
        form.put("id", end.toString());
        form.put("ends", "true");
        form.put(
                "effectiveFrom",
                LocalDate.parse(form.get("effectiveFrom")).plusDays(1).toString());
        assertThat(console.sendForm("policy-a", DRAFTS, form))
                .contains("these numbers have no rule of their own")
                .doesNotContain("The whole policy");
        assertThat(rows.draft(end).orElseThrow().document().ends()).isTrue();
    }

    @Test
    void aProvinceThatNoNumberWasTakenInFromIsRefusedAndStaysInTheForm() throws Exception {
        form.put("province", "Atlantis");

        assertThat(console.formAgain("policy-a", DRAFTS, form))
                .contains("UNKNOWN_PROVINCE", "<option value=\"Atlantis\" selected=\"selected\">Atlantis</option>");
        assertThat(rows.draft(id)).isEmpty();
    }

    @Test
    void aNumbersPageSaysWhichRuleItFollowsAndWhy() throws Exception {
        UUID cycle = scene.resting();
        String page = "/console/cycles/" + cycle;
        assertThat(console.page(page, "en"))
                .contains("Rule followed", "because no more specific rule covers this number");

        int whole = Objects.requireNonNull(scene.row(cycle).policyVersion());
        var today = LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai"));
        int business = parts.policies()
                .put(PoliciesForTests.document("CN", today, 150, 45)
                        .within(new Scope("CN", null, LineType.RESIDENTIAL, null)));
        assertThat(console.page(page, "en"))
                .contains("numbers like it now follow version", ">" + business + "</a>")
                .doesNotContain("no more specific");

        UUID later = scene.resting();
        assertThat(console.page("/console/cycles/" + later, "zh"))
                .contains("<span>CN</span> · <span>个人</span>", "它最具体；其次为版本", ">" + whole + "</a>");
    }

    @Test
    void aFreezeBelowTheLawIsRefusedByNameAndWhatWasTypedStays() throws Exception {
        form.put("freezeDays", "60");

        String page = console.formAgain("policy-a", DRAFTS, form);

        assertThat(page).contains("BELOW_FLOOR", "value=\"60\"", "href=\"/console/policies?lang=zh\"");
        assertThat(rows.draft(id)).isEmpty();
    }

    @Test
    void aFieldThatCannotBeReadIsNamed() throws Exception {
        form.put("patience", "a fortnight");

        assertThat(console.formAgain("policy-a", DRAFTS, form))
                .contains("This cannot be read: Patience", "value=\"a fortnight\"");
        assertThat(rows.draft(id)).isEmpty();
    }

    @Test
    void anApprovalOfWhatIsNoLongerSoSaysThatNothingWasApproved() throws Exception {
        console.sendForm("policy-a", DRAFTS, form);
        form.remove("id");
        form.put("revision", "1");
        form.put("freezeDays", "200");
        console.sendForm("policy-a", DRAFTS + "/" + id, form);

        assertThat(console.sendForm("approver-a", DRAFTS + "/" + id + "/approval", Map.of("revision", "1")))
                .contains("Nothing was approved; this is how it is now")
                .doesNotContain("between it and yours");
    }

    @Test
    void aStaleFormIsShownAndOverwritesNothing() throws Exception {
        console.sendForm("policy-a", DRAFTS, form);
        form.remove("id");
        form.put("revision", "1");
        form.put("freezeDays", "200");
        console.sendForm("policy-a", DRAFTS + "/" + id, form);

        form.put("freezeDays", "150");
        String page = console.formAgain("policy-a", DRAFTS + "/" + id, form);

        assertThat(page).contains("href=\"" + DRAFTS + "/" + id + "?lang=zh\"");
        assertThat(page).contains("Somebody changed this draft", "<del>200</del>", "<ins>150</ins>", "value=\"2\"");
        assertThat(rows.draft(id).orElseThrow().document().freezeDays()).isEqualTo(200);
    }
}
