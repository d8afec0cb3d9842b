package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

class AnswerCommandTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Terms TERMS = new Terms(
            URI.create(""),
            new Secret(PartnerForTests.SECRET),
            Identifier.SHA256,
            "",
            1_000,
            Duration.ofSeconds(5),
            Duration.ZERO);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private CarrierEdge edge;
    private Carrier carrier;

    @BeforeEach
    void open() throws Exception {
        edge = new CarrierEdge(new Secret(PartnerForTests.CALLBACK_SECRET), 0, TERMS, CLOCK);
        carrier = new Carrier(TERMS, edge.shelf(), Optional.of(edge), CLOCK, new Numbers(List.of()));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void fetchesWhatIsOpenSaysReceivedAndAnswersByItsRules() {
        Carrier.Batch batch = batch(11);
        Delivery asked = offered(Carrier.UNBIND, batch);

        assertThat(answer("--say", "3=REFUSED,OTHER", "--say", "%10=UNBOUND", "--once"))
                .isZero();

        assertThat(edge.shelf().isTaken(asked)).isTrue();
        assertThat(edge.wronglySigned()).isEmpty();
        assertThat(told(batch))
                .containsExactly(
                        "{\"part\":1,\"of\":1,\"remainder\":\"NOT_BOUND\",\"results\":[{\"ref\":\"0\",\"outcome\":\"UNBOUND\"},"
                                + "{\"ref\":\"3\",\"outcome\":\"REFUSED\",\"reason\":\"OTHER\"},{\"ref\":\"10\",\"outcome\":\"UNBOUND\"}]}");
        assertThat(out.toString())
                .contains(batch.id() + ": received (HTTP 204)")
                .contains("unbind.requested " + batch.id() + ": 11 items, 3 listed: HTTP 202");
    }

    @Test
    void anAnswerInPartsHasOneRemainderAndEachResultOnce() {
        Carrier.Batch batch = batch(3);
        offered(Carrier.UNBIND, batch);

        assertThat(answer("--say", "*=UNBOUND", "--parts", "2", "--remainder", "NONE", "--once"))
                .isZero();

        assertThat(told(batch))
                .containsExactly(
                        "{\"part\":1,\"of\":2,\"results\":[{\"ref\":\"0\",\"outcome\":\"UNBOUND\"},{\"ref\":\"2\",\"outcome\":\"UNBOUND\"}]}",
                        "{\"part\":2,\"of\":2,\"results\":[{\"ref\":\"1\",\"outcome\":\"UNBOUND\"}]}");
    }

    @Test
    void restoresWhatItHasSaidToBeUnboundAndNothingElse() {
        Carrier.Batch batch = batch(2);
        offered(Carrier.UNBIND, batch);
        for (String ref : batch.refs())
            edge.shelf().offer(Delivery.of(carrier.message(Carrier.RESTORE, batch, List.of(ref))));

        assertThat(answer("--say", "1=UNBOUND", "--once")).isZero();

        assertThat(told(batch).subList(1, 3))
                .containsExactly(
                        "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"0\",\"outcome\":\"NOTHING_TO_RESTORE\"}]}",
                        "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"1\",\"outcome\":\"RESTORED\"}]}");
    }

    @Test
    void aRestoreThatCameFirstWins() {
        Carrier.Batch batch = batch(1);
        edge.shelf().offer(Delivery.of(carrier.message(Carrier.RESTORE, batch)));
        offered(Carrier.UNBIND, batch);

        assertThat(answer("--say", "*=UNBOUND", "--remainder", "NONE", "--once"))
                .isZero();

        assertThat(told(batch).getLast()).isEqualTo("{\"part\":1,\"of\":1,\"results\":[]}");
    }

    @Test
    void leavesAloneWhatIsForgedGoneOrExpiredAndGoesOnBehindIt() {
        Delivery forged = Delivery.of(carrier.message(Carrier.UNBIND, batch(1))).signed(Delivery.Signing.FORGED);
        edge.shelf().offer(forged);
        edge.shelf().offerGone(Delivery.of(carrier.message(Carrier.UNBIND, batch(1))));
        Carrier.Batch expired = batch(1).expiring(CLOCK.instant().minusSeconds(1));
        offered(Carrier.UNBIND, expired);
        Carrier.Batch last = batch(1);
        offered(Carrier.UNBIND, last);

        assertThat(answer("--carrier-secret", PartnerForTests.SECRET, "--say", "*=UNBOUND", "--once"))
                .isZero();

        assertThat(edge.shelf().isTaken(forged)).isFalse();
        assertThat(told(expired)).isEmpty();
        assertThat(told(last)).hasSize(1);
        assertThat(out.toString())
                .contains("left alone, webhook-signature does not fit the body")
                .contains("gone (HTTP 410)");
    }

    @Test
    void aSilentOneSaysReceivedAndNothingElse() {
        Carrier.Batch batch = batch(1);
        Delivery asked = offered(Carrier.UNBIND, batch);

        assertThat(answer("--silent", "--once")).isZero();

        assertThat(edge.shelf().isTaken(asked)).isTrue();
        assertThat(told(batch)).isEmpty();
    }

    @Test
    void readsTheFeedFromWhereItWasAndNamesNoNumber() {
        edge.feed()
                .publish("number.purged", List.of("9990000000001", "9990000000002", "9990000000003", "9990000000004"));

        assertThat(answer("--feed", "--after", "7", "--once")).isZero();

        assertThat(out.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.matches("event (14|21|28): number.purged, \\d{4}-\\d{2}-\\d{2}"));
        assertThat(edge.feed().reads().getLast().after()).isEqualTo("28");
    }

    @Test
    void endsWithTwoWhereItIsUsedWronglyOrNobodyAnswers() {
        assertThat(answer("--say", "7=DELETED", "--once")).isEqualTo(2);
        assertThat(answer("--remainder", "UNBOUND", "--once")).isEqualTo(2);
        assertThat(answer("--parts", "0", "--once")).isEqualTo(2);
        assertThat(answer("--after", "x", "--once")).isEqualTo(2);
        assertThat(err.toString()).contains("--say 7=DELETED: ", "--remainder is", "--parts is", "--after is");
        edge.close();
        assertThat(answer("--once")).isEqualTo(2);
        assertThat(err.toString()).contains("nobody answers at " + edge.base());
    }

    private Carrier.Batch batch(int items) {
        return carrier.batch(carrier.now(), carrier.numbers().unknown(items));
    }

    private Delivery offered(String type, Carrier.Batch batch) {
        ObjectNode message = carrier.message(type, batch);
        Delivery delivery = Delivery.of(message);
        edge.shelf().offer(delivery);
        return delivery;
    }

    private List<String> told(Carrier.Batch batch) {
        return edge.behind(batch.id(), 0).stream().map(CarrierEdge.Posted::body).toList();
    }

    private int answer(String... more) {
        String[] always = {
            "answer", "--carrier", edge.base(), "--partner", "bank-one", "--secret", PartnerForTests.CALLBACK_SECRET
        };
        return new CommandLine(new KitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
    }
}
