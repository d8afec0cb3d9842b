package io.reissue.store.realname;

import static io.reissue.store.Scene.HOLDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandInput;
import io.reissue.store.realname.RealNameReader.Service;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EndOfServiceTest {
    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final HikariDataSource archiveSource = store.as(DatabaseRole.REAL_NAME);
    private final RealNameReader archive = new RealNameReader(JdbcClient.create(archiveSource), store.keys());

    @AfterEach
    void close() {
        archiveSource.close();
        store.close();
    }

    @Test
    void aPurgedNumbersHolderIsKeptForTheTimeThatTheLawAsksFor() {
        var cycle = scene.due(1).member(0);
        assertThat(archive.find(HOLDER)).as("he may still come back").isEmpty();

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        scene.resume(cycle);

        assertThat(archive.find(HOLDER)).containsExactly(service(cycle));
    }

    @Test
    void aHolderWhoComesBackWasServedAllAlong() {
        var cycle = scene.resting();
        scene.command(cycle, CommandKind.REINSTATE);

        assertThat(scene.resume(cycle).state()).isEqualTo(CycleState.REINSTATED);

        assertThat(archive.find(HOLDER)).isEmpty();
        assertThat(scene.count("holder", cycle)).isZero();
    }

    @Test
    void aHolderWhoWasDisconnectedInErrorWasServedAllAlong() {
        var cycle = scene.resting();
        scene.command(cycle, CommandKind.WITHDRAW);

        assertThat(scene.resume(cycle).state()).isEqualTo(CycleState.WITHDRAWN);

        assertThat(archive.find(HOLDER)).isEmpty();
    }

    @Test
    void aHolderWhoTookHisNumberToAnotherCarrierHasLeftOurs() {
        var cycle = scene.resting();
        scene.command(withdrawal(cycle, "PORTED_OUT"));

        assertThat(scene.resume(cycle).state()).isEqualTo(CycleState.WITHDRAWN);

        assertThat(archive.find(HOLDER)).containsExactly(service(cycle));
    }

    @Test
    void aRecordWhoseTimeIsOverBeforeThePurgeIsNotMade() {
        var asked = scene.cleared(1);
        scene.command(asked.member(0), CommandKind.HOLD);
        var lastDay = service(asked.member(0))
                .deleteAfter()
                .atStartOfDay(scene.row(asked.member(0)).zone());
        store.clock().set(lastDay.plusDays(1).toInstant());
        scene.command(asked.member(0), CommandKind.LIFT_HOLD);

        assertThat(scene.resume(asked.member(0)).next()).isEqualTo(Next.ENDED);

        assertThat(archive.find(HOLDER)).isEmpty();
    }

    @Test
    void aRecordIsMadeOnTheLastDayOfItsTime() {
        var asked = scene.cleared(1);
        scene.command(asked.member(0), CommandKind.HOLD);
        var lastDay = service(asked.member(0))
                .deleteAfter()
                .atStartOfDay(scene.row(asked.member(0)).zone());
        store.clock().set(lastDay.plusDays(1).toInstant().minus(Duration.ofSeconds(1)));
        scene.command(asked.member(0), CommandKind.LIFT_HOLD);

        assertThat(scene.resume(asked.member(0)).next()).isEqualTo(Next.ENDED);

        assertThat(archive.find(HOLDER)).hasSize(1);
    }

    private Service service(UUID cycle) {
        var ended = scene.row(cycle).disconnectedOn();
        return new Service(ended.minus(Scene.SERVED), ended, ended.plus(Scene.REAL_NAME));
    }

    private static CommandInput withdrawal(UUID cycle, String reason) {
        return new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.WITHDRAW,
                "operator-a",
                Scene.OFFICES,
                reason,
                null,
                null,
                null,
                null,
                false,
                false);
    }
}
