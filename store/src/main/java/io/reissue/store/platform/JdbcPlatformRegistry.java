package io.reissue.store.platform;

import com.google.crypto.tink.Aead;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The registry in PostgreSQL. Secrets lie there sealed, with platform and purpose as associated data, so that a sealed secret
 * moved to another row opens nothing.
 */
public final class JdbcPlatformRegistry implements PlatformRegistry {
    private static final String COLUMNS = """
            select id, code, name_zh, name_en, kind, jurisdictions, delivery, endpoint, identifier_form, batch_limit,
                rate_per_second, active
            from platform
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Aead seal;
    private final Clock clock;

    /** @param seal the platform-secrets key */
    public JdbcPlatformRegistry(JdbcClient jdbc, TransactionOperations transactions, Aead seal, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public List<Platform> all() {
        return jdbc.sql(COLUMNS + "order by code")
                .query(JdbcPlatformRegistry::platform)
                .list();
    }

    @Override
    public Optional<Platform> byCode(String code) {
        return jdbc.sql(COLUMNS + "where code = :code")
                .param("code", code)
                .query(JdbcPlatformRegistry::platform)
                .optional();
    }

    @Override
    public Platform byId(int id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(JdbcPlatformRegistry::platform)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no platform " + id));
    }

    @Override
    public Platform register(PlatformContract contract) {
        transactions.executeWithoutResult(_ -> {
            int id = upsert(contract);
            rotate(id, Direction.TO_PLATFORM, contract.secretToPlatform());
            rotate(id, Direction.FROM_PLATFORM, contract.secretFromPlatform());
            wish(id, contract.statusPushes());
            // A bucket keeps the rate that it was made with.
            jdbc.sql("delete from platform_rate where id in (:keys)")
                    .param(
                            "keys",
                            Arrays.stream(Direction.values())
                                    .map(direction -> PlatformRates.key(id, direction))
                                    .toList())
                    .update();
        });
        return byCode(contract.code()).orElseThrow();
    }

    private int upsert(PlatformContract contract) {
        return jdbc.sql("""
                        insert into platform (code, name_zh, name_en, kind, jurisdictions, delivery, endpoint, identifier_form,
                            identifier_key_sealed, batch_limit, rate_per_second, active)
                        values (:code, :zh, :en, :kind, :jurisdictions, :delivery, :endpoint, :form, :key, :limit, :rate, true)
                        on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                            kind = excluded.kind, jurisdictions = excluded.jurisdictions,
                            delivery = excluded.delivery, endpoint = excluded.endpoint,
                            identifier_form = excluded.identifier_form,
                            identifier_key_sealed = excluded.identifier_key_sealed,
                            batch_limit = excluded.batch_limit, rate_per_second = excluded.rate_per_second, active = true
                        returning id
                        """)
                .param("code", contract.code())
                .param("zh", contract.nameZh())
                .param("en", contract.nameEn())
                .param("kind", contract.kind().name())
                .param(
                        "jurisdictions",
                        contract.jurisdictions().stream().sorted().toArray(String[]::new))
                .param("delivery", contract.delivery().name())
                .param(
                        "endpoint",
                        contract.endpoint() == null ? null : contract.endpoint().toString())
                .param("form", contract.identifierForm().name())
                .param("key", sealedKey(contract))
                .param("limit", contract.batchLimit())
                .param("rate", contract.ratePerSecond())
                .query(Integer.class)
                .single();
    }

    /** Pushes begin with what happens from now on; what was before is in the feed. */
    private void wish(int id, boolean statusPushes) {
        jdbc.sql(statusPushes ? """
                        insert into status_push (id, platform_id, planned_through)
                        select :wish, :id, seq from sequenced where family = 'FEED'
                        on conflict (platform_id) do nothing
                        """ : "delete from status_push where platform_id = :id")
                .param("wish", UUID.randomUUID())
                .param("id", id)
                .update();
    }

    private byte @Nullable [] sealedKey(PlatformContract contract) {
        var key = contract.identifierKey();
        return key == null ? null : seal(Base64.getDecoder().decode(key), contract.code(), "IDENTIFIER");
    }

    private void rotate(int id, Direction direction, String secret) {
        var live = live(id, direction);
        if (!live.isEmpty() && live.getFirst().equals(secret)) return;
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        update platform_secret set valid_until = :until
                        where platform_id = :id and direction = :direction
                            and (valid_until is null or valid_until > :until)
                        """)
                .param("id", id)
                .param("direction", direction.name())
                .param("until", now.plus(ROTATION))
                .update();
        jdbc.sql("""
                        insert into platform_secret (platform_id, direction, sealed, valid_from)
                        values (:id, :direction, :sealed, :now)
                        """)
                .param("id", id)
                .param("direction", direction.name())
                .param("sealed", seal(secret.getBytes(StandardCharsets.UTF_8), byId(id).code(), direction.name()))
                .param("now", now)
                .update();
    }

    @Override
    public List<String> secretsTo(int id) {
        return live(id, Direction.TO_PLATFORM);
    }

    @Override
    public List<String> secretsFrom(int id) {
        return live(id, Direction.FROM_PLATFORM);
    }

    private List<String> live(int id, Direction direction) {
        return liveOf(id, direction).getOrDefault(id, List.of());
    }

    @Override
    public Map<Integer, List<String>> secretsFrom() {
        return liveOf(null, Direction.FROM_PLATFORM);
    }

    /** @param id null: of all platforms */
    private Map<Integer, List<String>> liveOf(@Nullable Integer id, Direction direction) {
        record Sealed(int platform, String code, byte[] secret) {}
        var sealed = jdbc.sql("""
                        select platform_id, code, sealed from platform_secret join platform on platform.id = platform_id
                        where (:id::int is null or platform_id = :id) and direction = :direction and valid_from <= :now
                            and (valid_until is null or valid_until > :now)
                        order by platform_secret.id desc
                        """)
                .param("id", id, Types.INTEGER)
                .param("direction", direction.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Sealed(row.getInt("platform_id"), row.getString("code"), row.getBytes("sealed")))
                .list();
        var live = new LinkedHashMap<Integer, List<String>>();
        for (var one : sealed) {
            live.computeIfAbsent(one.platform(), _ -> new ArrayList<>())
                    .add(new String(open(one.secret(), one.code(), direction.name()), StandardCharsets.UTF_8));
        }
        return live;
    }

    @Override
    public byte[] identifierKey(int id) {
        record Sealed(String code, byte @Nullable [] key) {}
        var sealed = jdbc.sql("""
                        select code, case when identifier_form = :form then identifier_key_sealed end from platform
                        where id = :id
                        """)
                .param("id", id)
                .param("form", IdentifierForm.HMAC_SHA256.name())
                .query((row, _) -> new Sealed(row.getString(1), row.getBytes(2)))
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no platform " + id));
        if (sealed.key() == null) {
            throw new IllegalStateException("the identifiers of " + sealed.code() + " have no key");
        }
        return open(sealed.key(), sealed.code(), "IDENTIFIER");
    }

    @Override
    public void deactivate(int id) {
        jdbc.sql("update platform set active = false where id = :id")
                .param("id", id)
                .update();
    }

    private byte[] seal(byte[] secret, String code, String purpose) {
        try {
            return seal.encrypt(secret, associated(code, purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of " + code + " can't be sealed", e);
        }
    }

    private byte[] open(byte[] sealed, String code, String purpose) {
        try {
            return seal.decrypt(sealed, associated(code, purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret of " + code + " was not sealed with this key", e);
        }
    }

    private static byte[] associated(String code, String purpose) {
        return ("platform/" + code + "/" + purpose).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable URI endpoint(@Nullable String endpoint) {
        return endpoint == null ? null : URI.create(endpoint);
    }

    private static Platform platform(ResultSet row, int index) throws SQLException {
        return new Platform(
                row.getInt("id"),
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Platform.Kind.valueOf(row.getString("kind")),
                Set.of((String[]) row.getArray("jurisdictions").getArray()),
                Delivery.valueOf(row.getString("delivery")),
                endpoint(row.getString("endpoint")),
                IdentifierForm.valueOf(row.getString("identifier_form")),
                row.getInt("batch_limit"),
                row.getInt("rate_per_second"),
                row.getBoolean("active"));
    }
}
