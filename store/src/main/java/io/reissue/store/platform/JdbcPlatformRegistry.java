package io.reissue.store.platform;

import com.google.crypto.tink.Aead;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.platform.PlatformRows.IdentifierKey;
import io.reissue.store.platform.PlatformRows.Row;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The registry in PostgreSQL. */
public final class JdbcPlatformRegistry implements PlatformRegistry {
    /** Whoever may configure answers for what is configured. */
    private static final String CONFIGURATION = "configuration";

    private final TransactionOperations transactions;
    private final PlatformRows rows;
    private final PlatformSecrets secrets;
    private final PlatformIncidents incidents;
    private final AuditLog audit;

    /** @param seal the platform-secrets key */
    public JdbcPlatformRegistry(JdbcClient jdbc, TransactionOperations transactions, Aead seal, Clock clock) {
        this.transactions = transactions;
        this.rows = new PlatformRows(jdbc);
        this.secrets = new PlatformSecrets(jdbc, seal, clock);
        this.incidents = new PlatformIncidents(jdbc, clock);
        this.audit = new AuditLog(jdbc, clock);
    }

    @Override
    public List<Platform> all() {
        return rows.all().stream().map(Row::platform).toList();
    }

    @Override
    public Optional<Platform> byCode(String code) {
        return rows.byCode(code).map(Row::platform);
    }

    @Override
    public Platform byId(int id) {
        return rows.byId(id).map(Row::platform).orElseThrow(() -> unknown(id));
    }

    @Override
    public Platform register(PlatformContract contract) {
        transactions.executeWithoutResult(_ -> {
            int id = put(contract);
            rotate(id, contract.code(), Direction.TO_PLATFORM, contract.secretToPlatform());
            rotate(id, contract.code(), Direction.FROM_PLATFORM, contract.secretFromPlatform());
            rows.wish(id, contract.statusPushes());
            rows.forgetBuckets(id);
            rows.trust(id);
        });
        return byCode(contract.code()).orElseThrow();
    }

    private int put(PlatformContract contract) {
        String code = contract.code();
        byte[] key = secrets.sealedKey(code, contract.identifierKey());
        return rows.insert(code, contract.terms(), key, CONFIGURATION).orElseGet(() -> {
            int known = rows.lock(code).orElseThrow().platform().id();
            rows.update(known, contract.terms(), key, CONFIGURATION);
            return known;
        });
    }

    private void rotate(int id, String code, Direction direction, String secret) {
        List<String> live = secrets.live(id, direction);
        if (!live.isEmpty() && live.getFirst().equals(secret)) return;
        secrets.begin(id, code, direction, secret, ROTATION);
    }

    @Override
    public List<String> secretsTo(int id) {
        return secrets.live(id, Direction.TO_PLATFORM);
    }

    @Override
    public List<String> secretsFrom(int id) {
        return secrets.live(id, Direction.FROM_PLATFORM);
    }

    @Override
    public Map<Integer, List<String>> secretsFrom() {
        return secrets.live(Direction.FROM_PLATFORM);
    }

    @Override
    public byte[] identifierKey(int id) {
        IdentifierKey key = rows.identifierKey(id).orElseThrow(() -> unknown(id));
        byte[] sealed = key.sealed();
        if (sealed == null) throw new IllegalStateException("the identifiers of " + key.code() + " have no key");
        return secrets.openKey(key.code(), sealed);
    }

    private static IllegalArgumentException unknown(int id) {
        return new IllegalArgumentException("no platform " + id);
    }

    @Override
    public void deactivate(int id) {
        transactions.executeWithoutResult(_ -> {
            if (!rows.unreachable(id)) return;
            incidents.note(id, PlatformIncidents.Kind.GONE, "HTTP_410");
            audit.write(AuditLog.SYSTEM, "platform.gone", byId(id).code(), Map.of());
        });
    }

    @Override
    public void cameForward(int id) {
        transactions.executeWithoutResult(_ -> {
            if (rows.cameForward(id)) audit.write(AuditLog.SYSTEM, "platform.reached", byId(id).code(), Map.of());
        });
    }
}
