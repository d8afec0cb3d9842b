package io.reissue.edge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.feed.Sequencer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProofControllerTest {
    @RegisterExtension
    final StoreForTests store = new StoreForTests();

    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = new EdgeForTests(ProofController.class, context -> {
        context.registerBean(Certificates.class, parts::certificates);
        context.registerBean(AuditChain.class, () -> new AuditChain(store.jdbc(), store.transactionManager()));
    });

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aCertificateIsReadAsItWasSigned() throws Exception {
        var cycle = scene.due(1).member(0);
        scene.finish(cycle);
        var issued = parts.certificates().ofCycle(cycle).orElseThrow();

        for (String who : List.of("shop-a", "auditor-a", "operator-a"))
            assertThat(edge.read(who, "/v1/certificates/" + issued.certificateId())
                            .getContentAsString())
                    .isEqualTo(issued.jws());
    }

    @Test
    void theChainIsIntactUntilSomebodyChangesAnEntry() throws Exception {
        scene.resting();
        new Sequencer(store.jdbc(), store.transaction()).number();
        assertThat(edge.read("auditor-a", "/v1/audit/verification").getContentAsString())
                .contains("\"intact\":true");

        try (var owner = store.owner()) {
            JdbcClient.create(owner)
                    .sql("update audit_entry set actor = 'somebody' where seq = 1")
                    .update();
        }

        assertThat(edge.read("auditor-a", "/v1/audit/verification").getContentAsString())
                .contains("\"intact\":false", "\"entry\":1", "\"why\":\"CHANGED\"");
    }
}
