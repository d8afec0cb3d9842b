package io.reissue.store.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.policy.PolicyDocument;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What it takes to remember what many platforms said about many numbers. */
class OutcomeStorageTest {
    private static final int MEMBERS = 5_000;
    private static final int PLATFORMS = 220;
    /** Of each batch, one number in so many had an account. */
    private static final int ONE_IN = 20;

    /** Everything that is written about a number between the seal of its cohort and its purge, but for what is the holder's. */
    private static final List<String> TABLES = List.of(
            "cohort", "cohort_stage", "cohort_platform", "membership", "batch", "inbox", "outcome_exception", "outbox");

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);

    @Test
    void outcomesOfANumberAtTwoHundredPlatformsTakeLessThanAKilobyte() {
        Map<String, Integer> platforms = platforms();
        UUID cohort = seal(policy(platforms.keySet()));

        for (Stage stage : Stage.IN_ORDER) {
            parts.cohorts().openStage(cohort, stage);
            platforms.values().forEach(platform -> askAndAnswer(cohort, platform, stage));
        }

        assertThat(known()).isEqualTo((long) MEMBERS * PLATFORMS);
        Map<String, Long> bytes = bytes();
        assertThat(bytes.values().stream().mapToLong(Long::longValue).sum() / MEMBERS)
                .as("bytes a number, with indexes and dead rows: %s", bytes)
                .isLessThanOrEqualTo(1_024);
    }

    private void askAndAnswer(UUID cohort, int platform, Stage stage) {
        for (UUID planned : parts.cohorts().toDeliver(cohort, platform, stage.number())) {
            UUID batch = parts.batches().prepare(planned).orElseThrow().batch().id();
            parts.batches().delivered(batch);
            Result[] bound = IntStream.range(0, 1_000 / ONE_IN)
                    .mapToObj(n -> Scene.said(n * ONE_IN, Said.UNBOUND))
                    .toArray(Result[]::new);
            Taken taken = parts.answers()
                    .take(platform, batch, "msg_" + batch, new byte[32], Scene.remainder(Remainder.NOT_BOUND, bound));
            assertThat(taken).isInstanceOf(Taken.Receipt.class);
        }
    }

    private Map<String, Integer> platforms() {
        var registry = PlatformsForTests.registry(STORE);
        Map<String, Integer> platforms = new LinkedHashMap<>();
        STORE.transaction().executeWithoutResult(status -> {
            for (int i = 0; i < PLATFORMS; i++) {
                String code = "platform-%03d".formatted(i);
                platforms.put(
                        code,
                        registry.register(ContractsForTests.keyed(code, URI.create("https://example.test/" + code)))
                                .id());
            }
        });
        return platforms;
    }

    private int policy(Set<String> platforms) {
        List<String> codes = new ArrayList<>(platforms);
        parts.policies().putYear("CN", 2026, Set.of(), Set.of(), "test");
        parts.policies().putYear("CN", 2027, Set.of(), Set.of(), "test");
        return parts.policies()
                .put(new PolicyDocument(
                        "CN",
                        LocalDate.ofInstant(STORE.clock().instant(), ZoneOffset.UTC)
                                .minusYears(1),
                        90,
                        30,
                        1,
                        Duration.ofHours(1),
                        List.of(5, 5, 5),
                        codes.subList(0, 10),
                        codes.subList(10, 30),
                        30,
                        365,
                        Period.ofDays(14),
                        80,
                        Asking.COHORT,
                        List.of(Period.ofDays(3))));
    }

    /** Numbers that have rested until the day on which their platforms are asked. */
    private UUID seal(int policy) {
        UUID file = UUID.randomUUID();
        var now = STORE.clock().instant().atOffset(ZoneOffset.UTC);
        STORE.jdbc()
                .sql("""
                with file as (
                    insert into intake_file (id, name, file_date, state, received_at)
                    values (:file, 'test.csv', :now, 'READING', :now) returning id),
                taken as (
                    insert into number (token, e164_sealed, jurisdiction, line_type, status)
                    select sha256(n::text::bytea), '\\x00', 'CN', 'RESIDENTIAL', 'RECYCLING' from generate_series(1, :members) n
                    returning id)
                insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending,
                    asking, policy_version, disconnected_at, floor_at, freeze_end, ask_on, next_due, created_at, disclosed_at)
                select gen_random_uuid(), taken.id, file.id, taken.id, 'CN', 'RESIDENTIAL', 'Asia/Shanghai', 'RESTING', 'RELEASE',
                    'COHORT', :policy, :left, :left, :end, :now, :end, :left, :left
                from taken, file
                """)
                .param("file", file)
                .param("policy", policy)
                .param("members", MEMBERS)
                .param("now", now)
                .param("left", now.minusDays(60))
                .param("end", now.plusDays(30))
                .update();
        parts.due().open("CN");
        UUID cohort =
                STORE.jdbc().sql("select id from cohort").query(UUID.class).single();
        assertThat(parts.cohorts().seal(cohort).members()).isEqualTo(MEMBERS);
        return cohort;
    }

    private long known() {
        return STORE.jdbc()
                .sql("select sum(bit_count(cleared)) from cohort_platform")
                .query(Long.class)
                .single();
    }

    private Map<String, Long> bytes() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String table : TABLES) {
            bytes.put(
                    table,
                    STORE.jdbc()
                            .sql("select pg_total_relation_size('" + table + "')")
                            .query(Long.class)
                            .single());
        }
        return bytes;
    }
}
