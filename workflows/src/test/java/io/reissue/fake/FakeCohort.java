package io.reissue.fake;

import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers that are asked about together; an ALONE number has one of its own. Outcomes are kept per platform and ordinal. */
final class FakeCohort {
    /** An item; without one nothing was ever said. */
    static final class Item {
        Outcome outcome = Outcome.UNKNOWN;

        @Nullable
        RefusalReason reason;

        /** The row of answers without anything bound that its NOT_BOUND was said in; null: in none. */
        FakeDoubts.@Nullable Streak streak;

        int attempts;

        @Nullable
        Instant askAgainAt;

        boolean doubted() {
            FakeDoubts.Streak said = streak;
            return outcome == Outcome.NOT_BOUND && said != null && said.doubted && !said.accepted;
        }

        /** What counts. */
        Outcome believed() {
            return doubted() ? Outcome.UNKNOWN : outcome;
        }

        boolean askNow;
    }

    /** One envelope to one platform. {@code stage} 0: a later round. */
    static final class Batch {
        final String id = UUID.randomUUID().toString();
        final String platform;
        final int stage;
        final int round;
        final BitSet members;
        final BitSet notBound = new BitSet();
        int attempt;
        boolean sent;
        boolean delivered;
        boolean voided;
        boolean heldBound;

        Batch(String platform, int stage, int round, BitSet members) {
            this.platform = platform;
            this.stage = stage;
            this.round = round;
            this.members = members;
        }
    }

    static final class StageState {
        final Instant opened;
        final Instant deadline;
        boolean settledTold;

        StageState(Instant opened, Instant deadline) {
            this.opened = opened;
            this.deadline = deadline;
        }
    }

    final UUID id = UUID.randomUUID();
    final String workflowId;
    final boolean alone;
    final Policy policy;
    final LocalDate slotDay;
    final List<@Nullable FakeCycle> members = new ArrayList<>();
    final BitSet withdrawn = new BitSet();
    final Map<Stage, StageState> stages = new EnumMap<>(Stage.class);
    final List<Batch> batches = new ArrayList<>();
    boolean sealed;

    /** Nobody was left to ask about. */
    boolean ended;

    int round;

    @Nullable
    Instant roundAt;

    private final Map<String, Map<Integer, Item>> items = new HashMap<>();

    FakeCohort(String workflowId, boolean alone, Policy policy, LocalDate slotDay) {
        this.workflowId = workflowId;
        this.alone = alone;
        this.policy = policy;
        this.slotDay = slotDay;
    }

    Item item(String platform, int ordinal) {
        return items.computeIfAbsent(platform, any -> new HashMap<>()).computeIfAbsent(ordinal, any -> new Item());
    }

    /** Those that have said something. */
    Stream<String> platforms() {
        return items.keySet().stream();
    }

    /** Ordinals about which a platform may still be asked. */
    BitSet live() {
        BitSet live = new BitSet();
        for (int i = 0; i < members.size(); i++) if (members.get(i) != null && !withdrawn.get(i)) live.set(i);
        return live;
    }

    /** Live ordinals about which the platform has taken no stand. */
    BitSet silent(String platform) {
        BitSet silent = live();
        live().stream()
                .filter(ordinal -> item(platform, ordinal).believed().settled())
                .forEach(silent::clear);
        return silent;
    }

    /** Batches of a platform in a stage, or in the present round, that still ask about somebody. */
    Stream<Batch> open(String platform, int stage) {
        BitSet silent = silent(platform);
        return batches.stream()
                .filter(batch -> batch.platform.equals(platform) && batch.stage == stage && !batch.voided)
                .filter(batch -> stage != 0 || batch.round == round)
                .filter(batch -> batch.members.intersects(silent));
    }

    Batch batch(String id) {
        return batches.stream().filter(batch -> batch.id.equals(id)).findFirst().orElseThrow(Faults::notFound);
    }
}
