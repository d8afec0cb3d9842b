package io.reissue.store.standing;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.remainder;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformScoresTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final PlatformScores scores = new PlatformScores(STORE.jdbc(), Freshness.ALWAYS, STORE.clock());

    @Test
    void whatAPlatformIsLikeIsJudgedByWhatItWasSentWithinThirtyDays() {
        var asked = scene.asked(2);
        var sent = scene.now();
        STORE.clock().advance(Duration.ofHours(2));
        scene.take(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND));

        assertThat(score().answered()).isEqualTo(1);
        assertThat(score().typical()).isEqualTo(Duration.ofHours(2));
        STORE.clock().set(sent.plus(Duration.ofDays(30)));
        assertThat(score().answered()).isEqualTo(1);

        STORE.clock().advance(Duration.ofMillis(1));
        assertThat(score().answered()).isZero();
        assertThat(score().typical()).isNull();
    }

    private PlatformScores.Score score() {
        return scores.find(REQUIRED).orElseThrow();
    }
}
