package io.reissue.worker;

import static io.reissue.store.Scene.IDENTITY;
import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.refused;
import static io.reissue.store.Scene.remainder;
import static io.reissue.store.Scene.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.RefusalReason;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NumbersTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @Test
    void prometheusSeesNumbersByStageOutcomesByPlatformAndStuckByReasonAndNoNumber() {
        Scene.Asked asked = scene.asked(4);
        scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND), said(1, Said.UNBOUND)));
        scene.receipt(
                REQUIRED,
                asked.batch(REQUIRED),
                remainder(Remainder.NOT_BOUND, refused(0, RefusalReason.BALANCE_OR_DEBT)));
        scene.receipt(IDENTITY, asked.batch(IDENTITY), listing(said(2, Said.NOT_YET_SYNCED), said(3, Said.NOT_BOUND)));
        scene.toFreezeEnd(asked.member(0));
        scene.resume(asked.member(0));
        List<UUID> cycles = new ArrayList<>(asked.cohort().members());
        cycles.add(scene.resting());
        cycles.add(scene.accepted());

        try (Surroundings around = new Surroundings(STORE.database(), STORE.keyFolder());
                Application application = around.start(Map.of("reissue.roles", "EDGE"))) {
            application.part(Numbers.class).refresh();
            String metrics = application.get("/actuator/prometheus").body();

            assertThat(metrics.lines().filter(line -> line.startsWith("reissue_")))
                    .containsExactlyInAnyOrder(
                            "reissue_numbers{jurisdiction=\"CN\",stage=\"3\",state=\"RESTING\"} 4.0",
                            "reissue_numbers{jurisdiction=\"CN\",stage=\"NONE\",state=\"RESTING\"} 1.0",
                            "reissue_numbers{jurisdiction=\"CN\",stage=\"NONE\",state=\"ACCEPTED\"} 1.0",
                            outcome(IDENTITY, "UNBOUND", 0),
                            outcome(IDENTITY, "NOT_BOUND", 1),
                            outcome(IDENTITY, "NOT_YET_SYNCED", 1),
                            outcome(IDENTITY, "OPEN", 2),
                            outcome(REQUIRED, "UNBOUND", 0),
                            outcome(REQUIRED, "NOT_BOUND", 3),
                            outcome(REQUIRED, "REFUSED", 1),
                            outcome(REQUIRED, "OPEN", 0),
                            outcome(REST, "UNBOUND", 2),
                            outcome(REST, "NOT_BOUND", 0),
                            outcome(REST, "OPEN", 2),
                            "reissue_stuck{jurisdiction=\"CN\",reason=\"REQUIRED_REFUSES\"} 1.0");
            for (UUID cycle : cycles) {
                assertThat(metrics)
                        .doesNotContain(cycle.toString())
                        .doesNotContain(parts.inventory()
                                .e164(scene.row(cycle).numberId())
                                .substring(2));
            }
            assertThat(metrics).doesNotContain(Scene.HOLDER, Scene.CONTACT);
        }
    }

    private static String outcome(String platform, String outcome, int count) {
        return "reissue_outcomes{outcome=\"" + outcome + "\",platform=\"" + platform + "\"} " + count + ".0";
    }
}
