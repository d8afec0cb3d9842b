package io.reissue.store.platform;

import io.reissue.store.platform.CircuitRules.Admission;
import io.reissue.store.platform.CircuitRules.Circuit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The circuit breakers, one row a platform, the same for all workers. Each step is a short transaction of its own. */
public final class PlatformCircuits {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final CircuitRules rules;
    private final PlatformIncidents incidents;

    public PlatformCircuits(JdbcClient jdbc, TransactionOperations transactions, Clock clock, CircuitRules rules) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.rules = rules;
        this.incidents = new PlatformIncidents(jdbc, clock);
    }

    /** Asks for one request. Who gets a probe has it alone. */
    public Admission admit(int platformId) {
        var circuit = read(platformId, "");
        var admission = rules.admit(circuit, clock.instant());
        if (!(admission instanceof Admission.Probe)) return admission;
        return claimed(platformId, circuit) ? admission : new Admission.Refused(rules.probe());
    }

    /** The platform answered what was admitted, whatever it said. */
    public void succeeded(int platformId, Admission admission) {
        if (admission.equals(new Admission.Pass(false))) return;
        jdbc.sql("""
                        update platform_circuit set failures = 0, open_until = null
                        where platform_id = :platform and (failures > 0 or open_until is not null)
                        """).param("platform", platformId).update();
    }

    /** The request that was admitted came to nothing. */
    public void failed(int platformId, Admission admission, String code) {
        change(platformId, code, circuit -> rules.afterFailure(circuit, admission, code, clock.instant()));
    }

    /** The platform asked to be left alone. */
    public void busy(int platformId, String code, Duration wait) {
        change(platformId, code, circuit -> rules.afterBusy(circuit, wait, code, clock.instant()));
    }

    private void change(int platformId, String code, UnaryOperator<Circuit> change) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("""
                            insert into platform_circuit (platform_id, failures, last_code) values (:platform, 0, :code)
                            on conflict do nothing
                            """).param("platform", platformId).param("code", code).update();
            var before = read(platformId, "for update");
            var changed = change.apply(before);
            if (rules.opens(before, changed)) incidents.note(platformId, PlatformIncidents.Kind.CIRCUIT_OPENED, code);
            jdbc.sql("""
                            update platform_circuit set failures = :failures, open_until = :until, last_code = :code
                            where platform_id = :platform
                            """)
                    .param("platform", platformId)
                    .param("failures", changed.failures())
                    .param("until", at(changed.openUntil()))
                    .param("code", changed.lastCode())
                    .update();
        });
    }

    /** Compares with what was read: of several that see the time pass, one wins. */
    private boolean claimed(int platformId, Circuit seen) {
        return jdbc.sql("""
                                update platform_circuit set open_until = :until
                                where platform_id = :platform and open_until = :seen
                                """)
                        .param("platform", platformId)
                        .param("until", at(rules.probing(seen, clock.instant()).openUntil()))
                        .param("seen", at(seen.openUntil()))
                        .update()
                == 1;
    }

    private Circuit read(int platformId, String lock) {
        return jdbc.sql("select failures, open_until, last_code from platform_circuit where platform_id = :platform "
                        + lock)
                .param("platform", platformId)
                .query(PlatformCircuits::circuit)
                .optional()
                .orElse(Circuit.CLOSED);
    }

    private static Circuit circuit(ResultSet row, int index) throws SQLException {
        var until = row.getObject("open_until", OffsetDateTime.class);
        return new Circuit(
                row.getInt("failures"), until == null ? null : until.toInstant(), row.getString("last_code"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
