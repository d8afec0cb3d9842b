package io.reissue.edge.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Assignments;
import io.reissue.store.inventory.Disclosures;
import io.reissue.store.inventory.Tenures;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssignmentControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = new EdgeForTests(
            AssignmentController.class,
            Assignments.class,
            new Assignments(
                    STORE.jdbc(),
                    parts.inventory(),
                    new Tenures(STORE.jdbc()),
                    new Disclosures(),
                    new FeedWriter(STORE.jdbc(), STORE.clock()),
                    new AuditLog(STORE.jdbc(), STORE.clock()),
                    STORE.transaction()));

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aCertifiedNumberIsGivenOutOnceHoweverOftenItIsSent() throws Exception {
        var cycle = scene.due(1).member(0);
        String number = parts.inventory().e164(scene.row(cycle).numberId());
        scene.finish(cycle);
        var certificate = parts.certificates().ofCycle(cycle).orElseThrow().certificateId();
        var day = LocalDate.ofInstant(STORE.clock().instant(), ZoneId.of("Asia/Shanghai"));

        assertThat(assign(number, certificate, "no-such-text", day)).isEqualTo(409);
        assertThat(assign(number, certificate, "1", day)).isEqualTo(201);
        assertThat(assign("+" + number, certificate, "1", day)).as("again").isEqualTo(200);
        assertThat(assign(number, certificate, "1", day.plusDays(1)))
                .as("otherwise")
                .isEqualTo(409);
    }

    @Test
    void aRefusalSaysWhatWouldMakeItPossible() throws Exception {
        var refused =
                edge.send("shop-a", "/v1/assignments", body("8613800000000", UUID.randomUUID(), "1", LocalDate.EPOCH));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(refused.getContentAsString())
                .contains("\"code\":\"UNKNOWN_NUMBER\"", "the number was never recycled here");
    }

    private int assign(String number, UUID certificate, String disclosure, LocalDate day) throws Exception {
        return edge.send("shop-a", "/v1/assignments", body(number, certificate, disclosure, day))
                .getStatus();
    }

    private static String body(String number, UUID certificate, String disclosure, LocalDate day) {
        return """
                {"number":"%s","certificate":"%s","disclosureVersion":"%s","startsOn":"%s"}
                """.formatted(number, certificate, disclosure, day);
    }
}
