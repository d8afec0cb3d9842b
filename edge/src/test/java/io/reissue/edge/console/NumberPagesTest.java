package io.reissue.edge.console;

import static io.reissue.store.Scene.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NumberPagesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aTypedNumberLeadsToItsLatestCycleAndStandsInNoAddress() throws Exception {
        UUID cycle = scene.resting();
        String e164 = parts.inventory().e164(scene.row(cycle).numberId());

        String page = console.sendForm("operator-a", "/console/numbers", Map.of("number", "+" + e164));

        assertThat(page).contains(cycle.toString(), "Resting", "•••").doesNotContain(e164);
        assertThat(console.sendForm("operator-a", "/console/numbers", Map.of("number", "+86 139 0000 0000")))
                .contains("No such number");
        assertThat(console.sendForm("operator-a", "/console/numbers", Map.of("number", "what?")))
                .contains("No such number");
    }

    @Test
    void theWholeNumberIsShownOnRequestAndTheAuditKnowsToWhom() throws Exception {
        UUID cycle = scene.resting();
        String e164 = parts.inventory().e164(scene.row(cycle).numberId());
        assertThat(console.page("/console/cycles/" + cycle, "en")).doesNotContain(e164);

        assertThat(console.formAgain("operator-a", "/console/cycles/" + cycle + "/number", Map.of()))
                .contains("+" + e164);

        assertThat(STORE.jdbc()
                        .sql("select actor from audit_entry where action = 'number.shown' and subject = :cycle")
                        .param("cycle", cycle.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("operator-a");
    }

    @Test
    void thePageWithTheWholeNumberLeadsInTheOtherLanguageToOneThatCanBeRead() throws Exception {
        String path = "/console/cycles/" + scene.resting();

        String page = console.formAgain("operator-a", path + "/number", Map.of());

        assertThat(page).contains("href=\"" + path + "?lang=zh\"");
        assertThat(console.read(path + "?lang=zh").getStatus()).isEqualTo(200);
    }

    @Test
    void whatIsInCommonFindsMany() throws Exception {
        UUID resting = scene.resting();

        assertThat(console.page("/console/numbers?state=RESTING&jurisdiction=CN&province=&held=", "en"))
                .contains(resting.toString());
        assertThat(console.page("/console/numbers?held=true&jurisdiction=KR", "zh"))
                .contains("没有符合条件的号码")
                .doesNotContain(resting.toString());
    }

    @Test
    void aNumberSaysWhyItIsStuckWhatItsPlatformsSaidAndWhatHappened() throws Exception {
        var asked = scene.asked(1);
        UUID cycle = asked.member(0);
        STORE.jdbc()
                .sql("update cycle set stuck_reason = 'REQUIRED_SILENT', stuck_since = disclosed_at where id = :id")
                .param("id", cycle)
                .update();

        String page = console.page("/console/cycles/" + cycle, "en");

        assertThat(page)
                .contains("A required platform is silent", "https://wiki.example/runbook#required-silent")
                .contains("Taken in", "Sealed into a cohort", "No answer")
                .contains("http://127.0.0.1:8233/namespaces/reissue/workflows/recycle." + cycle);
        assertThat(console.page("/console/cycles/" + cycle, "zh"))
                .contains("必答平台未答复")
                .doesNotContain("??");
    }

    @Test
    void aCommandSentTwiceCountsOnceAndOneThatTakesTwoWaitsForAnotherPerson() throws Exception {
        UUID cycle = scene.asked(1).member(0);
        String path = "/console/cycles/" + cycle + "/commands";
        Map<String, String> hold = form("HOLD");
        assertThat(console.sendForm("operator-a", path, hold)).contains("Accepted", "On hold");
        assertThat(console.sendForm("operator-a", path, hold)).contains("Accepted");
        assertThat(console.sendForm("operator-a", path, form("HOLD"))).contains("ALREADY_HELD");

        Map<String, String> waive = form("WAIVE");
        waive.put("platform", Scene.REQUIRED);
        assertThat(console.sendForm("operator-a", path, waive)).contains("Waits for a second person");
        waive.put("id", UUID.randomUUID().toString());
        assertThat(console.sendForm("operator-a", path, waive)).contains("SAME_PRINCIPAL");
        waive.put("id", UUID.randomUUID().toString());
        assertThat(console.sendForm("operator-b", path, waive)).contains("Accepted", "Waived");
    }

    @Test
    void aNumberThatIsNotDisclosedYetHasItsPageAndRefusesACommandByName() throws Exception {
        String path = "/console/cycles/" + scene.accepted();

        assertThat(console.page(path, "en")).contains("Taken in").doesNotContain("??");
        assertThat(console.page(path, "zh")).doesNotContain("??");
        assertThat(console.sendForm("operator-a", path + "/commands", form("HOLD")))
                .contains("NOT_DISCLOSED");
    }

    @Test
    void aRefusedShorteningSaysWhatWouldMakeItPossible() throws Exception {
        UUID cycle = scene.resting();
        var row = scene.row(cycle);
        var end = Objects.requireNonNull(row.freezeEnd());
        scene.command(input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", end.plus(Duration.ofDays(60)), null));
        STORE.clock().set(end.minus(Duration.ofDays(20)));
        Map<String, String> shorten = form("SHORTEN_FREEZE");
        shorten.put("until", end.atZone(row.zone()).toLocalDate().toString());

        assertThat(console.sendForm("policy-a", "/console/cycles/" + cycle + "/commands", shorten))
                .contains("LEAD_TOO_SHORT", "leave the policy&#39;s lead");
    }

    @Test
    void aShorteningThatWaitsSaysWhichEndItsSecondPersonHasToName() throws Exception {
        UUID cycle = scene.resting();
        var row = scene.row(cycle);
        var end = Objects.requireNonNull(row.freezeEnd());
        scene.command(input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", end.plus(Duration.ofDays(60)), null));
        String path = "/console/cycles/" + cycle;
        Map<String, String> shorten = form("SHORTEN_FREEZE");
        String lastDay = end.atZone(row.zone()).toLocalDate().plusDays(9).toString();
        shorten.put("until", lastDay);

        assertThat(console.sendForm("policy-a", path + "/commands", shorten))
                .contains("Its last day is " + lastDay + ": name the same.");
        scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "policy-b", end.plusSeconds(1), null));
        assertThat(console.page(path, "en")).contains("It ends at " + end.plusSeconds(1) + ",");
        shorten.put("id", UUID.randomUUID().toString());
        assertThat(console.sendForm("policy-b", path + "/commands", shorten))
                .contains("Accepted: the effect is written");
    }

    @Test
    void aPolicyAdminIsOfferedAShorterFreezeAndNeitherTheNumberNorAnOperatorsCommands() throws Exception {
        UUID cycle = scene.resting();
        String path = "/console/cycles/" + cycle;

        assertThat(console.page("policy-a", path, "en"))
                .contains("Shorten the freeze")
                .doesNotContain("Show the whole number", "Lift the hold");
        assertThat(console.page(path, "en")).contains("Lift the hold").doesNotContain("Shorten the freeze");
        assertThat(console.page("auditor-a", path, "en")).doesNotContain("Do it", "Show the whole number");
    }

    @Test
    void aNoteIsNotOnThePageEvenAsAScript() throws Exception {
        UUID cycle = scene.resting();
        Map<String, String> hold = form("HOLD");
        hold.put("note", "<script>alert(1)</script>");

        assertThat(console.sendForm("operator-a", "/console/cycles/" + cycle + "/commands", hold))
                .contains("Accepted")
                .doesNotContain("<script>alert", "&lt;script");
    }

    @Test
    void aCycleThatIsNotThereIsNotFound() throws Exception {
        assertThat(console.read("/console/cycles/" + UUID.randomUUID()).getStatus())
                .isEqualTo(404);
    }

    private static Map<String, String> form(String kind) {
        Map<String, String> form = new HashMap<>();
        form.put("id", UUID.randomUUID().toString());
        form.put("kind", kind);
        form.put("reasonCode", "POLICE_REQUEST");
        form.put("until", "");
        form.put("platform", "");
        return form;
    }
}
