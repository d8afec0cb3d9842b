package io.reissue.store.platform;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The rate limits, over all workers and edges. Says how long to wait, never waits. */
public final class PlatformRates {
    private final ProxyManager<Long> buckets;

    /** @param database takes one connection for the moment of a request, outside the caller's transaction */
    public PlatformRates(DataSource database, Clock clock) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("platform_rate")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .clientClock(meter(clock))
                .build();
    }

    /** Takes one request's token. Zero: it has it; otherwise how long until there is one. */
    public Duration take(Platform platform, Direction direction) {
        var bucket = buckets.getProxy(key(platform.id(), direction), () -> perSecond(platform.ratePerSecond()));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    static long key(int platformId, Direction direction) {
        return platformId * 2L + direction.ordinal();
    }

    private static BucketConfiguration perSecond(int rate) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate)
                        .refillGreedy(rate, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    private static TimeMeter meter(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
