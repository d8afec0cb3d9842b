package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.Ending;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BulkPagesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final Pattern CONFIRMATION =
            Pattern.compile("action=\"(/console/bulk/([0-9a-f-]{36}))/confirmation\"");
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]{64})\"");

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final ConsoleForTests console = new ConsoleForTests(parts);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void allNumbersOfAFileAreWithdrawnFromItsPage() throws Exception {
        UUID cycle = scene.resting();
        UUID file = scene.row(cycle).intakeFileId();
        assertThat(console.page("/console/bulk/new?file=" + file, "en")).contains("1 number that has not ended");

        String preview = console.sendForm("operator-a", "/console/bulk", form("WITHDRAW", "file", file.toString()));

        assertThat(preview)
                .contains("Nothing has been done", "Withdraw: disconnected in error: 1 number<", "Do it: 1 number<")
                .doesNotContain("every 2s");
        assertThat(scene.row(cycle).state().undoing()).isFalse();
        String running = confirm("operator-a", preview);
        assertThat(running).contains("Under way", "0 of 1 asked", "hx-trigger=\"every 2s\"", "Stop: the rest");
        console.takeAll(UUID.fromString(found(CONFIRMATION, preview, 2)));
        String done = console.page(found(CONFIRMATION, preview, 1), "en");
        assertThat(done).contains("1 of 1 asked", "results.csv").doesNotContain("every 2s", "Stop: the rest");
        assertThat(console.page(found(CONFIRMATION, preview, 1), "zh"))
                .contains("已处理 1 / 1")
                .doesNotContain("??");
        assertThat(scene.row(cycle).state().undoing()).isTrue();
    }

    @Test
    void aListIsHandedInAndItsRowsThatSelectNothingAreShownBeforeAnythingIsDone() throws Exception {
        UUID cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());
        Map<String, String> form = form("HOLD", "countryCode", "86");

        String preview = console.sendList(
                "operator-a", form, (number.substring(2) + "\n13999999999\n").getBytes(StandardCharsets.UTF_8));

        assertThat(preview)
                .contains("Rows that select nothing", "UNKNOWN_NUMBER", "Never taken in", "Do it: 1 number<")
                .doesNotContain(number, "13999999999");
        assertThat(console.page(found(CONFIRMATION, preview, 1), "zh"))
                .contains("从未接收过该号码")
                .doesNotContain("??");
        assertThat(console.sendList("operator-a", form, new byte[] {(byte) 0xff}))
                .as("sent twice, it makes one")
                .contains(found(CONFIRMATION, preview, 1));
        assertThat(console.sendList("operator-a", form("HOLD"), new byte[] {(byte) 0xff}))
                .contains("NOT_UTF8", "save the list as UTF-8");
    }

    @Test
    void aConfirmationThatIsStaleIsToldAndDoesNothing() throws Exception {
        UUID cycle = scene.resting();
        String preview = console.sendForm(
                "operator-a",
                "/console/bulk",
                form("WITHDRAW", "file", scene.row(cycle).intakeFileId().toString()));
        scene.command(cycle, io.reissue.recycle.CommandKind.HOLD);

        assertThat(confirm("operator-a", preview)).contains("SET_CHANGED", "make another");
        assertThat(scene.row(cycle).state().undoing()).isFalse();
    }

    @Test
    void anotherPersonIsShownAPreviewWithoutItsButtonAndMaySecondWhatWasDone() throws Exception {
        UUID cycle = scene.resting();
        String preview = console.sendForm(
                "operator-a",
                "/console/bulk",
                form("RETIRE", "file", scene.row(cycle).intakeFileId().toString()));
        String path = found(CONFIRMATION, preview, 1);
        UUID first = UUID.fromString(found(CONFIRMATION, preview, 2));
        assertThat(console.page("operator-b", path, "en"))
                .contains("who has seen the preview confirms it")
                .doesNotContain("Do it:");
        confirm("operator-a", preview);
        console.takeAll(first);

        assertThat(console.page("operator-a", path, "en")).doesNotContain("as the second person");
        assertThat(console.page("operator-b", path, "en")).contains("as the second person");
        String second = console.sendForm("operator-b", "/console/bulk", form("RETIRE", "of", first.toString()));
        confirm("operator-b", second);
        console.takeAll(UUID.fromString(found(CONFIRMATION, second, 2)));

        assertThat(scene.row(cycle).ending()).isEqualTo(Ending.RETIRE);
    }

    @Test
    void pagesOfManyNumbersLeadHereAndAnAuditorOnlyReads() throws Exception {
        UUID cycle = scene.resting();
        String file = scene.row(cycle).intakeFileId().toString();

        assertThat(console.page("/console/numbers?state=RESTING", "en"))
                .contains("/console/bulk/new?state=RESTING", "Ask something of all of these");
        assertThat(console.page("/console/numbers", "en")).doesNotContain("/console/bulk/new");
        assertThat(console.page("auditor-a", "/console/bulk", "en")).doesNotContain("Preview</button>");
        assertThat(console.page("auditor-a", "/console/bulk/new?file=" + file, "en"))
                .doesNotContain("<form method=\"post\" class=\"sheet\"");
        assertThat(console.page("policy-a", "/console/bulk", "zh"))
                .contains("缩短冷冻期", "批量")
                .doesNotContain("??");
        assertThat(console.page("/console/bulk/new", "en"))
                .contains("0 numbers")
                .doesNotContain("class=\"sheet\"");
        assertThat(console.read("/console/bulk/" + UUID.randomUUID()).getStatus())
                .isEqualTo(404);
    }

    private String confirm(String who, String preview) throws Exception {
        return console.sendForm(
                who,
                found(CONFIRMATION, preview, 1) + "/confirmation",
                Map.of("fingerprint", found(FINGERPRINT, preview, 1)));
    }

    private static String found(Pattern pattern, String page, int group) {
        var matcher = pattern.matcher(page);
        if (!matcher.find()) throw new AssertionError(page);
        return matcher.group(group);
    }

    private static Map<String, String> form(String kind, String... more) {
        Map<String, String> form = new HashMap<>();
        form.put("id", UUID.randomUUID().toString());
        form.put("kind", kind);
        form.put("reasonCode", "CASE");
        form.put("until", "");
        form.put("platform", "");
        for (int n = 0; n < more.length; n += 2) form.put(more[n], more[n + 1]);
        return form;
    }
}
