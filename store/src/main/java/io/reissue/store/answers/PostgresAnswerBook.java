package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.outcome.Outcome;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.store.answers.AnswerJudge.Change;
import io.reissue.store.answers.OutcomeRows.ExceptionRow;
import io.reissue.store.answers.OutcomeRows.Heard;
import io.reissue.store.answers.OutcomeRows.Listed;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.outbox.Outbox.Kind;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The answers of platforms in PostgreSQL: one transaction each, on disk when it returns. */
@Component
public class PostgresAnswerBook implements AnswerBook {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final OutcomeRows rows;
    private final PolicyStore policies;
    private final HolderVault holders;
    private final Streaks streaks;
    private final Outbox outbox;
    private final JsonMapper json;

    public PostgresAnswerBook(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            OutcomeRows rows,
            PolicyStore policies,
            HolderVault holders,
            Streaks streaks,
            Outbox outbox,
            JsonMapper json) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.rows = rows;
        this.policies = policies;
        this.holders = holders;
        this.streaks = streaks;
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public Optional<Integer> platformOf(UUID batch) {
        return jdbc.sql("select platform_id from batch where id = :batch and first_sent_at is not null")
                .param("batch", batch)
                .query(Integer.class)
                .optional();
    }

    @Override
    public Taken take(int platformId, UUID batchId, String webhookId, byte[] digest, Answer answer) {
        return Objects.requireNonNull(
                transaction.execute(status -> takeOnce(platformId, batchId, webhookId, digest, answer)));
    }

    private Taken takeOnce(int platformId, UUID batchId, String webhookId, byte[] digest, Answer answer) {
        lockWebhook(platformId, webhookId);
        Asked asked = asked(platformId, batchId, webhookId);
        Before before = asked.before();
        if (before != null) return before.repeated(digest, json);
        int[] ordinals = asked.members().stream().toArray();
        Map<Integer, Listed> members = rows.lockMembers(
                asked.cohort(),
                answer.results().stream()
                        .filter(result -> result.ref() < ordinals.length)
                        .map(result -> ordinals[result.ref()])
                        .toList());
        Optional<Heard> heard = rows.lockHeard(batchId);
        if (heard.isEmpty()) return new Taken.Receipt(ofForgotten(ordinals, answer));
        Board board = heard.get().board();
        AnsweredBatch batch = heard.get().batch();
        if (batch.contradicts(answer)) return new Taken.Contradicts();
        BitSet doubted = board.required() ? streaks.doubted(board) : new BitSet();
        AnswerJudge judge = new AnswerJudge(ordinals, rows.known(board, doubted, batchId, members));
        judge.judge(answer.results());
        // sent again it is judged anew: what it speaks of may have come about since
        if (judge.receipt().refuses(answer)) return new Taken.Receipt(judge.receipt());
        keep(platformId, webhookId, batchId, digest, judge.receipt());
        // last: until the counter of the stage is on disk, every other answer of the stage waits for it
        write(board, doubted, batch, answer, judge, members);
        return new Taken.Receipt(judge.receipt());
    }

    /** Everybody is gone, whenever it is asked; nothing is kept, as a receipt would say again what was forgotten. */
    private static AnswerReceipt ofForgotten(int[] ordinals, Answer answer) {
        AnswerJudge judge = new AnswerJudge(ordinals, Map.of());
        judge.judge(answer.results());
        return judge.receipt();
    }

    private void write(
            Board board,
            BitSet doubted,
            AnsweredBatch batch,
            Answer answer,
            AnswerJudge judge,
            Map<Integer, Listed> members) {
        Instant now = clock.instant();
        Stand.Before before = Stand.Before.of(board, doubted);
        BitSet released = new BitSet();
        Set<UUID> wakes = new LinkedHashSet<>();
        BitSet cleared = new BitSet();
        List<ExceptionRow> exceptions = new ArrayList<>();
        Policy policy = policies.byVersion(board.policyVersion());
        for (Change change : judge.changes()) {
            Listed member = Objects.requireNonNull(members.get(change.ordinal()));
            if (change.outcome().cleared()) {
                cleared.set(change.ordinal());
                if (change.outcome() == Outcome.UNBOUND) board.unbound().set(change.ordinal());
            } else {
                exceptions.add(new ExceptionRow(
                        change.ordinal(),
                        change.outcome(),
                        change.reason(),
                        askAgainAt(change, policy, now),
                        change.moved()));
                if (doubted.get(change.ordinal())) {
                    // what was not believed is taken back by the platform itself
                    released.set(change.ordinal());
                    board.cleared().clear(change.ordinal());
                    board.settled().clear(change.ordinal());
                }
                if (change.outcome() == Outcome.REFUSED) board.settled().set(change.ordinal());
                // a refusal of a required platform is the number's own business from now on
                if (change.moved() && change.outcome() == Outcome.REFUSED && board.required())
                    wakes.add(member.cycleId());
            }
            if (member.withdrawn() && change.outcome() == Outcome.UNBOUND) {
                rows.owe(board, batch.id(), change.ref(), member.cycleId(), now);
                wakes.add(member.cycleId());
            }
        }
        judge.restored().forEach((ordinal, restored) -> {
            UUID cycle = Objects.requireNonNull(members.get(ordinal)).cycleId();
            rows.restored(batch.id(), cycle, restored, now);
            if (restored) {
                board.unbound().clear(ordinal);
                board.cleared().clear(ordinal);
            }
            wakes.add(cycle);
        });
        AnsweredBatch heard = batch.hear(answer);
        BitSet remainder = remainder(heard, board);
        if (heard.remainder() == Remainder.NOT_BOUND) cleared.or(remainder);
        if (heard.remainder() == Remainder.NOT_YET_SYNCED) {
            Instant again = policy.days().plus(now, policy.askAgainAfter(1));
            remainder.stream()
                    .filter(ordinal -> !board.settled().get(ordinal))
                    .forEach(ordinal ->
                            exceptions.add(new ExceptionRow(ordinal, Outcome.NOT_YET_SYNCED, null, again, true)));
        }
        BitSet moved = (BitSet) cleared.clone();
        moved.andNot(board.cleared());
        board.cleared().or(cleared);
        board.settled().or(cleared);
        rows.deleteExceptions(board, cleared);
        rows.writeExceptions(board, exceptions, now);
        rows.writeBatch(heard, now);
        holders.putHandles(batch.id(), handles(judge.changes(), members));
        if (board.required()) believe(board, Stand.read(before, board, heard, judge.changes()), released, moved, now);
        rows.write(board);
        if (board.required() || board.alone()) {
            exceptions.forEach(exception -> moved.set(exception.ordinal()));
            wakes.addAll(rows.waiting(board.cohort(), moved));
        }
        boolean open = board.settled().cardinality() < board.members();
        if (board.openItems() == 0 && open) rows.reopenPlatform(board);
        if (rows.settlesStage(board)) {
            outbox.write(Kind.STAGE_SETTLED, board.cohort(), String.valueOf(board.stage()));
        }
        Map<UUID, Instant> at = new LinkedHashMap<>();
        wakes.forEach(cycle -> at.put(cycle, FreezeRules.wakeAmong(wakes.size(), now, cycle, policy.spread())));
        outbox.writeAt(Kind.PLATFORM_ANSWERED, at, board.code());
    }

    /** Asks whether the answer is plausible. What it calls not bound is open if not; what it affirms if it is, is settled and has moved. */
    private void believe(Board board, Stand stand, BitSet released, BitSet moved, Instant now) {
        if (stand.heldBound()) {
            released.or(stand.affirmed());
            released.or(stand.bound());
            board.settled().or(stand.affirmed());
            moved.or(stand.affirmed());
        } else {
            board.settled().andNot(stand.affirmed());
        }
        if (streaks.hear(board, stand, released, now)) {
            board.settled().andNot(stand.notBound());
            moved.andNot(stand.notBound());
        }
    }

    private static Instant askAgainAt(Change change, Policy policy, Instant now) {
        if (change.askAgainAfter() != null) return now.plus(change.askAgainAfter());
        return policy.days().plus(now, policy.askAgainAfter(1));
    }

    /** The items of this batch that no answer to it has listed, and that are not known to be better. */
    private static BitSet remainder(AnsweredBatch batch, Board board) {
        BitSet remainder = (BitSet) batch.members().clone();
        remainder.andNot(batch.listed());
        remainder.andNot(board.cleared());
        return remainder;
    }

    private static Map<UUID, List<String>> handles(Collection<Change> changes, Map<Integer, Listed> members) {
        Map<UUID, List<String>> handles = new HashMap<>();
        for (Change change : changes) {
            Listed member = members.get(change.ordinal());
            if (member != null && !change.handles().isEmpty()) handles.put(member.cycleId(), change.handles());
        }
        return handles;
    }

    /** The same id sent twice at once, to whichever batches: the second waits here, and finds what the first was told. */
    private void lockWebhook(int platformId, String webhookId) {
        jdbc.sql("select pg_advisory_xact_lock(:platform, hashtext(:webhook))")
                .param("platform", platformId)
                .param("webhook", webhookId)
                .query((row, n) -> n)
                .list();
    }

    /** What was answered under the same webhook-id. */
    private record Before(byte[] digest, String receipt) {
        Taken repeated(byte[] digest, JsonMapper json) {
            return Arrays.equals(this.digest, digest)
                    ? new Taken.Receipt(json.readValue(receipt, AnswerReceipt.class))
                    : new Taken.DigestDiffers();
        }
    }

    /** What never changes of a batch. */
    private record Asked(
            UUID cohort, BitSet members, @Nullable Before before) {}

    private Asked asked(int platformId, UUID batchId, String webhookId) {
        return jdbc.sql("""
                select b.cohort_id, b.members, i.digest, i.receipt::text
                from batch b left join inbox i on i.platform_id = :platform and i.webhook_id = :webhook
                where b.id = :batch
                """)
                .param("platform", platformId)
                .param("webhook", webhookId)
                .param("batch", batchId)
                .query((row, n) -> {
                    byte[] digest = row.getBytes("digest");
                    return new Asked(
                            row.getObject("cohort_id", UUID.class),
                            Bitmap.bits(row.getBytes("members")),
                            digest == null ? null : new Before(digest, row.getString("receipt")));
                })
                .single();
    }

    private void keep(int platformId, String webhookId, UUID batchId, byte[] digest, AnswerReceipt receipt) {
        jdbc.sql("""
                insert into inbox (platform_id, webhook_id, batch_id, digest, receipt, received_at)
                values (:platform, :webhook, :batch, :digest, :receipt::jsonb, :now)
                """)
                .param("platform", platformId)
                .param("webhook", webhookId)
                .param("batch", batchId)
                .param("digest", digest)
                .param("receipt", json.writeValueAsString(receipt))
                .param("now", SqlTime.param(clock.instant()))
                .update();
    }
}
