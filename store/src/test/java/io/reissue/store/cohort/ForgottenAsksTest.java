package io.reissue.store.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.store.Backup;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cohort.Offers.Fetched;
import io.reissue.store.cohort.Restorations.Owed;
import io.reissue.store.jdbc.SqlTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A holder who comes back after the store was restored from a backup is given back what was detached in the time that it has forgotten. */
class ForgottenAsksTest {
    private static final String OWED = " -";

    private StoreForTests store;
    private StoreParts parts;
    private Scene scene;

    @BeforeEach
    void anInstallation() {
        store = new StoreForTests();
        parts = new StoreParts(store);
        scene = Scene.begin(parts);
    }

    @AfterEach
    void noInstallation() {
        store.close();
    }

    @Test
    void aMemberWhosePlatformsWereAskedSinceTheBackupIsOwedWhateverEachOfThemDetached() {
        var cohort = scene.sealed(2);
        var cycle = cohort.member(1);
        restoredFromBefore(() -> scene.send(cohort, Stage.IDENTITY, new HashMap<>()));

        scene.command(cycle, CommandKind.REINSTATE);

        assertThat(scene.owed(cycle)).containsExactlyElementsOf(everywhere());
        assertThat(begun(cycle, Scene.REQUIRED))
                .singleElement()
                .extracting(Owed::cutoff)
                .isEqualTo(scene.row(cycle).disconnectedAt());
    }

    @Test
    void aNumberThatWasSealedOnlySinceTheBackupIsOwedItToo() {
        var cycle = scene.resting();
        restoredFromBefore(() -> askedInACohort(cycle));
        assertThat(scene.row(cycle).sealedAt()).isNull();

        scene.command(cycle, CommandKind.WITHDRAW);

        assertThat(scene.owed(cycle)).containsExactlyElementsOf(everywhere());
        everywhereSays(cycle, Said.RESTORED);
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.WITHDRAWN);
    }

    @Test
    void thatItWasAskedAgainAndNothingIsBoundThereAnyMoreSettlesNothing() {
        var cycle = scene.resting();
        restoredFromBefore(() -> askedInACohort(cycle));
        var cohort = askedInACohort(cycle);
        var again = batch(cohort, Scene.REQUIRED);
        scene.take(Scene.REQUIRED, again, Scene.remainder(Remainder.NOT_BOUND));

        scene.command(cycle, CommandKind.REINSTATE);

        assertThat(begun(cycle, Scene.REQUIRED))
                .as("what is owed there is not what that batch detached")
                .singleElement()
                .satisfies(owed -> assertThat(owed.cutoff()).isNotNull())
                .satisfies(owed -> assertThat(owed.batchId()).isNotEqualTo(again));
        assertThat(begun(cycle, Scene.REST))
                .as("what is known is undone by its own name as well")
                .extracting(owed -> owed.cutoff() == null)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void anUndoEndsOnceNoPlatformHasAnythingToRestore() {
        var cycle = scene.resting();
        restoredFromBefore(() -> {});
        scene.command(cycle, CommandKind.REINSTATE);
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.UNDO);

        everywhereSays(cycle, Said.NOTHING_TO_RESTORE);

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.REINSTATED);
    }

    @Test
    void aNumberWhoseFileIsHandedInAgainIsOwedItToo() {
        var left = scene.now();
        restoredFromBefore(() -> {});
        store.clock().set(left.plus(Duration.ofDays(1)));
        var cycle = scene.resting();
        store.jdbc()
                .sql("update cycle set disconnected_at = :left where id = :cycle")
                .param("left", SqlTime.param(left))
                .param("cycle", cycle)
                .update();

        scene.command(cycle, CommandKind.WITHDRAW);

        assertThat(scene.owed(cycle)).containsExactlyElementsOf(everywhere());
    }

    @Test
    void aNumberWhoseHolderLeftAfterTheRestoreIsOwedNoMoreThanWasSent() {
        scene.resting();
        restoredFromBefore(() -> {});
        store.clock().set(scene.now().plus(Duration.ofSeconds(1)));
        var cycle = scene.resting();

        scene.command(cycle, CommandKind.REINSTATE);

        assertThat(scene.owed(cycle)).isEmpty();
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
    }

    @Test
    void aNumberThatNoPlatformIsAskedAboutIsOwedNothing() {
        var cycle = scene.resting();
        store.jdbc()
                .sql("update cycle set asking = :asking where id = :cycle")
                .param("asking", Asking.NOBODY.name())
                .param("cycle", cycle)
                .update();
        restoredFromBefore(() -> {});

        scene.command(cycle, CommandKind.WITHDRAW);

        assertThat(scene.owed(cycle)).isEmpty();
    }

    @Test
    void aPlatformThatWasNeverReachedIsAskedForNothing() {
        var cohort = scene.sealed(1);
        restoredFromBefore(() -> {});
        store.jdbc()
                .sql("update platform set active = false, reachable = false where code = :code")
                .param("code", Scene.REQUIRED)
                .update();

        scene.command(cohort.member(0), CommandKind.REINSTATE);

        assertThat(scene.owed(cohort.member(0)))
                .containsExactly(Scene.IDENTITY + OWED, Scene.REST + OWED)
                .doesNotContain(Scene.REQUIRED + OWED);
    }

    @Test
    void theBatchThatSuchARestoreNamesDetachesNothing() {
        var cohort = scene.sealed(1);
        restoredFromBefore(() -> {});
        scene.command(cohort.member(0), CommandKind.REINSTATE);
        var batch = begun(cohort.member(0), Scene.REST).getFirst().batchId();

        assertThat(parts.offers().fetch(scene.platform(Scene.REST), batch)).isInstanceOf(Fetched.Gone.class);
        assertThat(parts.batches().prepare(batch)).isEmpty();
        assertThat(parts.batches().prepareAgain(batch)).isEmpty();
    }

    /** What happens between the backup and the loss is forgotten. */
    private void restoredFromBefore(Runnable lost) {
        var backup = Backup.of(store);
        var now = scene.now();
        lost.run();
        backup.restore();
        store.clock().set(now);
        assertThat(parts.repurge().shred().restored())
                .as("no certificate shows it")
                .isFalse();
        parts.repurge().nothingToShred();
    }

    private UUID askedInACohort(UUID cycle) {
        var cohort = scene.openedCohort(cycle);
        parts.cohorts().seal(cohort);
        for (var stage : Stage.IN_ORDER) scene.send(new Scene.Sealed(cohort, List.of(cycle)), stage, new HashMap<>());
        return cohort;
    }

    private UUID batch(UUID cohort, String platform) {
        return store.jdbc()
                .sql("select id from batch where cohort_id = :cohort and platform_id = :platform")
                .param("cohort", cohort)
                .param("platform", scene.platform(platform))
                .query(UUID.class)
                .single();
    }

    private static List<String> everywhere() {
        return List.of(Scene.REQUIRED + OWED, Scene.IDENTITY + OWED, Scene.REST + OWED);
    }

    private List<Owed> begun(UUID cycle, String platform) {
        return parts.restorations().begin(cycle, scene.run(cycle).runId(), scene.platform(platform));
    }

    private void everywhereSays(UUID cycle, Said said) {
        for (var platform : List.of(Scene.IDENTITY, Scene.REQUIRED, Scene.REST))
            for (var owed : begun(cycle, platform))
                scene.take(platform, owed.batchId(), Scene.listing(Scene.said(owed.ref(), said)));
    }
}
