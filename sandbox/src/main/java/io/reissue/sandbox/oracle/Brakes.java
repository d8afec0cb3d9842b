package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When what was braked, and by whom it was lifted. A brake stands until two people have lifted it. */
final class Brakes {
    /** {@code code}: of what is braked, in the words of its scope. */
    private record Brake(
            String id,
            String scope,
            String code,
            Instant setAt,
            @Nullable Instant liftedAt,
            @Nullable String firstLifter,
            @Nullable String secondLifter) {
        boolean stoodAt(Instant at) {
            return setAt.isBefore(at) && (liftedAt == null || at.isBefore(liftedAt));
        }

        boolean liftedByTwo() {
            return firstLifter != null
                    && secondLifter != null
                    && !Commands.person(firstLifter).equals(Commands.person(secondLifter));
        }
    }

    private record Asked(String jurisdiction, String platform) {}

    private final List<Brake> brakes;
    private final Map<Long, String> provinces = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Set<Asked> asked = new HashSet<>();

    Brakes(JdbcClient jdbc) {
        this.brakes = jdbc.sql("""
                select id::text as id, scope, code, set_at, lifted_at, first_lifter, second_lifter from brake
                """)
                .query((row, n) -> new Brake(
                        row.getString("id"),
                        row.getString("scope"),
                        row.getString("code"),
                        Ledger.instant(row, "set_at"),
                        Ledger.orNull(row, "lifted_at"),
                        row.getString("first_lifter"),
                        row.getString("second_lifter")))
                .list();
        if (brakes.isEmpty()) return;
        jdbc.sql("select id, jurisdiction || '/' || province as province from number where province is not null")
                .query(row -> {
                    provinces.put(row.getLong("id"), row.getString("province"));
                });
        jdbc.sql("select id::text as id, name from intake_file").query(row -> {
            files.put(row.getString("id"), row.getString("name"));
        });
        jdbc.sql("select code, unnest(jurisdictions) as jurisdiction from platform")
                .query(row -> {
                    asked.add(new Asked(row.getString("jurisdiction"), row.getString("code")));
                });
    }

    int count() {
        return brakes.size();
    }

    /** Brakes that were lifted by less than two people. */
    List<String> liftedByOne() {
        return brakes.stream()
                .filter(brake -> brake.liftedAt() != null && !brake.liftedByTwo())
                .map(Brake::id)
                .toList();
    }

    /** The scope of a brake that stood over the cycle at that instant. */
    Optional<String> over(Cycle cycle, Instant at) {
        return brakes.stream()
                .filter(brake -> brake.stoodAt(at) && covers(brake, cycle))
                .map(Brake::scope)
                .findFirst();
    }

    /** A platform's brake concerns whoever it was asked about. */
    private boolean covers(Brake brake, Cycle cycle) {
        return switch (brake.scope()) {
            case "EVERYTHING" -> true;
            case "JURISDICTION" -> brake.code().equals(cycle.jurisdiction());
            case "PROVINCE" -> brake.code().equals(provinces.get(cycle.numberId()));
            case "INTAKE_FILE" -> cycle.file().equals(files.get(brake.code()));
            case "PLATFORM" ->
                !cycle.asking().equals("NOBODY") && asked.contains(new Asked(cycle.jurisdiction(), brake.code()));
            default -> throw new IllegalStateException("a brake on " + brake.scope() + " is not known to the judge");
        };
    }
}
