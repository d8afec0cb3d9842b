package io.reissue.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When which platform was not believed: its answers held nothing bound where its own rate let expect otherwise. What it said then counts as
 * nothing until an operator accepts it, and a later refusal takes it back.
 */
final class Doubts {
    /** Between a platform's sending an answer and the carrier's writing it down. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private record Streak(
            String platform,
            String jurisdiction,
            Instant began,
            Instant doubted,
            @Nullable Instant ended) {}

    private final List<Streak> streaks;

    Doubts(JdbcClient jdbc) {
        this.streaks = jdbc.sql("""
                select p.code, s.jurisdiction, s.began_at, s.doubted_at, s.ended_at from streak s
                join platform p on p.id = s.platform_id
                where s.doubted_at is not null
                """)
                .query((row, n) -> new Streak(
                        row.getString("code"),
                        row.getString("jurisdiction"),
                        Ledger.instant(row, "began_at"),
                        Ledger.instant(row, "doubted_at"),
                        Ledger.orNull(row, "ended_at")))
                .list();
    }

    /** Whether at {@code at} what the platform had said then was in doubt still: not accepted, and followed by nothing better. */
    boolean standing(String platform, String jurisdiction, Instant said, Instant at) {
        return streaks.stream()
                .anyMatch(streak -> streak.platform().equals(platform)
                        && streak.jurisdiction().equals(jurisdiction)
                        && !said.isBefore(streak.began().plus(UNDER_WAY))
                        && streak.doubted().isBefore(at)
                        && (streak.ended() == null || streak.ended().isAfter(at)));
    }

    /** Whether what the platform said then was not believed, if only for a while. */
    boolean about(String platform, String jurisdiction, Instant said) {
        return streaks.stream()
                .anyMatch(streak -> streak.platform().equals(platform)
                        && streak.jurisdiction().equals(jurisdiction)
                        && !said.isBefore(streak.began().minus(UNDER_WAY))
                        && (streak.ended() == null || !said.isAfter(streak.ended())));
    }
}
