package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.Sandbox.Ports;
import io.reissue.sandbox.demo.DemoIntake;
import io.reissue.sandbox.platforms.Binding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What this was begun for, as the people concerned see it at the platforms' own doors. One number goes from its old holder to a new one;
 * at another one a bank still has an account that was bound while nobody held the number.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ScenariosTest {
    private static final String NUMBER = "+8613900001234";
    private static final String BLOCKED = "+821024681357";
    private static final Instant DISCONNECTED = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant ACTIVATED = Instant.parse("2020-05-05T00:00:00Z");
    /** The end of 130 days behind the day of disconnection, in Seoul. */
    private static final Instant CAP = Instant.parse("2026-07-09T15:00:00Z");

    private static final Instant RELEASED_BY = Instant.parse("2026-07-05T00:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init")
    private CarrierApi api;

    @SuppressWarnings("NullAway.Init")
    private Person person;

    @SuppressWarnings("NullAway.Init")
    private Met before;

    @SuppressWarnings("NullAway.Init")
    private Met assignedTo;

    @SuppressWarnings("NullAway.Init")
    private JsonNode dayBeforeTheCap;

    @SuppressWarnings("NullAway.Init")
    private JsonNode dayBehindTheCap;

    @SuppressWarnings("NullAway.Init")
    private Reply assignedUnacknowledged;

    @SuppressWarnings("NullAway.Init")
    private Reply assignedBlocked;

    @SuppressWarnings("NullAway.Init")
    private Reply assigned;

    private List<Integer> waived = List.of();

    /** What somebody meets who has the number in his hand. */
    private record Met(boolean registers, boolean contact, boolean labelled, List<String> opened) {}

    @BeforeAll
    void oneNumberIsReissuedAndOneIsBlocked(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(new SandboxFolder(folder), 7, 24, Ports.ANY);
        api = new CarrierApi(sandbox.edge(), sandbox.folder());
        person = new Person(sandbox.platforms().base());
        sandbox.startAll();
        sandbox.platforms()
                .seed(List.of(
                        account("railbook", NUMBER, ACTIVATED),
                        account("loan", NUMBER, ACTIVATED),
                        account("callertag", NUMBER, ACTIVATED),
                        account("pay", NUMBER, ACTIVATED),
                        account("bank", BLOCKED, DISCONNECTED.plus(Duration.ofHours(8)))));
        before = meets("early");
        handIn();

        advanceTo(RELEASED_BY);
        assignedUnacknowledged = assign(NUMBER, "unread");
        assigned = assign(NUMBER, "1");
        // on the day on which he gets it, not some time later
        assignedTo = meets("new-holder");

        advanceTo(CAP.minus(Duration.ofDays(1)));
        dayBeforeTheCap = cycle(BLOCKED);
        assignedBlocked = assign(BLOCKED, "1");

        advanceTo(CAP.plus(Duration.ofDays(1)));
        dayBehindTheCap = cycle(BLOCKED);
        waived = List.of(waive(Login.OPERATOR_A), waive(Login.OPERATOR_B));
        advanceTo(CAP.plus(Duration.ofDays(2)));
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void theNewHolderRegistersAtTheRailwayBookingSiteWhereTheNumberWasBound() {
        assertThat(before.registers()).as("before").isFalse();

        assertThat(assignedTo.registers()).isTrue();
        assertThat(person.signsIn("railbook", NUMBER)).as("to this day").containsExactly("new-holder");
    }

    @Test
    void theLenderNoLongerHasTheNewHolderOnItsContactList() {
        assertThat(before.contact()).as("before").isTrue();

        assertThat(assignedTo.contact()).isFalse();
    }

    @Test
    void theLabelOfThePreviousLifeIsGone() {
        assertThat(before.labelled()).as("before").isTrue();

        assertThat(assignedTo.labelled()).isFalse();
    }

    @Test
    void anSmsCodeOpensNoAccountOfThePreviousHolder() {
        assertThat(before.opened()).as("before").containsExactly("pay-old");

        assertThat(assignedTo.opened()).isEmpty();
    }

    @Test
    void aNumberWithAnImportantServiceStillBoundStaysFrozenToTheCapAndOnlyThenIsPurged() {
        assertThat(dayBeforeTheCap.path("state").asString()).isEqualTo("RESTING");
        assertThat(Instant.parse(dayBeforeTheCap.path("freezeEnd").asString())).isEqualTo(CAP);
        assertThat(assignedBlocked.body().path("title").asString()).isEqualTo("UNKNOWN_CERTIFICATE");
        assertThat(dayBehindTheCap.path("state").asString()).isEqualTo("RESTING");
        assertThat(dayBehindTheCap.path("stuck").asString()).isEqualTo("CAP_REACHED");

        assertThat(waived)
                .as("202: waits for a second person; 200: that is him")
                .containsExactly(202, 200);
        JsonNode waivedByTwo = cycle(BLOCKED);
        assertThat(waivedByTwo.path("state").asString()).isEqualTo("RELEASED");
        assertThat(waivedByTwo.path("certificate").isString()).isTrue();
        assertThat(person.signsIn("bank", BLOCKED)).as("what nobody may touch").containsExactly("bank-old");
    }

    @Test
    void theContractSaysThatTheNumberWasRecycledAndTheCustomerHasConfirmedIt() {
        assertThat(assignedUnacknowledged.status()).isEqualTo(409);
        assertThat(assignedUnacknowledged.body().path("title").asString()).isEqualTo("DISCLOSURE_NOT_ACKNOWLEDGED");

        assertThat(assigned.status()).isEqualTo(201);
        assertThat(sandbox.bean(JdbcClient.class)
                        .sql("select disclosure_version from tenure where certificate_id = :certificate::uuid")
                        .param(
                                "certificate",
                                assigned.body().path("certificate").asString())
                        .query(String.class)
                        .list())
                .containsExactly("1");
    }

    /** @param name of the account that he tries to register */
    private Met meets(String name) {
        return new Met(
                person.registers("railbook", NUMBER, name),
                person.isContact("loan", NUMBER),
                person.isLabelled("callertag", NUMBER),
                person.signsIn("pay", NUMBER));
    }

    private static Binding account(String platform, String number, Instant boundOn) {
        return new Binding(platform, number.substring(1), platform + "-old", boundOn, 1);
    }

    private void handIn() {
        String rows = String.join(",", DemoIntake.COLUMNS) + "\r\n"
                + NUMBER + ",2026-03-01T10:00:00+08:00,CANCELLED,2020-05-01,RESIDENTIAL,,H-1,leaving@example.com,,\r\n"
                + BLOCKED + ",2026-03-01T11:00:00+09:00,CANCELLED,2020-05-01,RESIDENTIAL,,H-2,gone@example.com,,\r\n";
        Reply taken = api.upload(
                Login.OPERATOR_A,
                "/v1/intake-files?name=two.csv&fileDate=2026-03-02",
                rows.getBytes(StandardCharsets.UTF_8));
        assertThat(taken.status()).isEqualTo(202);
    }

    private void advanceTo(Instant when) throws InterruptedException {
        sandbox.advanceTo(when, now -> {});
    }

    private JsonNode cycle(String number) {
        JsonNode found = api.post(Login.OPERATOR_A, "/v1/cycles/search", Map.of("number", number))
                .body();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** As the shop would: with the certificate that there is, if there is one. */
    private Reply assign(String number, String disclosure) {
        String certificate = cycle(number).path("certificate").asString("00000000-0000-7000-8000-000000000000");
        return api.post(
                Login.SHOP,
                "/v1/assignments",
                Map.of(
                        "number", number,
                        "certificate", certificate,
                        "disclosureVersion", disclosure,
                        "startsOn", "2026-07-06"));
    }

    /** What the API says to somebody who waives the bank. */
    private int waive(Login login) {
        Map<String, String> waive = Map.of("kind", "WAIVE", "reasonCode", "CAP_REACHED", "platform", "bank");
        String cycle = cycle(BLOCKED).path("id").asString();
        return api.post(login, "/v1/cycles/" + cycle + "/commands", waive).status();
    }
}
