package io.reissue.cohort;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.DeliverReport;
import io.reissue.platforms.PlatformConnector;
import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Exchanges;
import io.reissue.recycle.RecycleActivities.PlatformAsk;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.recycle.RecycleActivitiesImpl;
import io.reissue.recycle.Runbook;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cohort.Offers.Place;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A platform that can't be called: a delivery offers it its batches and ends. */
class FetchingPlatformTest {
    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final PlatformConnector nobody = (platform, batch) -> {
        throw new AssertionError(platform.code() + " was called");
    };
    private final Exchanges exchanges = new Exchanges(
            nobody,
            parts.batches(),
            parts.offers(),
            parts.requests(),
            parts.answers(),
            PlatformsForTests.deliveries(store),
            store.clock());
    private final TestActivityEnvironment worker = TestActivityEnvironment.newInstance();

    @BeforeEach
    void itCannotBeCalled() {
        registry.register(ContractsForTests.fetching(REQUIRED, 100, ContractsForTests.FROM));
        worker.registerActivitiesImplementations(
                new CohortActivitiesImpl(parts.cohorts(), registry, exchanges, new Runbook(null)));
    }

    @AfterEach
    void close() {
        worker.close();
        store.close();
    }

    @Test
    void aDeliveryOffersTheBatchesAndEndsWithoutACall() {
        store.jdbc().sql("update platform set batch_limit = 2").update();
        var cohort = opened(3);

        assertThat(deliver(cohort)).isEqualTo(new DeliverReport(2, 3, 0, 0));

        assertThat(parts.offers().open(scene.platform(REQUIRED), Place.START, 10))
                .extracting(open -> open.items())
                .containsExactly(2, 1);
        assertThat(parts.cohorts().toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number()))
                .allSatisfy(batch -> assertThat(
                                parts.batches().find(batch).orElseThrow().firstSentAt())
                        .as("whoever has not fetched has nothing")
                        .isNull());
    }

    @Test
    void aDeliveryToOneThatIsSwitchedOffIsTriedAgainLater() {
        var cohort = opened(1);
        registry.deactivate(scene.platform(REQUIRED));

        assertThatThrownBy(() -> deliver(cohort))
                .isInstanceOf(ActivityFailure.class)
                .hasStackTraceContaining("SWITCHED_OFF");
    }

    @Test
    void aRestoreThatIsOwedIsOpenAndItsActivityEnds() {
        var cohort = opened(1);
        deliver(cohort);
        var batch = parts.offers()
                .open(scene.platform(REQUIRED), Place.START, 10)
                .getFirst()
                .batch();
        parts.offers().fetch(scene.platform(REQUIRED), batch);
        parts.offers().received(scene.platform(REQUIRED), batch);
        var back = cohort.member(0);
        scene.command(back, CommandKind.WITHDRAW);
        assertThat(parts.offers().open(scene.platform(REQUIRED), Place.START, 10))
                .as("asked for by nobody yet")
                .isEmpty();
        assertThat(scene.finish(back).next()).isEqualTo(Next.UNDO);

        assertThat(restore(back).receipt()).isEqualTo(Receipt.DELIVERED);

        assertThat(parts.offers().open(scene.platform(REQUIRED), Place.START, 10))
                .singleElement()
                .satisfies(open -> assertThat(open.type()).isEqualTo("restore.requested"));
    }

    private io.reissue.recycle.RecycleActivities.AskReceipt restore(UUID cycle) {
        return new RecycleActivitiesImpl(
                        parts.recycling(), parts.asks(), parts.restorations(), registry, exchanges, new Runbook(null))
                .restorePlatform(
                        new PlatformAsk(cycle.toString(), scene.run(cycle).runId(), REQUIRED, Stage.REQUIRED, 1));
    }

    private Scene.Sealed opened(int members) {
        var cohort = scene.sealed(members);
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        return cohort;
    }

    private DeliverReport deliver(Scene.Sealed cohort) {
        return worker.newActivityStub(CohortActivities.class)
                .deliver(new DeliverOrder(cohort.id().toString(), REQUIRED, Stage.REQUIRED.number()));
    }
}
