package io.reissue.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.intake.IntakesForTests;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LateCheckTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    /** Never connects: nothing is asked of it. */
    private final WorkflowServiceStubs nowhere = WorkflowServiceStubs.newLocalServiceStubs();

    private final StarterInMemory starter = new StarterInMemory(WorkflowClient.newInstance(nowhere), parts.cycles());
    private final LateCheck check = new LateCheck(
            parts.cycles(), parts.due(), IntakesForTests.files(STORE), parts.policies(), starter, STORE.clock());

    /** Knows what runs: a start of what runs already leaves it alone, as Temporal does. */
    private static final class StarterInMemory extends Starter {
        private final Set<UUID> numbers = new HashSet<>();
        private final List<String> calendars = new ArrayList<>();
        private int leftAlone;

        StarterInMemory(WorkflowClient client, CycleRows cycles) {
            super(client, cycles);
        }

        @Override
        public void startRecycle(UUID cycleId) {
            if (!numbers.add(cycleId)) leftAlone++;
        }

        @Override
        public void startCalendar(String jurisdiction) {
            calendars.add(jurisdiction);
        }

        @Override
        public void startIntake(UUID fileId) {}

        @Override
        public void startCohort(DueCohorts.Opened cohort) {}
    }

    @AfterEach
    void close() {
        STORE.jdbc().sql("update cycle set next_due = 'infinity'").update();
        nowhere.shutdownNow();
    }

    @Test
    void numbersThatStayLateWhateverIsStartedDoNotHideTheOthers() {
        int many = 2 * LateCheck.PAGE + 7;
        Set<UUID> late = late(many);

        assertThat(check.check()).isEqualTo(many);

        assertThat(starter.numbers).isEqualTo(late);
        assertThat(starter.calendars).as("what comes behind the numbers").containsExactly("CN");
        assertThat(check.check()).as("once more, none of them has moved").isEqualTo(many);
        assertThat(starter.leftAlone).as("each was found once a check").isEqualTo(many);
    }

    @Test
    void aNumberIsLateTenMinutesAfterItsStepWasDue() {
        UUID number = scene.accepted();
        due(number, Duration.ofMinutes(10));
        assertThat(check.check()).isZero();

        due(number, Duration.ofMinutes(10).plusNanos(1_000));

        assertThat(check.check()).isEqualTo(1);
        assertThat(starter.numbers).containsExactly(number);
    }

    private void due(UUID number, Duration ago) {
        STORE.jdbc()
                .sql("update cycle set next_due = :due where id = :id")
                .param("due", scene.now().minus(ago).atOffset(ZoneOffset.UTC))
                .param("id", number)
                .update();
    }

    /** So many numbers, all of them late, a hundred since the same moment. */
    private Set<UUID> late(int many) {
        UUID first = scene.accepted();
        Instant due = scene.now().minus(Duration.ofDays(1));
        STORE.jdbc().sql("""
                with numbered as (
                    insert into number (token, e164_sealed, jurisdiction, line_type, status)
                    select sha256(convert_to(line::text, 'UTF8')), '\\x00', 'CN', 'RESIDENTIAL', 'RECYCLING'
                    from generate_series(2, :many) as line returning id)
                insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending, asking,
                    disconnected_at, floor_at, next_due, created_at)
                select gen_random_uuid(), n.id, c.intake_file_id, 1 + row_number() over (), c.jurisdiction, c.line_type, c.zone,
                    c.state, c.ending, c.asking, c.disconnected_at, c.floor_at, c.next_due, c.created_at
                from cycle c cross join numbered n where c.id = :first
                """).param("many", many).param("first", first).update();
        STORE.jdbc()
                .sql(
                        "update cycle set next_due = :due + intake_line / 100 * interval '1 second' where next_due < 'infinity'")
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
        return Set.copyOf(STORE.jdbc()
                .sql("select id from cycle where next_due < 'infinity'")
                .query(UUID.class)
                .list());
    }
}
