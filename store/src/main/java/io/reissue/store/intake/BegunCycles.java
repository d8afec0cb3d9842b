package io.reissue.store.intake;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.reissue.policy.FreezeRules;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes cycles as they begin: with the law's limits, without a policy, due at once. */
final class BegunCycles {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TimeOrderedEpochFactory ids;

    BegunCycles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = new TimeOrderedEpochFactory(clock);
    }

    /** A UUIDv7. */
    UUID newId() {
        return ids.create();
    }

    void insert(UUID fileId, List<BegunCycle> rows) {
        jdbc.sql("""
                        insert into cycle (intake_file_id, state, next_due, created_at, id, number_id, intake_line, jurisdiction,
                            line_type, zone, ending, asking, disconnected_at, floor_at, ceiling_at, province, disconnect_reason)
                        select :file, 'ACCEPTED', :now, :now, * from unnest(:ids::uuid[], :numbers::bigint[], :lines::bigint[],
                            :jurisdictions::text[], :lineTypes::text[], :zones::text[], :endings::text[], :askings::text[],
                            :disconnected::timestamptz[], :floors::timestamptz[], :ceilings::timestamptz[],
                            :provinces::text[], :reasons::text[])
                        """)
                .param("file", fileId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", texts(rows, BegunCycle::cycleId))
                .param("numbers", rows.stream().map(BegunCycle::numberId).toArray(Long[]::new))
                .param("lines", rows.stream().map(row -> row.row().line()).toArray(Long[]::new))
                .param("jurisdictions", texts(rows, row -> row.row().limits().jurisdiction()))
                .param("lineTypes", texts(rows, row -> row.row().lineType()))
                .param("zones", texts(rows, row -> row.row().limits().zone()))
                .param("endings", texts(rows, row -> row.row().ending()))
                .param("askings", texts(rows, row -> row.row().asking()))
                .param("disconnected", texts(rows, row -> row.row().disconnectedAt()))
                .param("floors", texts(rows, BegunCycles::floor))
                .param("ceilings", texts(rows, BegunCycles::ceiling))
                .param("provinces", texts(rows, row -> row.row().number().province()))
                .param("reasons", texts(rows, row -> row.row().reason()))
                .update();
    }

    private static Instant floor(BegunCycle row) {
        return FreezeRules.floor(row.row().limits(), row.row().disconnectedAt());
    }

    private static @Nullable Instant ceiling(BegunCycle row) {
        return FreezeRules.ceiling(row.row().limits(), row.row().disconnectedAt())
                .orElse(null);
    }

    private static String[] texts(List<BegunCycle> rows, Function<BegunCycle, @Nullable Object> value) {
        return rows.stream()
                .map(row -> Optional.ofNullable(value.apply(row))
                        .map(Object::toString)
                        .orElse(null))
                .toArray(String[]::new);
    }
}
