package io.reissue.recycle;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.policy.Stage;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.OutgoingBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch that an operator has sent once more. */
class SentAgainTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final List<OutgoingBatch> sent = new ArrayList<>();
    private final PlatformConnector connector = (platform, request) -> {
        sent.add((OutgoingBatch) request);
        throw new PlatformUnavailable("TIMEOUT", java.time.Duration.ZERO);
    };
    private final Exchanges exchanges = new Exchanges(
            connector,
            parts.batches(),
            parts.offers(),
            parts.requests(),
            parts.answers(),
            PlatformsForTests.deliveries(STORE),
            STORE.clock());
    private final Platform platform =
            PlatformsForTests.registry(STORE).byCode(REQUIRED).orElseThrow();

    @Test
    void itIsTheSameContentUnderTheSameId() {
        UUID batch = planned(scene.sealed(2));
        tried(() -> exchanges.unbind(platform, batch).orElseThrow().receipt());

        tried(() -> exchanges.again(platform, batch).orElseThrow());

        assertThat(sent).hasSize(2);
        assertThat(sent.getLast()).isEqualTo(sent.getFirst());
    }

    @Test
    void oneThatNeverWasSentIsNotSentThisWay() throws PlatformUnavailable {
        UUID batch = planned(scene.sealed(1));

        assertThat(exchanges.again(platform, batch)).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(parts.batches().find(batch).orElseThrow().firstSentAt()).isNull();
    }

    @Test
    void oneWithAMemberThatCameBackIsNot() throws PlatformUnavailable {
        var cohort = scene.sealed(2);
        UUID batch = planned(cohort);
        tried(() -> exchanges.unbind(platform, batch).orElseThrow().receipt());
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(exchanges.again(platform, batch)).isEmpty();
        assertThat(sent).hasSize(1);
    }

    private UUID planned(Scene.Sealed cohort) {
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        return parts.cohorts()
                .toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number())
                .getFirst();
    }

    private interface Sending {
        Receipt send() throws PlatformUnavailable;
    }

    private static void tried(Sending sending) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(PlatformUnavailable.class, sending::send))
                .isNotNull();
    }
}
