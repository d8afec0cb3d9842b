package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.demo.DemoFile;
import io.reissue.sandbox.demo.DemoIntake;
import io.reissue.sandbox.demo.DemoSettings;
import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.PlantedNumber;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run ctl} against the API that there is: what it sends is understood, and what it prints was said. */
class CommandLineTest {
    private static final DemoIntake INTAKE = DemoIntake.generate(
            new DemoSettings(7, 50, Scenario.BEGIN, Scenario.DAYS_BETWEEN_DATES, StandardCharsets.UTF_8));
    private static final List<PlantedNumber> PLAIN = INTAKE.manifest().of(Fate.PLAIN).stream()
            .filter(number -> number.region().equals("CN"))
            .toList();
    private static final String FILE = UUID.randomUUID().toString();

    private static Path folder = Path.of("");
    private static @Nullable Sandbox running;

    @BeforeAll
    static void aFileIsHandedInAndRead() throws Exception {
        folder = Files.createTempDirectory("reissue-command-line-");
        SandboxFolder data = new SandboxFolder(folder);
        Sandbox sandbox = Sandbox.start(data, 7, 20, Sandbox.Ports.ANY);
        running = sandbox;
        data.set("edge", sandbox.edge().toString());
        sandbox.startAll();
        DemoFile first = INTAKE.files().getFirst();
        String file = Files.write(folder.resolve(first.name()), first.bytes()).toString();
        for (int sent = 0; sent < 2; sent++)
            done("operator-a", "intake", "send", file, "--date", String.valueOf(first.fileDate()), "--id", FILE);
        sandbox.advanceTo(Scenario.BEGIN.toInstant().plus(Duration.ofHours(1)), now -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        if (running != null) running.close();
        EmbeddedPostgres.delete(new SandboxFolder(folder).database());
        SandboxFolder.delete(folder);
    }

    @Test
    void aFileThatWasSentTwiceIsReadOnceAndItsRejectionsAreFetched() {
        assertThat(done("operator-b", "intake", "show", FILE)).contains("demo.csv", "DONE");
        assertThat(done("operator-b", "intake", "rejections", FILE)).startsWith("line,column,reason\r\n");
        JsonNode cycles = said("auditor", "cycles", "list", "--file", FILE, "--limit", "200");
        assertThat(cycles.path("cycles").size())
                .isEqualTo(INTAKE.manifest().numbers().size());
    }

    @Test
    void aNumberIsFoundAndItsStoryTold() {
        String cycle = cycle(0);

        assertThat(done("operator-a", "cycles", "show", cycle)).contains("RESTING");
        assertThat(done("auditor", "cycles", "timeline", cycle)).contains("LEFT_SERVICE", "DISCLOSED");
        assertThat(done("auditor", "cycles", "platforms", cycle)).contains("outcome");
        assertThat(done("auditor", "stuck")).isEqualTo("none\n");
    }

    @Test
    void aNumberIsHeldAndLetGo() {
        String cycle = cycle(1);
        String id = UUID.randomUUID().toString();

        for (int sent = 0; sent < 2; sent++)
            assertThat(done("operator-a", "hold", cycle, "--reason", "POLICE_REQUEST", "--id", id))
                    .startsWith("accepted");
        RunForTests again = ctl("operator-b", "", "hold", cycle, "--reason", "POLICE_REQUEST");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("refused: ALREADY_HELD: lift the hold that is there");
        done("operator-b", "lift-hold", cycle, "--reason", "HOLD_ENDED");

        RunForTests stranger = ctl("auditor", "", "hold", cycle, "--reason", "POLICE_REQUEST");
        assertThat(stranger.exit()).isEqualTo(3);
    }

    @Test
    void itsFreezeIsExtendedAndShortened() {
        String cycle = cycle(2);
        Instant end = freezeEnd(cycle);
        String later = end.plus(Duration.ofDays(10)).toString();
        String between = end.plus(Duration.ofDays(5)).toString();

        done("operator-a", "extend", cycle, "--until", later, "--reason", "CUSTOMER_COMPLAINT");
        assertThat(done("policy-admin", "shorten", cycle, "--until", between, "--reason", "COMPLAINT_SETTLED"))
                .startsWith("waits for a second person");
        assertThat(done("operator-a", "cycles", "show", cycle)).contains("waiting for second:", "SHORTEN_FREEZE");
        done("approver", "shorten", cycle, "--until", between, "--reason", "COMPLAINT_SETTLED");

        assertThat(freezeEnd(cycle)).isEqualTo(between);
    }

    @Test
    void numbersGoBackAndEndOtherwise() {
        String reinstated = cycle(3);
        RunForTests back = ctl(
                "operator-a",
                PLAIN.get(3).holderReference() + "\nat the counter\n",
                "reinstate",
                reinstated,
                "--arrears-cleared",
                "--identity-confirmed",
                "--note",
                "--reason",
                "HOLDER_CAME_BACK");
        assertThat(back.exit()).as(back.err()).isZero();
        done("operator-a", "withdraw", cycle(4), "--reason", "DISCONNECTED_IN_ERROR");
        for (String who : List.of("operator-a", "operator-b"))
            done(who, "retire", cycle(5), "--reason", "PERMANENT_BAN");

        assertThat(said("operator-a", "cycles", "show", reinstated)
                        .path("state")
                        .asString())
                .startsWith("REINSTAT");
        assertThat(said("operator-a", "cycles", "show", cycle(5)).path("ending").asString())
                .isEqualTo("RETIRE");
    }

    @Test
    void whatItsPlatformsAreForIsAskedOfThemOnlyWhenTheyAreAsked() {
        String cycle = cycle(6);

        RunForTests early = ctl("operator-a", "", "ask-again", cycle, "--reason", "PLATFORM_IS_BACK");
        RunForTests waived =
                ctl("operator-a", "", "waive", cycle, "--platform", "nobody", "--reason", "PLATFORM_CANNOT");

        assertThat(early.exit()).isEqualTo(1);
        assertThat(early.err()).contains("refused: NOT_ASKED_YET: ");
        assertThat(waived.exit()).isEqualTo(1);
        assertThat(waived.err()).contains("refused: UNKNOWN_PLATFORM: ");
    }

    @Test
    void aListOfNumbersIsHeldAsItWasPreviewedAndLetGoTogether() throws Exception {
        String list = Files.writeString(
                        folder.resolve("police.csv"),
                        PLAIN.get(7).e164() + ";4711\n" + PLAIN.get(8).e164() + "\n+8613000000000\n")
                .toString();
        String id = UUID.randomUUID().toString();

        assertThat(done(
                        "operator-a",
                        "bulk",
                        "preview",
                        "hold",
                        "--list",
                        list,
                        "--reason",
                        "POLICE_REQUEST",
                        "--id",
                        id))
                .contains("bad rows unknown_number  1", "nothing has been done; to do it: bulk confirm " + id);
        assertThat(done("auditor", "bulk", "bad-rows", id)).isEqualTo("line,code\r\n3,UNKNOWN_NUMBER\r\n");
        confirmed(id);

        assertThat(said("operator-a", "cycles", "show", cycle(8)).path("held").asBoolean())
                .isTrue();
        assertThat(done("auditor", "bulk", "results", id)).contains(cycle(7) + ",ACCEPTED,");
        assertThat(done("operator-a", "bulk", "list")).contains(id, "DONE");
        assertThat(done("operator-b", "bulk", "stop", id)).contains("DONE");
        String back = UUID.randomUUID().toString();
        done("operator-a", "bulk", "preview", "lift-hold", "--of", id, "--reason", "HOLD_ENDED", "--id", back);
        confirmed(back);
        assertThat(said("operator-a", "cycles", "show", cycle(7)).path("held").asBoolean())
                .isFalse();
    }

    @Test
    void whatMovedSinceItWasPreviewedIsNotDone() {
        String id = UUID.randomUUID().toString();
        done("operator-a", "bulk", "preview", "hold", "--file", FILE, "--open", "--reason", "WRONG_FILE", "--id", id);
        String print =
                said("operator-a", "bulk", "show", id).path("fingerprint").asString();
        done("operator-b", "hold", cycle(9), "--reason", "POLICE_REQUEST");

        RunForTests late = ctl("operator-a", "", "bulk", "confirm", id, "--fingerprint", print);

        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.err()).contains("refused: SET_CHANGED: numbers joined, left or moved");
        done("operator-b", "lift-hold", cycle(9), "--reason", "HOLD_ENDED");
    }

    /** And done: the sandbox's time moves when what it set off has settled. */
    private static void confirmed(String id) throws Exception {
        JsonNode seen = said("operator-a", "bulk", "show", id);
        assertThat(seen.path("members").asInt()).isEqualTo(2);
        done(
                "operator-a",
                "bulk",
                "confirm",
                id,
                "--fingerprint",
                seen.path("fingerprint").asString());
        Sandbox sandbox = java.util.Objects.requireNonNull(running);
        sandbox.advanceTo(sandbox.clock().instant().plus(Duration.ofMinutes(1)), now -> {});
        assertThat(said("operator-a", "bulk", "show", id).path("state").asString())
                .isEqualTo("DONE");
    }

    @Test
    void aBrakeIsSetByOneAndLiftedByTwo() {
        String id = UUID.randomUUID().toString();
        done("operator-a", "brake", "set", "--scope", "JURISDICTION", "--code", "CH", "--reason", "LOOK", "--id", id);

        assertThat(done("operator-a", "brake", "list")).contains(id, "JURISDICTION", "CH");
        assertThat(done("operator-a", "brake", "lift", id, "--reason", "LOOKED"))
                .startsWith("waits");
        assertThat(done("operator-b", "brake", "lift", id, "--reason", "LOOKED"))
                .startsWith("lifted");
    }

    @Test
    void aPolicyIsDraftedWeighedApprovedAndCompared() throws Exception {
        String document = done("policy-admin", "policy", "show", "1", "--document");
        String next = Files.writeString(folder.resolve("next.json"), document.replaceFirst("2026-01-01", "2026-12-01"))
                .toString();
        String id = UUID.randomUUID().toString();

        assertThat(done("policy-admin", "policy", "draft", next, "--id", id)).startsWith("drafted");
        done("policy-admin", "policy", "draft", next, "--id", id, "--revision", "1");
        assertThat(done("auditor", "policy", "list", "--drafts")).contains(id, "policy-admin");
        assertThat(done("approver", "policy", "preview", id)).contains("resting", "pool:");
        assertThat(ctl("approver", "", "policy", "approve", id, "--revision", "1")
                        .exit())
                .as("it was changed since")
                .isEqualTo(1);
        done("approver", "policy", "approve", id, "--revision", "2");
        String version = said("auditor", "policy", "show", id).path("version").asString();

        assertThat(done("auditor", "policy", "diff", "1", version)).contains("effectiveFrom", "2026-12-01");
        assertThat(done("auditor", "policy", "list")).contains("DRAFT", "approver");
    }

    @Test
    void aPlatformIsTakenInAndNotSwitchedOnBeforeItWasReached() {
        String created = done(
                "policy-admin",
                "platform",
                "create",
                "bank-new",
                "--name-zh",
                "新银行",
                "--name-en",
                "New Bank",
                "--kind",
                "LENDER",
                "--jurisdictions",
                "CN",
                "--endpoint",
                "https://10.11.12.13/hooks");
        assertThat(created).contains("whsec_");
        assertThat(said("auditor", "platform", "show", "bank-new")
                        .path("active")
                        .asBoolean())
                .isFalse();
        done("policy-admin", "platform", "change", "bank-new", "--rate", "20", "--revision", "1");
        assertThat(ctl("policy-admin", "", "platform", "change", "bank-new", "--rate", "9", "--revision", "1")
                        .exit())
                .as("it was changed since")
                .isEqualTo(1);

        RunForTests pinged = ctl("operator-a", "", "platform", "ping", "bank-new");
        RunForTests resumed = ctl("operator-a", "", "platform", "resume", "bank-new", "--reason", "CONTRACT_SIGNED");

        assertThat(pinged.exit()).isEqualTo(1);
        assertThat(pinged.out()).contains("ADDRESS_REFUSED");
        assertThat(resumed.exit()).isEqualTo(1);
        assertThat(resumed.err()).contains("refused: NOT_REACHED: ");
        assertThat(done("auditor", "platform", "log", "bank-new", "--problems")).contains("ping", "ADDRESS_REFUSED");
        assertThat(done("auditor", "platform", "show", "bank-new"))
                .contains("20", "TO_PLATFORM")
                .doesNotContain("whsec_");
        assertThat(ctl("operator-a", "", "platform", "rotate", "bank-new", "--direction", "TO_PLATFORM")
                        .exit())
                .as("that is a policy admin's")
                .isEqualTo(3);
    }

    @Test
    void aPlatformIsReachedSuspendedAndResumedAndItsSecretReplaced() {
        String code = said("auditor", "platform", "list").get(0).path("code").asString();

        assertThat(done("operator-a", "platform", "ping", code)).contains("heard", "yes");
        done("operator-a", "platform", "suspend", code, "--reason", "MAINTENANCE");
        assertThat(said("auditor", "platform", "show", code).path("active").asBoolean())
                .isFalse();
        done("operator-a", "platform", "resume", code, "--reason", "MAINTENANCE_OVER");
        assertThat(done("policy-admin", "platform", "rotate", code, "--direction", "FROM_PLATFORM"))
                .contains("whsec_");
        JsonNode sent = said("auditor", "platform", "log", code).path("deliveries");
        assertThat(sent.valueStream().map(one -> one.path("type").asString())).contains("ping");
        RunForTests again = ctl(
                "operator-a",
                "",
                "platform",
                "resend",
                code,
                sent.get(0).path("id").asString());
        assertThat(again.err()).contains("refused: NO_BATCH: ");
        assertThat(done("auditor", "platform", "score", code)).contains("last taken");
    }

    @Test
    void whatWasDoneIsInTheAudit() {
        assertThat(done("auditor", "audit", "verify")).startsWith("intact, ");
        assertThat(done("auditor", "audit", "list", "--limit", "5")).contains("more: --after ");
    }

    @Test
    void aShellCompletesRunItself() {
        RunForTests completion = RunForTests.run("ctl", "completion");

        assertThat(completion.exit()).isZero();
        assertThat(completion.out()).contains("complete -F _complete_run ", "_picocli_run_ctl_brake_set");
    }

    /** By the number, which is written to standard input. */
    private static String cycle(int which) {
        RunForTests found = ctl("operator-a", PLAIN.get(which).e164() + "\n", "--json", "number");
        assertThat(found.exit()).as(found.err()).isZero();
        return new JsonMapper().readTree(found.out()).get(0).path("id").asString();
    }

    private static Instant freezeEnd(String cycle) {
        return Instant.parse(
                said("operator-a", "cycles", "show", cycle).path("freezeEnd").asString());
    }

    private static JsonNode said(String who, String... typed) {
        return new JsonMapper()
                .readTree(done(
                        who,
                        Stream.concat(Stream.of("--json"), Arrays.stream(typed)).toArray(String[]::new)));
    }

    private static String done(String who, String... typed) {
        RunForTests done = ctl(who, "", typed);
        assertThat(done.exit()).as("%s: %s", List.of(typed), done.err()).isZero();
        return done.out();
    }

    private static RunForTests ctl(String who, String standardInput, String... typed) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)));
        try {
            Stream<String> whom = Stream.of("ctl", "--data", folder.toString(), "--as", who);
            return RunForTests.run(Stream.concat(whom, Arrays.stream(typed)).toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }
}
