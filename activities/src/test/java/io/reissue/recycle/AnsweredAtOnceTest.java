package io.reissue.recycle;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.policy.Stage;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformsForTests;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that answers in the response has the batch, whatever its answer is worth. */
class AnsweredAtOnceTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final Platform platform =
            PlatformsForTests.registry(STORE).byCode(REQUIRED).orElseThrow();

    @Test
    void byAnAnswerThatIsKept() throws PlatformUnavailable {
        assertThat(isDelivered(answered(0))).isTrue();
    }

    @Test
    void byOneOfWhichNothingIs() throws PlatformUnavailable {
        assertThat(isDelivered(answered(7))).isTrue();
    }

    /** About the only item, or about one that was not asked. */
    private UUID answered(int ref) throws PlatformUnavailable {
        var cohort = scene.sealed(1);
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        UUID batch = parts.cohorts()
                .toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number())
                .getFirst();
        var answer = new Answer(1, 1, null, List.of(new Result(ref, Said.NOT_BOUND, null, null, List.of())));
        var exchanges = new Exchanges(
                (to, request) -> new Exchange(Exchange.Kind.ANSWERED, 200, answer),
                parts.batches(),
                parts.offers(),
                parts.requests(),
                parts.answers(),
                PlatformsForTests.deliveries(STORE),
                STORE.clock());
        assertThat(exchanges.unbind(platform, batch).orElseThrow().receipt()).isEqualTo(Receipt.ANSWERED);
        return batch;
    }

    private boolean isDelivered(UUID batch) {
        return parts.batches().find(batch).orElseThrow().deliveredAt() != null;
    }
}
