package io.reissue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.Office;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandInput;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.inventory.Tenure;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.vault.NewHolder;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers on their way through a life, under a policy of their own: one platform a stage, a freeze of 90 days, asked 30 days before
 * its end. Each scene begins on a day of its own, so that nothing of another falls into its cohorts.
 */
public final class Scene {
    public static final String IDENTITY = "identity-one";
    public static final String REQUIRED = "bank-one";
    public static final String REST = "shop-one";
    public static final String HOLDER = "holder-4711";
    public static final String CONTACT = "someone@example.test";

    /** How long the law wants a holder's real-name record kept, after the day on which service ended. */
    public static final Period REAL_NAME = Period.ofYears(2);

    /** How long a holder had his number. */
    public static final Period SERVED = Period.ofYears(3);

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant FIRST = Instant.parse("2026-11-23T02:00:00Z");
    private static final AtomicInteger SCENES = new AtomicInteger();
    private static final AtomicInteger NUMBERS = new AtomicInteger(10_000_000);

    private final StoreParts parts;
    private final Asking asking;
    private final int policyVersion;
    private final Map<String, Integer> platforms = new HashMap<>();

    private Scene(StoreParts parts, Asking asking, Instant begin) {
        this.parts = parts;
        this.asking = asking;
        parts.store().clock().set(begin);
        var registry = PlatformsForTests.registry(parts.store());
        for (var code : List.of(IDENTITY, REQUIRED, REST)) {
            platforms.put(
                    code,
                    registry.register(ContractsForTests.keyed(code, URI.create("https://example.test/" + code)))
                            .id());
        }
        int thisYear = LocalDate.ofInstant(begin, ZONE).getYear();
        for (int year = thisYear; year < thisYear + 8; year++) {
            parts.policies().putYear("CN", year, Set.of(), Set.of(), "test");
        }
        policyVersion = parts.policies()
                .put(new PolicyDocument(
                        "CN",
                        LocalDate.ofInstant(now(), ZONE),
                        90,
                        30,
                        1,
                        Duration.ofSeconds(1),
                        List.of(5, 5, 5),
                        List.of(IDENTITY),
                        List.of(REQUIRED),
                        30,
                        365,
                        Period.ofDays(14),
                        80,
                        asking,
                        List.of(Period.ofDays(3))));
    }

    public static Scene begin(StoreParts parts) {
        return new Scene(parts, Asking.COHORT, nextDay());
    }

    /** For what has to have the real time on its way; alone in its database. */
    public static Scene beginAt(StoreParts parts, Instant begin) {
        return new Scene(parts, Asking.COHORT, begin);
    }

    public static Scene beginAlone(StoreParts parts) {
        return new Scene(parts, Asking.ALONE, nextDay());
    }

    private static Instant nextDay() {
        return FIRST.plus(Duration.ofDays(SCENES.getAndIncrement()));
    }

    /** A cohort and its members in order of ordinal. */
    public record Sealed(UUID id, List<UUID> members) {
        public UUID member(int ordinal) {
            return members.get(ordinal);
        }
    }

    /** What was delivered to each platform: one batch each. */
    public record Asked(Sealed cohort, Map<String, UUID> batches) {
        public UUID batch(String platform) {
            return requireNonNull(batches.get(platform));
        }

        public UUID member(int ordinal) {
            return cohort.member(ordinal);
        }
    }

    public Instant now() {
        return parts.store().clock().instant();
    }

    public int platform(String code) {
        return requireNonNull(platforms.get(code));
    }

    /** A number that has been accepted: its holder left today. */
    public UUID accepted() {
        var jdbc = parts.store().jdbc();
        var limits = LegalLimits.of("CN", LineType.RESIDENTIAL).orElseThrow();
        long number = parts.inventory()
                .register(List.of(new NewNumber(
                        "86138" + NUMBERS.getAndIncrement(),
                        "CN",
                        null,
                        null,
                        LineType.RESIDENTIAL,
                        NumberStatus.RECYCLING)))
                .getFirst();
        var today = LocalDate.ofInstant(now(), ZONE);
        new Tenures(jdbc).record(List.of(new Tenure(number, today.minus(SERVED), today, null, null)));
        var file = UUID.randomUUID();
        jdbc.sql("""
                insert into intake_file (id, name, file_date, state, received_at)
                values (:id, 'test.csv', :date, 'READING', :now)
                """)
                .param("id", file)
                .param("date", today)
                .param("now", now().atOffset(ZoneOffset.UTC))
                .update();
        var cycle = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending,
                    asking, disconnected_at, floor_at, next_due, created_at)
                values (:id, :number, :file, 1, 'CN', 'RESIDENTIAL', 'Asia/Shanghai', 'ACCEPTED', 'RELEASE', :asking,
                    :now, :floor, :now, :now)
                """)
                .param("id", cycle)
                .param("number", number)
                .param("file", file)
                .param("asking", asking.name())
                .param("now", now().atOffset(ZoneOffset.UTC))
                .param("floor", FreezeRules.floor(limits, now()).atOffset(ZoneOffset.UTC))
                .update();
        parts.store()
                .transaction()
                .executeWithoutResult(status -> parts.holders()
                        .putNewHolders(List.of(new NewHolder(cycle, HOLDER, CONTACT, today.plus(REAL_NAME)))));
        return cycle;
    }

    /** A number that rests, disclosed. */
    public UUID resting() {
        var cycle = accepted();
        resume(cycle);
        return cycle;
    }

    public CycleRun run(UUID cycle) {
        return new CycleRun(cycle.toString(), "run-1", 1);
    }

    public CycleView resume(UUID cycle) {
        return parts.recycling().resume(run(cycle));
    }

    public CycleView finish(UUID cycle) {
        return parts.recycling().finish(run(cycle));
    }

    /** A cycle's policy, as if it had been stored with another spread: only the owner of the database could change it. */
    public void spread(UUID cycle, Duration spread) {
        try (var owner = parts.store().owner()) {
            JdbcClient.create(owner)
                    .sql(
                            "update policy set body = jsonb_set(body, '{spread}', to_jsonb(:spread::text)) where version = :version")
                    .param("spread", spread.toString())
                    .param("version", row(cycle).policyVersion())
                    .update();
        }
    }

    public CycleRow row(UUID cycle) {
        return parts.cycles().find(cycle).orElseThrow();
    }

    /** The present scene's cohort of today, opened and not sealed. */
    public UUID openedCohort(UUID dueCycle) {
        parts.store()
                .clock()
                .set(requireNonNull(row(dueCycle).askOn()).atStartOfDay(ZONE).toInstant());
        parts.due().open("CN");
        return parts.store()
                .jdbc()
                .sql(
                        "select id from cohort where kind = 'RECYCLING' and policy_version = :policy and sealed_at is null")
                .param("policy", policyVersion)
                .query(UUID.class)
                .single();
    }

    /** {@code members} numbers, sealed into one cohort on the day they are due. */
    public Sealed sealed(int members) {
        var cycles = IntStream.range(0, members).mapToObj(n -> resting()).toList();
        var cohort = openedCohort(cycles.getFirst());
        parts.cohorts().seal(cohort);
        return new Sealed(cohort, members(cohort));
    }

    public List<UUID> members(UUID cohort) {
        return parts.store()
                .jdbc()
                .sql("select cycle_id from membership where cohort_id = :cohort order by ordinal")
                .param("cohort", cohort)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Opens a stage and prepares its platforms' batches, as if they had been sent. */
    public void send(Sealed cohort, Stage stage, Map<String, UUID> sent) {
        parts.cohorts().openStage(cohort.id(), stage);
        platforms.forEach((code, id) -> {
            for (var batch : parts.cohorts().toDeliver(cohort.id(), id, stage.number())) {
                var sendable =
                        parts.batches().prepare(batch).orElseThrow().batch().id();
                parts.batches().delivered(sendable);
                sent.put(code, sendable);
            }
        });
    }

    /** A cohort whose platforms have all been asked. */
    public Asked asked(int members) {
        var cohort = sealed(members);
        Map<String, UUID> sent = new HashMap<>();
        for (var stage : Stage.IN_ORDER) send(cohort, stage, sent);
        return new Asked(cohort, sent);
    }

    /** As {@link #asked}, and every platform had nothing. */
    public Asked cleared(int members) {
        var asked = asked(members);
        asked.batches().forEach((code, batch) -> take(code, batch, remainder(Remainder.NOT_BOUND)));
        return asked;
    }

    /** Everything is cleared and the freeze is over: the next step purges. */
    public Asked due(int members) {
        var asked = cleared(members);
        toFreezeEnd(asked.member(0));
        return asked;
    }

    public void toFreezeEnd(UUID cycle) {
        parts.store().clock().set(requireNonNull(row(cycle).freezeEnd()).plus(Duration.ofHours(1)));
    }

    public Taken take(String platform, UUID batch, Answer answer) {
        return take(platform, batch, "msg_" + UUID.randomUUID(), answer);
    }

    public Taken take(String platform, UUID batch, String webhookId, Answer answer) {
        return parts.answers().take(platform(platform), batch, webhookId, digest(batch + " " + answer), answer);
    }

    public AnswerReceipt receipt(String platform, UUID batch, Answer answer) {
        if (take(platform, batch, answer) instanceof Taken.Receipt taken) return taken.receipt();
        throw new AssertionError("the answer was refused");
    }

    public static Answer listing(Result... results) {
        return new Answer(1, 1, null, List.of(results));
    }

    public static Answer remainder(Remainder remainder, Result... results) {
        return part(1, 1, remainder, results);
    }

    public static Answer part(int part, int of, @Nullable Remainder remainder, Result... results) {
        return new Answer(part, of, remainder, List.of(results));
    }

    public static Result said(int ref, Said said) {
        return new Result(ref, said, said == Said.REFUSED ? RefusalReason.OTHER : null, null, List.of());
    }

    public static Result refused(int ref, RefusalReason reason) {
        return new Result(ref, Said.REFUSED, reason, null, List.of());
    }

    public static Result accounts(int ref, Said worst, Answer.Account... accounts) {
        return new Result(ref, worst, worst == Said.REFUSED ? RefusalReason.OTHER : null, null, List.of(accounts));
    }

    /** What a cycle knows about one platform, as its platform's exceptions and bits say. */
    public String outcome(UUID cycle, String platform) {
        return parts.store()
                .jdbc()
                .sql("""
                        select case when get_bit(cp.unbound, m.ordinal) = 1 then 'UNBOUND'
                            when get_bit(cp.cleared, m.ordinal) = 1 then 'NOT_BOUND' else coalesce(e.outcome, 'UNKNOWN') end
                        from membership m
                        join cohort_platform cp on cp.cohort_id = m.cohort_id and cp.platform_id = :platform
                        left join outcome_exception e on e.cohort_id = m.cohort_id and e.ordinal = m.ordinal
                            and e.platform_id = cp.platform_id
                        where m.cycle_id = :cycle
                        """)
                .param("platform", platform(platform))
                .param("cycle", cycle)
                .query(String.class)
                .single();
    }

    /** Messages of one kind to one target, as their details. */
    public List<String> messages(String kind, UUID target) {
        return parts.store()
                .jdbc()
                .sql("select detail from outbox where kind = :kind and target = :target order by id")
                .param("kind", kind)
                .param("target", target)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** What is owed to a cycle: platform, and what was answered; "-" where nothing was. */
    public List<String> owed(UUID cycle) {
        return parts.store()
                .jdbc()
                .sql("""
                        select p.code || ' ' || coalesce(r.outcome, '-') from restoration r join platform p on p.id = r.platform_id
                        where r.cycle_id = :cycle order by p.code, r.batch_id
                        """)
                .param("cycle", cycle)
                .query((row, n) -> row.getString(1))
                .list();
    }

    public long count(String table, UUID cycle) {
        return parts.store()
                .jdbc()
                .sql("select count(*) from " + table + " where cycle_id = :cycle")
                .param("cycle", cycle)
                .query(Long.class)
                .single();
    }

    public CommandDecision command(UUID cycle, CommandKind kind) {
        return command(input(cycle, kind, "operator-a", null, null));
    }

    public CommandDecision command(CommandInput input) {
        return parts.commands().request(input).orElseThrow();
    }

    /** Enough for every command: who may ask for which is for the rules' own test. */
    public static final Set<Office> OFFICES = Set.of(Office.OPERATOR, Office.POLICY_ADMIN);

    /** A command with all that its kind asks for. */
    public static CommandInput input(
            UUID cycle, CommandKind kind, String actor, @Nullable Instant until, @Nullable String platform) {
        return new CommandInput(
                UUID.randomUUID(), cycle, kind, actor, OFFICES, "CASE", null, until, platform, HOLDER, true, true);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
