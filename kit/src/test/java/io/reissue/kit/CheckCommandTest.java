package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {
    private static final String KEY = "a2V5IG9mIHRoZSB0ZXN0cw==";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysInALineForEachCheckThatItHeld() throws Exception {
        try (PartnerForTests partner = new PartnerForTests(Clock.systemUTC(), Set.of())) {
            assertThat(check(partner, "--identifier-key", KEY)).isZero();
        }

        assertThat(out.toString().lines()).anyMatch(line -> line.matches("held +signature-forged +A request .*"));
        assertThat(out.toString())
                .contains(Check.ofEndpoint().size() + " checks: ")
                .contains(" 0 broken");
    }

    @Test
    void showsOfABrokenCheckWhatWasSentWhatCameAndWhatTheProtocolSays() throws Exception {
        Path junit = folder.resolve("kit.xml");
        try (PartnerForTests partner = new PartnerForTests(Clock.systemUTC(), Set.of(Habit.KNOWS_ALL_FIELDS))) {
            assertThat(check(partner, "--identifier-key", KEY, "--junit", junit.toString()))
                    .isEqualTo(1);
        }

        assertThat(out.toString())
                .contains(
                        "BROKEN    unknown-fields",
                        "it was not accepted",
                        "webhook-signature: v1,",
                        "\"schemaVersion\"")
                .contains("HTTP 400", "the protocol says (We ask)");
        assertThat(out.toString()).as("a secret is not shown").doesNotContain("whsec_");
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests"))
                .isEqualTo(String.valueOf(Check.ofEndpoint().size()));
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(String.valueOf(suite.getElementsByTagName("skipped").getLength()))
                .isEqualTo(suite.getAttribute("skipped"));
    }

    @Test
    void saysTheSameAsJson() throws Exception {
        try (PartnerForTests partner = new PartnerForTests(Clock.systemUTC(), Set.of(Habit.KNOWS_NO_PING))) {
            assertThat(check(partner, "--identifier-key", KEY, "--json")).isEqualTo(1);
        }

        JsonNode report = Carrier.JSON.readTree(out.toString());
        assertThat(report.path("broken").asInt()).isEqualTo(1);
        assertThat(Answer.elements(report.path("checks")))
                .filteredOn(check -> Answer.text(check, "verdict").equals("broken"))
                .singleElement()
                .satisfies(ping -> assertThat(Answer.text(ping, "id")).isEqualTo("ping"))
                .satisfies(ping -> assertThat(Answer.text(ping, "came")).isEqualTo("HTTP 404"));
    }

    @Test
    void endsWithTwoWhereItIsUsedWronglyOrNobodyAnswers() throws Exception {
        Path numbers = folder.resolve("numbers.json");
        Files.writeString(numbers, "[{\"number\":\"+999\",\"accounts\":[]}]");
        try (PartnerForTests partner = new PartnerForTests(Clock.systemUTC(), Set.of())) {
            assertThat(check(partner)).isEqualTo(2);
            assertThat(check(partner, "--identifier-key", "%")).isEqualTo(2);
            assertThat(check(partner, "--identifier-key", KEY, "--numbers", numbers.toString()))
                    .isEqualTo(2);
            assertThat(check(partner, "--identifier-key", KEY, "--batch-limit", "0"))
                    .isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("needs --identifier-key", "--identifier-key is base64", "--numbers: ", "--batch-limit");
        PartnerForTests gone = new PartnerForTests(Clock.systemUTC(), Set.of());
        gone.close();
        assertThat(check(gone, "--identifier-key", KEY)).isEqualTo(2);
        assertThat(err.toString()).contains("nobody answers at");
    }

    private int check(PartnerForTests partner, String... more) {
        String[] always = {"check", "--endpoint", partner.endpoint().toString(), "--secret", PartnerForTests.SECRET};
        return new CommandLine(new KitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
    }
}
