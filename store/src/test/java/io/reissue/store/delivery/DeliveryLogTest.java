package io.reissue.store.delivery;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.PlatformsForTests;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

class DeliveryLogTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final AnswerReceipt RECEIPT = new AnswerReceipt(2, 1, List.of("7"), List.of("8", "9"), List.of());

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final DeliveryLog log = PlatformsForTests.deliveries(STORE);

    @Test
    void whatIsSentAgainUnderItsIdIsOneDeliveryOfSeveralAttempts() {
        UUID batch = scene.asked(3).batch(REQUIRED);
        note(REQUIRED, sent(batch, null, "TIMEOUT"));
        STORE.clock().advance(Duration.ofHours(1));
        note(REQUIRED, sent(batch, 202, null));

        Logged one = log.page(scene.platform(REQUIRED), null, false, 1).getFirst();
        assertThat(one.attempts()).isEqualTo(2);
        assertThat(one.status()).isEqualTo(202);
        assertThat(one.problem()).isNull();
        assertThat(one.batch()).isEqualTo(batch);
        assertThat(Duration.between(one.firstAt(), one.lastAt())).isEqualTo(Duration.ofHours(1));
        assertThat(log.find(scene.platform(REST), one.id()))
                .as("another platform's")
                .isEmpty();
    }

    @Test
    void anAnswerIsCountedNotKept() {
        UUID batch = scene.asked(3).batch(REQUIRED);
        note(REQUIRED, heard(batch, "answer-1", RECEIPT, null));

        Logged one = log.page(scene.platform(REQUIRED), null, false, 1).getFirst();
        assertThat(List.of(one.accepted(), one.duplicates(), one.conflicts(), one.gone()))
                .isEqualTo(List.of(2, 1, 1, 2));
    }

    @Test
    void aPageEndsWhereTheNextBegins() {
        int platform = scene.platform(REST);
        for (int n = 0; n < 5; n++) note(REST, ping("page-" + scene.now() + "-" + n, n % 2 == 0 ? null : "CONNECTION"));

        var first = log.page(platform, null, false, 3);
        var second = log.page(platform, first.getLast().id(), false, 2);

        assertThat(first).extracting(Logged::webhookId).allMatch(id -> id.startsWith("page-"));
        assertThat(first).extracting(Logged::id).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(second.getFirst().id()).isLessThan(first.getLast().id());
        assertThat(log.page(platform, null, true, 2))
                .extracting(Logged::problem)
                .containsExactly("CONNECTION", "CONNECTION");
    }

    @Test
    void whatIsOldIsForgottenAndWhatIsNotStays() {
        note(REST, ping("old-" + scene.now(), null));
        STORE.clock().advance(Duration.ofDays(1));
        note(REST, ping("young-" + scene.now(), null));

        log.forgetBefore(scene.now());

        assertThat(log.page(scene.platform(REST), null, false, 200))
                .extracting(Logged::webhookId)
                .containsExactly("young-" + scene.now());
    }

    @Test
    void withACohortsLastMemberItsDeliveriesGo() {
        var due = scene.due(2);
        note(REQUIRED, sent(due.batch(REQUIRED), 200, null));
        note(REQUIRED, heard(due.batch(REQUIRED), "two-" + scene.now(), RECEIPT, null));

        scene.finish(due.member(0));
        assertThat(entries(due.batch(REQUIRED)))
                .as("of two, one is left, and says nothing of which")
                .isEqualTo(2);
        scene.finish(due.member(1));
        assertThat(entries(due.batch(REQUIRED))).isZero();

        note(REQUIRED, heard(due.batch(REQUIRED), "late-" + scene.now(), RECEIPT, "GONE"));
        assertThat(entries(due.batch(REQUIRED))).as("who answers late").isZero();
    }

    @Test
    void whatWasSaidOfOneNumberAloneGoesWithItThoughItsCohortStays() {
        var due = scene.due(2);
        UUID alone = batchOf(due, 0);
        UUID others = batchOf(due, 1);
        for (UUID batch : List.of(alone, others)) {
            note(REQUIRED, sent(batch, 200, null));
            note(REQUIRED, heard(batch, "of-" + batch, new AnswerReceipt(1, 0, List.of(), List.of(), List.of()), null));
        }

        scene.finish(due.member(0));

        assertThat(entries(alone)).isZero();
        assertThat(entries(others)).isEqualTo(2);
        note(REQUIRED, heard(alone, "late-" + alone, RECEIPT, null));
        assertThat(entries(alone)).as("who answers late").isZero();
    }

    @Test
    void anEntryThatComesWhileItsNumberIsPurgedIsNotWritten() throws Exception {
        var due = scene.due(2);
        UUID alone = batchOf(due, 0);

        Race.overtaking(STORE, () -> scene.finish(due.member(0)), () -> late(alone));

        assertThat(entries(alone)).isZero();
    }

    @Test
    void anEntryThatIsBeingWrittenWhenItsNumberIsPurgedGoesWithIt() throws Exception {
        var due = scene.due(2);
        UUID alone = batchOf(due, 0);

        Race.overtaking(STORE, () -> late(alone), () -> scene.finish(due.member(0)));

        assertThat(entries(alone)).isZero();
    }

    @Test
    void anEntryThatComesWhileACohortsLastNumberIsPurgedIsNotWritten() throws Exception {
        var due = scene.due(2);
        scene.finish(due.member(0));
        UUID ofBoth = due.batch(REQUIRED);

        Race.overtaking(STORE, () -> scene.finish(due.member(1)), () -> late(ofBoth));

        assertThat(entries(ofBoth)).isZero();
    }

    private boolean late(UUID batch) {
        note(REQUIRED, heard(batch, "race-" + batch, RECEIPT, null));
        return true;
    }

    @Test
    void theDatabaseItselfTakesNoEntryThatHoldsNeitherAnswerNorProblem() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> note(REST, ping("neither-" + scene.now(), null, null)));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> note(REST, ping("words-" + scene.now(), null, "did not answer")));
    }

    /** As a number that asks by itself has one, already answered. */
    private UUID batchOf(Scene.Asked asked, int ordinal) {
        UUID batch = UUID.randomUUID();
        STORE.jdbc()
                .sql("""
                        insert into batch (id, cohort_id, platform_id, step, seq, members, size, respond_by, planned_at, listed, not_bound,
                            first_sent_at, identifier_form)
                        select :id, cohort_id, platform_id, 0, :ordinal + 1, :members, 1, respond_by, planned_at, '', '', first_sent_at,
                            identifier_form
                        from batch where id = :like
                        """)
                .param("id", batch)
                .param("ordinal", ordinal)
                .param("members", new byte[] {(byte) (1 << ordinal)})
                .param("like", asked.batch(REQUIRED))
                .update();
        return batch;
    }

    private long entries(UUID batch) {
        return STORE.jdbc()
                .sql("select count(*) from delivery where batch_id = :batch")
                .param("batch", batch)
                .query(Long.class)
                .single();
    }

    private void note(String platform, Exchanged exchanged) {
        log.note(scene.platform(platform), exchanged);
    }

    private Exchanged sent(UUID batch, @Nullable Integer status, @Nullable String problem) {
        return new Exchanged(
                Direction.TO_PLATFORM,
                "unbind.requested",
                batch.toString(),
                batch,
                3,
                400,
                scene.now(),
                Duration.ofMillis(70),
                status,
                problem,
                null);
    }

    private Exchanged heard(UUID batch, String webhookId, AnswerReceipt receipt, @Nullable String problem) {
        return new Exchanged(
                Direction.FROM_PLATFORM,
                Exchanged.ANSWER,
                webhookId,
                batch,
                6,
                900,
                scene.now(),
                Duration.ofMillis(5),
                202,
                problem,
                receipt);
    }

    private Exchanged ping(String webhookId, @Nullable String problem) {
        return ping(webhookId, problem == null ? 204 : null, problem);
    }

    private Exchanged ping(String webhookId, @Nullable Integer status, @Nullable String problem) {
        return new Exchanged(
                Direction.TO_PLATFORM,
                "ping",
                webhookId,
                null,
                0,
                60,
                scene.now(),
                Duration.ofMillis(3),
                status,
                problem,
                null);
    }
}
