package io.reissue.sandbox.oracle;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the store holds of each number at each platform: of one that is not purged the outcome, of one that is whether the platform was
 * counted as cleared. Withdrawn members are left out: what was answered about them has been undone.
 */
final class StoreOutcomes {
    private record Member(UUID cohort, int ordinal) {}

    private record Board(UUID cohort, int platform) {}

    private record Item(Member member, int platform) {}

    private record Bits(BitSet cleared, BitSet unbound) {}

    private final Map<UUID, Member> members = new HashMap<>();
    private final Map<Board, Bits> boards = new HashMap<>();
    private final Map<Item, Outcome> exceptions = new HashMap<>();
    private final Map<UUID, Set<Integer>> unresolved = new HashMap<>();
    private final Map<String, Integer> platforms = new HashMap<>();

    StoreOutcomes(JdbcClient jdbc) {
        jdbc.sql("select id, code from platform").query(row -> {
            platforms.put(row.getString("code"), row.getInt("id"));
        });
        jdbc.sql("select cohort_id, ordinal, cycle_id from membership where not withdrawn")
                .query(row -> {
                    members.put(
                            row.getObject("cycle_id", UUID.class),
                            new Member(row.getObject("cohort_id", UUID.class), row.getInt("ordinal")));
                });
        jdbc.sql("select cohort_id, platform_id, cleared, unbound from cohort_platform")
                .query(row -> {
                    boards.put(
                            new Board(row.getObject("cohort_id", UUID.class), row.getInt("platform_id")),
                            new Bits(BitSet.valueOf(row.getBytes("cleared")), BitSet.valueOf(row.getBytes("unbound"))));
                });
        jdbc.sql("select cohort_id, ordinal, platform_id, outcome from outcome_exception")
                .query(row -> {
                    Member member = new Member(row.getObject("cohort_id", UUID.class), row.getInt("ordinal"));
                    int platform = row.getInt("platform_id");
                    Outcome.of(row.getString("outcome"))
                            .ifPresent(outcome -> exceptions.put(new Item(member, platform), outcome));
                });
        jdbc.sql("select cycle_id, unresolved from cycle_result").query(row -> {
            unresolved.put(row.getObject("cycle_id", UUID.class), new HashSet<>(Arrays.asList((Integer[])
                    row.getArray("unresolved").getArray())));
        });
    }

    /** Whether the cohort's outcomes have not been forgotten yet. */
    boolean remembers(UUID cohort, String platform) {
        Integer id = platforms.get(platform);
        return id != null && boards.containsKey(new Board(cohort, id));
    }

    /** What the store holds of a number that is not purged; empty where it was not asked about, or is withdrawn. */
    Optional<Outcome> outcome(UUID cycleId, String platform) {
        Member member = members.get(cycleId);
        Integer id = platforms.get(platform);
        if (member == null || id == null) return Optional.empty();
        Bits bits = boards.get(new Board(member.cohort(), id));
        if (bits == null) return Optional.empty();
        if (bits.unbound().get(member.ordinal())) return Optional.of(Outcome.UNBOUND);
        if (bits.cleared().get(member.ordinal())) return Optional.of(Outcome.NOT_BOUND);
        return Optional.of(exceptions.getOrDefault(new Item(member, id), Outcome.UNKNOWN));
    }

    /** Whether a purged number's platform was counted as cleared; empty where nothing was counted. */
    Optional<Boolean> counted(UUID cycleId, String platform) {
        Integer id = platforms.get(platform);
        return Optional.ofNullable(unresolved.get(cycleId)).map(open -> id != null && !open.contains(id));
    }
}
