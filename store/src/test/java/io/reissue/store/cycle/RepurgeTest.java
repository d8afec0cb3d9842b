package io.reissue.store.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.store.Backup;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.certificate.Certificates.Issued;
import io.reissue.store.certificate.NotRepurged;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cycle.Repurge.Findings;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.inventory.NumberStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup from before some purges is restored: what it has forgotten is destroyed again, by the certificates, before anything starts. */
class RepurgeTest {
    private StoreForTests store;
    private StoreParts parts;
    private RestoredStore restored;

    @BeforeEach
    void anInstallation() {
        store = new StoreForTests();
        parts = new StoreParts(store);
        restored = new RestoredStore(store.jdbc(), store.archive());
    }

    @AfterEach
    void noInstallation() {
        store.close();
    }

    @Test
    void whatWasPurgedSinceIsPurgedAgainUnderTheSameCertificate() {
        var scene = Scene.begin(parts);
        var cycle = scene.cleared(2).member(0);
        var other = scene.cleared(1).member(0);
        scene.command(cycle, CommandKind.ASK_AGAIN);
        Backup backup = backup();
        purge(scene, cycle);
        Issued issued = parts.certificates().ofCycle(cycle).orElseThrow();
        var closed = proof(cycle);
        backup.restore();
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.RESTING);
        assertThat(parts.holders().contact(cycle)).contains(Scene.CONTACT);

        assertThat(parts.repurge().look()).isEqualTo(new Findings(true, 1, 0, 0));
        assertThat(scene.row(cycle).state()).as("looking destroys nothing").isEqualTo(CycleState.RESTING);
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 0));

        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.RELEASED);
        assertThat(parts.certificates().ofCycle(cycle)).contains(issued);
        assertThat(proof(cycle)).isEqualTo(closed);
        assertThat(parts.inventory()
                        .row(scene.row(cycle).numberId())
                        .orElseThrow()
                        .status())
                .isEqualTo(NumberStatus.POOL);
        assertThat(left(cycle)).isEmpty();
        assertThat(feed(scene.row(cycle).numberId())).containsExactly("number.disconnected", "number.purged");
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        assertThat(scene.row(other).state()).isEqualTo(CycleState.RESTING);
    }

    /** Families that hold something of the cycle that a purge destroys. */
    private List<String> left(UUID cycle) {
        return List.of("cycle_key", "holder", "handle", "notice", "membership", "own_ask", "restoration").stream()
                .filter(table -> store.jdbc()
                        .sql("select exists (select 1 from " + table + " where cycle_id = :cycle)")
                        .param("cycle", cycle)
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private Map<String, @Nullable Object> proof(UUID cycle) {
        return store.jdbc().sql("""
                        select date_trunc('second', c.closed_at) as closed, c.freeze_end, c.ending, r.asked, r.counts::text,
                            n.status, n.certificate_id
                        from cycle c join cycle_result r on r.cycle_id = c.id join number n on n.id = c.number_id
                        where c.id = :cycle
                        """).param("cycle", cycle).query().singleRow();
    }

    private List<String> feed(long number) {
        return store.jdbc()
                .sql("select type from feed_event where number_id = :number order by id")
                .param("number", number)
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void nothingMayStartUntilItIsDoneAndEveryRestoreIsFoundAnew() {
        var scene = Scene.begin(parts);
        var cohort = scene.cleared(3);
        Backup first = backup();
        purge(scene, cohort.member(0));
        assertThatNoException().isThrownBy(restored::requireRepurged);

        first.restore();
        assertThatExceptionOfType(NotRepurged.class)
                .isThrownBy(restored::requireRepurged)
                .withMessageContaining("NOT_REPURGED");
        parts.repurge().shred();
        assertThatNoException().isThrownBy(restored::requireRepurged);

        Backup second = backup();
        purge(scene, cohort.member(1));
        second.restore();
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 0));
        assertThat(scene.row(cohort.member(1)).state()).isEqualTo(CycleState.RELEASED);

        first.restore();
        assertThatExceptionOfType(NotRepurged.class).isThrownBy(restored::requireRepurged);
        assertThat(parts.repurge().shred())
                .as("what was purged before the first restore, between the two, and nothing else")
                .isEqualTo(new Findings(true, 2, 0, 0));
        assertThat(scene.row(cohort.member(2)).state()).isEqualTo(CycleState.RESTING);
        assertThatNoException().isThrownBy(restored::requireRepurged);
    }

    @Test
    void aNumberThatWasNotDisclosedYetOrNotEvenThereIsNotForgotten() {
        var scene = Scene.begin(parts);
        Backup empty = backup();
        var cycle = scene.accepted();
        Backup accepted = backup();
        scene.resume(cycle);
        for (var actor : List.of("operator-1", "operator-2"))
            scene.command(Scene.input(cycle, CommandKind.RETIRE, actor, null, null));
        purge(scene, cycle);

        accepted.restore();
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 0));
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.RETIRED);
        assertThat(left(cycle)).isEmpty();
        assertThat(feed(scene.row(cycle).numberId())).containsExactly("number.disconnected", "number.purged");

        empty.restore();
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 0, 1, 0));
        assertThatNoException().isThrownBy(restored::requireRepurged);
    }

    @Test
    void aPurgeThatWasNotCommittedMakesNoDatabaseYoungerAndTheOneBehindItCounts() {
        var scene = Scene.begin(parts);
        var cohort = scene.cleared(2);
        Backup backup = backup();
        scene.toFreezeEnd(cohort.member(0));
        store.transaction().executeWithoutResult(status -> {
            scene.resume(cohort.member(0));
            status.setRollbackOnly();
        });
        assertThat(scene.row(cohort.member(0)).state()).isEqualTo(CycleState.RESTING);
        number();
        assertThatNoException().isThrownBy(restored::requireRepurged);
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(false, 0, 0, 0));
        assertThat(scene.row(cohort.member(0)).state()).isEqualTo(CycleState.RESTING);

        purge(scene, cohort.member(0));
        Issued issued = parts.certificates().ofCycle(cohort.member(0)).orElseThrow();
        backup.restore();

        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 0));
        assertThat(parts.certificates().ofCycle(cohort.member(0))).contains(issued);
    }

    @Test
    void aNumberThatTheBackupGivesBackToItsHolderIsLeftToHim() {
        var scene = Scene.begin(parts);
        var cohort = scene.cleared(2);
        number();
        scene.toFreezeEnd(cohort.member(0));
        var backup = Backup.of(store);
        store.transaction().executeWithoutResult(status -> {
            scene.resume(cohort.member(0));
            status.setRollbackOnly();
        });
        backup.restore();
        scene.command(cohort.member(0), CommandKind.WITHDRAW);
        var back = Backup.of(store);
        purge(scene, cohort.member(1));
        back.restore();

        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 1));
        assertThat(scene.row(cohort.member(0)).state()).isEqualTo(CycleState.WITHDRAWING);
        assertThat(parts.holders().contact(cohort.member(0))).contains(Scene.CONTACT);
    }

    @Test
    void aLineThatAProcessDidNotFinishIsNoCertificate() throws IOException {
        var scene = Scene.begin(parts);
        var cycle = scene.cleared(1).member(0);
        Backup backup = backup();
        purge(scene, cycle);
        try (var files = Files.list(store.keyFolder().resolve("certificates"))) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, "7 9999 eyJ", StandardOpenOption.APPEND);
        }
        assertThatNoException().isThrownBy(restored::requireRepurged);

        backup.restore();
        assertThat(parts.repurge().shred()).isEqualTo(new Findings(true, 1, 0, 0));
    }

    @Test
    void whatNoBackupIsOldEnoughToHaveForgottenIsDeleted() {
        var scene = Scene.begin(parts);
        var cohort = scene.cleared(2);
        Backup backup = backup();
        purge(scene, cohort.member(0));
        var day = java.time.LocalDate.ofInstant(store.clock().instant(), java.time.ZoneOffset.UTC);

        store.archive().forgetBefore(day);
        backup.restore();
        assertThat(parts.repurge().look()).as("of the day itself").isEqualTo(new Findings(true, 1, 0, 0));

        store.archive().forgetBefore(day.plusDays(1));
        assertThat(parts.repurge().look()).isEqualTo(new Findings(false, 0, 0, 0));
    }

    private Backup backup() {
        number();
        return Backup.of(store);
    }

    private void purge(Scene scene, UUID cycle) {
        number();
        scene.toFreezeEnd(cycle);
        // something that is audited happens between any backup and a purge
        new io.reissue.store.audit.AuditLog(store.jdbc(), store.clock()).write("test", "test.passed", "x", Map.of());
        number();
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        number();
    }

    private void number() {
        new Sequencer(store.jdbc(), store.transaction()).number();
    }
}
