package io.reissue.edge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.policy.LineType;
import io.reissue.policy.Scope;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PoliciesForTests;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CycleRuleTest {
    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = CycleEdgeForTests.over(parts);

    @AfterEach
    void close() {
        edge.close();
        store.close();
    }

    @Test
    void theRuleThatItFollowsIsNamedAndWhy() throws Exception {
        var cycle = scene.resting();
        int whole = Objects.requireNonNull(scene.row(cycle).policyVersion());
        String path = "/v1/cycles/" + cycle;

        assertThat(edge.read("operator-a", path).getContentAsString())
                .contains("\"policy\":{\"rule\":{\"version\":" + whole
                        + ",\"province\":null,\"lineType\":null,\"reason\":null},\"why\":\"WHOLE\",\"other\":null}");

        LineType type = scene.row(cycle).lineType();
        LocalDate today = LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai"));
        int narrower = parts.policies()
                .put(PoliciesForTests.document("CN", today, 120, 40).within(new Scope("CN", null, type, null)));

        assertThat(edge.read("auditor-a", path).getContentAsString())
                .as("until it is carried to it")
                .contains("\"why\":\"EARLIER\",\"other\":{\"version\":" + narrower, "\"lineType\":\"" + type + "\"");
    }
}
