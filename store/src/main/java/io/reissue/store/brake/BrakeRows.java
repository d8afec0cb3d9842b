package io.reissue.store.brake;

import io.reissue.brake.Brake;
import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRules;
import io.reissue.brake.BrakeRules.Traits;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables {@code brake} and {@code brake_lift}, and the lock between brakes and purges: whoever purges, or says that it waits for a
 * brake, shares it to the end of its transaction; whoever sets or lifts one has it alone. So a purge either was over before a brake
 * stood, or sees it; and a number that a brake stops is either seen by the lift, or sees it.
 */
@Component
public class BrakeRows {
    private final JdbcClient jdbc;

    public BrakeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From here to the end of the transaction no brake is set or lifted. */
    public void keepAsTheyAre() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtext('brake'))")
                .query((row, n) -> n)
                .list();
    }

    /** From here to the end of the transaction nobody purges; waits for those who do. */
    void keepPurgesOut() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('brake'))")
                .query((row, n) -> n)
                .list();
    }

    /** Those that stop a number, the widest first. What is read without the lock may be outdated when it is used. */
    public List<Brake> stopping(long numberId, String jurisdiction, UUID intakeFile, Set<String> platforms) {
        List<Brake> standing = standing();
        if (standing.isEmpty()) return standing;
        String province = jdbc.sql("select province from number where id = :number")
                .param("number", numberId)
                .query(String.class)
                .optional()
                .orElse(null);
        return BrakeRules.stopping(standing, new Traits(jurisdiction, province, intakeFile.toString(), platforms));
    }

    private List<Brake> standing() {
        return jdbc.sql("select id, scope, code from brake where lifted_at is null order by id")
                .query(BrakeRows::brake)
                .list();
    }

    private static Brake brake(ResultSet row, int n) throws SQLException {
        return new Brake(row.getObject("id", UUID.class), Scope.valueOf(row.getString("scope")), row.getString("code"));
    }

    /** Whether a code of that scope names anything. */
    boolean known(Scope scope, String code) {
        return switch (scope) {
            case EVERYTHING -> code.isEmpty();
            case JURISDICTION -> exists("select 1 from policy where jurisdiction = :code", code);
            case PROVINCE -> exists("select 1 from province where jurisdiction || '/' || name = :code", code);
            case INTAKE_FILE -> exists("select 1 from intake_file where id::text = :code", code);
            case PLATFORM -> exists("select 1 from platform where code = :code", code);
        };
    }

    private boolean exists(String query, String code) {
        return jdbc.sql("select exists (" + query + ")")
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    void insert(Brake brake, String reasonCode, String actor, Instant now) {
        jdbc.sql("""
                insert into brake (id, scope, code, reason_code, set_by, set_at)
                values (:id, :scope, :code, :reason, :actor, :now)
                """)
                .param("id", brake.id())
                .param("scope", brake.scope().name())
                .param("code", brake.code())
                .param("reason", reasonCode)
                .param("actor", actor)
                .param("now", SqlTime.param(now))
                .update();
    }

    /** A wish; the same person's second one changes nothing. */
    void want(UUID brake, String actor, String reasonCode, Instant now) {
        jdbc.sql("""
                insert into brake_lift (brake_id, actor, reason_code, requested_at) values (:brake, :actor, :reason, :now)
                on conflict do nothing
                """)
                .param("brake", brake)
                .param("actor", actor)
                .param("reason", reasonCode)
                .param("now", SqlTime.param(now))
                .update();
    }

    void lift(UUID brake, String first, String second, Instant now) {
        jdbc.sql("""
                update brake set first_lifter = :first, second_lifter = :second, lifted_at = :now where id = :brake
                """)
                .param("brake", brake)
                .param("first", first)
                .param("second", second)
                .param("now", SqlTime.param(now))
                .update();
    }

    private static final String STATES = """
            select b.id, b.scope, b.code, b.reason_code, b.set_by, b.set_at, b.lifted_at,
                (select coalesce(array_agg(l.actor order by l.requested_at, l.actor), '{}') from brake_lift l
                 where l.brake_id = b.id) as wanted_by
            from brake b
            """;

    Optional<BrakeState> find(UUID id) {
        return jdbc.sql(STATES + "where b.id = :id")
                .param("id", id)
                .query(BrakeRows::state)
                .optional();
    }

    /** Those that stand, then those that were lifted, each the latest first. */
    List<BrakeState> next(Brakes.@Nullable Place after, int atMost) {
        return jdbc.sql(STATES + """
                where :brake::uuid is null or (b.lifted_at is not null) > :lifted
                    or (b.lifted_at is not null) = :lifted and b.id < :brake
                order by b.lifted_at is not null, b.id desc limit :atMost
                """)
                .param("brake", after == null ? null : after.brake())
                .param("lifted", after != null && after.lifted())
                .param("atMost", atMost)
                .query(BrakeRows::state)
                .list();
    }

    private static BrakeState state(ResultSet row, int n) throws SQLException {
        return new BrakeState(
                brake(row, n),
                row.getString("reason_code"),
                row.getString("set_by"),
                SqlTime.instant(row, "set_at"),
                List.of((String[]) row.getArray("wanted_by").getArray()),
                SqlTime.orNull(row, "lifted_at"));
    }

    /** How many numbers wait for nothing but that brake; those for which none does are left out. */
    Map<UUID, Long> waiting() {
        Map<UUID, Long> waiting = new HashMap<>();
        jdbc.sql("select braked_by, count(*) as numbers from cycle where braked_by is not null group by braked_by")
                .query(row -> {
                    waiting.put(row.getObject("braked_by", UUID.class), row.getLong("numbers"));
                });
        return waiting;
    }

    /** A lifted brake whose numbers have been woken up to the cursor. Locked: one chunk at a time. */
    Optional<Instant> lockLifted(UUID brake, @Nullable UUID wokenThrough) {
        return jdbc.sql("""
                select lifted_at from brake
                where id = :brake and lifted_at is not null and woken_through is not distinct from :through for no key update
                """)
                .param("brake", brake)
                .param("through", wokenThrough)
                .query((row, n) -> SqlTime.instant(row, "lifted_at"))
                .optional();
    }

    record Stopped(UUID cycle, int policyVersion) {}

    List<Stopped> stopped(UUID brake, @Nullable UUID after, int atMost) {
        return jdbc.sql("""
                select id, policy_version from cycle
                where braked_by = :brake and (:after::uuid is null or id > :after) order by id limit :atMost
                """)
                .param("brake", brake)
                .param("after", after)
                .param("atMost", atMost)
                .query((row, n) -> new Stopped(row.getObject("id", UUID.class), row.getInt("policy_version")))
                .list();
    }

    void wokenThrough(UUID brake, UUID cycle) {
        jdbc.sql("update brake set woken_through = :cycle where id = :brake")
                .param("brake", brake)
                .param("cycle", cycle)
                .update();
    }
}
