package io.reissue.store.login;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How often somebody may log in, from one address and with one session, over all edges: the database counts. Neither address nor session is
 * stored, only a digest of it, until its count is full again.
 */
public final class LoginRates {
    private static final int SWEPT_AT_ONCE = 1000;

    /** Of IPv6, a household or a host has all of them. */
    private static final int NETWORK_BYTES = 8;

    private final PostgreSQLSelectForUpdateBasedProxyManager<Long> buckets;

    /** What is counted: so many at once, then one each {@link #every}. */
    private enum Limit {
        /** An office behind one address comes in the morning; a script comes more often. */
        BEGUN_FROM_ADDRESS(60, Duration.ofSeconds(1)),
        /** A person does it once; an issuer that sends him back and forth does it without end. */
        BEGUN_IN_SESSION(10, Duration.ofMinutes(1)),
        /** A login that the issuer began does not fail; a guessed one does. */
        FAILED_FROM_ADDRESS(10, Duration.ofMinutes(1));

        private final int atOnce;
        private final Duration every;

        Limit(int atOnce, Duration every) {
            this.atOnce = atOnce;
            this.every = every;
        }

        private BucketConfiguration bucket() {
            return BucketConfiguration.builder()
                    .addLimit(Bandwidth.builder()
                            .capacity(atOnce)
                            .refillGreedy(atOnce, every.multipliedBy(atOnce))
                            .build())
                    .build();
        }
    }

    /**
     * By the machine's time rather than the field's: people wait in it, also where the field's stands still.
     *
     * @param database takes one connection for the moment of a request, outside the caller's transaction
     */
    public LoginRates(DataSource database) {
        this(database, TimeMeter.SYSTEM_MILLISECONDS);
    }

    LoginRates(DataSource database, TimeMeter time) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("login_rate")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .clientClock(time)
                .build();
    }

    /**
     * Somebody begins a login.
     *
     * @param address as the connection has it
     * @param session its id; null: he has none yet
     * @return zero: he may; otherwise how long until he may
     */
    public Duration begin(String address, @Nullable String session) {
        Stream<Duration> turns = Stream.of(
                untilTried(address),
                taken(Limit.BEGUN_FROM_ADDRESS, network(address)),
                session == null ? Duration.ZERO : taken(Limit.BEGUN_IN_SESSION, session));
        return turns.max(Duration::compareTo).orElseThrow();
    }

    /** Zero: not too many logins have failed from there; otherwise how long until one may be tried again. */
    public Duration untilTried(String address) {
        var probe = bucket(Limit.FAILED_FROM_ADDRESS, network(address)).estimateAbilityToConsume(1);
        return probe.canBeConsumed() ? Duration.ZERO : waiting(probe.getNanosToWaitForRefill());
    }

    /** One has failed. */
    public void failed(String address) {
        bucket(Limit.FAILED_FROM_ADDRESS, network(address)).tryConsume(1);
    }

    /** Forgets the counts that are full again. */
    public void sweep() {
        int swept = SWEPT_AT_ONCE;
        while (swept == SWEPT_AT_ONCE) swept = buckets.removeExpired(SWEPT_AT_ONCE);
    }

    private Duration taken(Limit limit, String whose) {
        var probe = bucket(limit, whose).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : waiting(probe.getNanosToWaitForRefill());
    }

    private static Duration waiting(long nanos) {
        return Duration.ofNanos(Math.max(1, nanos));
    }

    private Bucket bucket(Limit limit, String whose) {
        return buckets.getProxy(key(limit + " " + whose), limit::bucket);
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
        } catch (IllegalArgumentException unreadable) {
            return address;
        }
    }

    private static long key(String counted) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(counted.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
