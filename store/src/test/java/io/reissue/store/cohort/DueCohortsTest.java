package io.reissue.store.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.policy.Asking;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PolicyDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DueCohortsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @Test
    void aPolicyOfLongSlotsDoesNotKeepNumbersWaitingThatRestUnderOneOfShortSlots() {
        scene.resting();
        LocalDate today = LocalDate.ofInstant(scene.now(), ZONE);
        STORE.clock().advance(Duration.ofDays(1));
        parts.policies().put(policy(today.plusDays(1), 10, List.of(5, 5, 5)));

        assertThat(parts.due().open("CN").next())
                .isEqualTo(today.plusDays(2).atStartOfDay(ZONE).toInstant());
    }

    @Test
    void aDocumentThatSaysNoPolicyIsNotStored() {
        LocalDate day = LocalDate.of(2040, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts.policies().put(policy(day, 1, List.of(5, 5))))
                .withMessageContaining("stageWorkingDays");

        assertThat(STORE.jdbc()
                        .sql("select count(*) from policy where effective_from = :day")
                        .param("day", day)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aNumberThatIsRetiredInsteadOfGivenBackRestsToTheFloor() {
        var cycle = scene.resting();
        STORE.jdbc()
                .sql("update cycle set ending = 'RETURN_TO_DONOR', freeze_end = disconnected_at where id = :id")
                .param("id", cycle)
                .update();

        parts.cycles().retire(cycle);

        assertThat(scene.row(cycle).freezeEnd()).isEqualTo(scene.row(cycle).floorAt());
    }

    private static PolicyDocument policy(LocalDate effectiveFrom, int slotDays, List<Integer> stageWorkingDays) {
        return new PolicyDocument(
                "CN",
                effectiveFrom,
                90,
                30,
                slotDays,
                Duration.ofSeconds(1),
                stageWorkingDays,
                List.of(Scene.IDENTITY),
                List.of(Scene.REQUIRED),
                30,
                365,
                Period.ofDays(14),
                80,
                Asking.COHORT,
                List.of(Period.ofDays(3)));
    }
}
