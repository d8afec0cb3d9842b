package io.reissue.store.cohort;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnAsksTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final CohortRows cohorts = new CohortRows(STORE.jdbc());

    /** A step of the cohort holds its row and wants those of its platforms; the number holds one of these and names the cohort. */
    @Test
    void aNumberAsksWhileAStepOfItsCohortIsUnderWay() throws Exception {
        var asked = scene.asked(2);
        var cohort = asked.cohort().id();
        var number = asked.member(0);
        scene.resume(number);

        var both = Race.interleaved(
                STORE,
                () -> cohorts.lock(cohort),
                () -> parts.asks().plan(number, scene.run(number).runId(), scene.platform(REQUIRED), 1),
                () -> cohorts.lockPlatforms(cohort, Optional.empty()));

        assertThat(both.second()).isPresent();
    }
}
