package io.reissue.store.platform;

import com.google.crypto.tink.Aead;
import io.reissue.store.jdbc.SqlTime;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Secrets of platforms, sealed with platform and purpose as associated data, so that a sealed secret moved to another row opens
 * nothing.
 */
final class PlatformSecrets {
    private static final String IDENTIFIER = "IDENTIFIER";
    private static final String LIVE = """
            select platform_id, code, sealed from platform_secret join platform on platform.id = platform_id
            where %s direction = :direction and valid_from <= :now and (valid_until is null or valid_until > :now)
            order by platform_secret.id desc
            """;
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Aead seal;
    private final Clock clock;

    PlatformSecrets(JdbcClient jdbc, Aead seal, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.clock = clock;
    }

    /** A new one, in the form of Standard Webhooks. */
    static String secret() {
        return PREFIX + key();
    }

    /** A new one, base64. */
    static String key() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Live now, newest first. */
    List<String> live(int id, Direction direction) {
        return byPlatform(jdbc.sql(LIVE.formatted("platform_id = :id and")).param("id", id), direction)
                .getOrDefault(id, List.of());
    }

    /** The same of all platforms, by id. */
    Map<Integer, List<String>> live(Direction direction) {
        return byPlatform(jdbc.sql(LIVE.formatted("")), direction);
    }

    private Map<Integer, List<String>> byPlatform(StatementSpec secrets, Direction direction) {
        record Sealed(int platform, String code, byte[] secret) {}
        var sealed = secrets.param("direction", direction.name())
                .param("now", SqlTime.param(clock.instant()))
                .query((row, _) -> new Sealed(row.getInt("platform_id"), row.getString("code"), row.getBytes("sealed")))
                .list();
        var live = new LinkedHashMap<Integer, List<String>>();
        for (var one : sealed) {
            live.computeIfAbsent(one.platform(), _ -> new ArrayList<>())
                    .add(new String(open(one.secret(), one.code(), direction.name()), StandardCharsets.UTF_8));
        }
        return live;
    }

    /** When those that are live began and end, newest first; never what they are. */
    List<SecretLife> lives(int id) {
        return jdbc.sql("""
                select direction, valid_from, valid_until from platform_secret
                where platform_id = :id and valid_from <= :now and (valid_until is null or valid_until > :now)
                order by direction desc, id desc
                """)
                .param("id", id)
                .param("now", SqlTime.param(clock.instant()))
                .query((row, _) -> new SecretLife(
                        Direction.valueOf(row.getString("direction")),
                        SqlTime.instant(row, "valid_from"),
                        SqlTime.orNull(row, "valid_until")))
                .list();
    }

    /**
     * Begins with a secret; those before it end. The caller holds the platform's row.
     *
     * @param overlap for how long they live on beside it
     * @return when the last of them ends
     */
    Instant begin(int id, String code, Direction direction, String secret, Duration overlap) {
        Instant now = clock.instant();
        Instant until = now.plus(overlap);
        jdbc.sql("""
                update platform_secret set valid_until = :until
                where platform_id = :id and direction = :direction and (valid_until is null or valid_until > :until)
                """)
                .param("id", id)
                .param("direction", direction.name())
                .param("until", SqlTime.param(until))
                .update();
        jdbc.sql("""
                insert into platform_secret (platform_id, direction, sealed, valid_from)
                values (:id, :direction, :sealed, :now)
                """)
                .param("id", id)
                .param("direction", direction.name())
                .param("sealed", seal(secret.getBytes(StandardCharsets.UTF_8), code, direction.name()))
                .param("now", SqlTime.param(now))
                .update();
        return until;
    }

    /** @param key base64; null: none */
    byte @Nullable [] sealedKey(String code, @Nullable String key) {
        return key == null ? null : seal(Base64.getDecoder().decode(key), code, IDENTIFIER);
    }

    byte[] openKey(String code, byte[] sealed) {
        return open(sealed, code, IDENTIFIER);
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
}
