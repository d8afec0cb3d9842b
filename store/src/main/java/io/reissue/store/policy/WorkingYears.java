package io.reissue.store.policy;

import io.reissue.policy.CalendarRefusal;
import io.reissue.policy.Days;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.store.audit.AuditLog;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The years that deadlines are counted in: read, edited by people, and missed early enough. */
@Component
public class WorkingYears {
    /** How long before a year begins it is missed. */
    private static final Period AHEAD = Period.ofDays(60);

    private static final String COLUMNS =
            "select jurisdiction, year, holidays, make_up_days, source, edited_by, revision from working_year ";

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditLog audit;

    public WorkingYears(TransactionTemplate transaction, JdbcClient jdbc, Clock clock, AuditLog audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /** What became of an edit. */
    public sealed interface Decision {
        /** @param created there was no such year before */
        record Taken(WorkingYear year, boolean created) implements Decision {}

        /** Somebody changed it since, or entered it; null: it is not there. */
        record Stale(@Nullable WorkingYear present) implements Decision {}

        record Refused(CalendarRefusal reason) implements Decision {}
    }

    /** A year that a jurisdiction with a policy needs, and nobody has entered. */
    public record Missing(String jurisdiction, int year) {}

    public List<WorkingYear> all() {
        return jdbc.sql(COLUMNS + "order by jurisdiction, year")
                .query(WorkingYears::read)
                .list();
    }

    public Optional<WorkingYear> find(String jurisdiction, int year) {
        return jdbc.sql(COLUMNS + "where jurisdiction = :jurisdiction and year = :year")
                .param("jurisdiction", jurisdiction)
                .param("year", year)
                .query(WorkingYears::read)
                .optional();
    }

    /**
     * Enters a year, or writes it anew; it counts for every deadline that is set from then on.
     *
     * @param seen the revision that was changed; null: there was none
     */
    public Decision edit(
            String jurisdiction,
            int year,
            @Nullable Integer seen,
            Set<LocalDate> holidays,
            Set<LocalDate> makeUpDays,
            String source,
            String actor) {
        Optional<CalendarRefusal> refusal = CalendarRefusal.judge(jurisdiction, year, holidays, makeUpDays, source);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean written = write(jurisdiction, year, seen, holidays, makeUpDays, source, actor);
            Optional<WorkingYear> present = find(jurisdiction, year);
            if (!written) return new Decision.Stale(present.orElse(null));
            WorkingYear entered = present.orElseThrow();
            audit.write(
                    actor,
                    "calendar.edited",
                    jurisdiction + "." + year,
                    Map.of("revision", String.valueOf(entered.revision())));
            return new Decision.Taken(entered, seen == null);
        }));
    }

    private boolean write(
            String jurisdiction,
            int year,
            @Nullable Integer seen,
            Set<LocalDate> holidays,
            Set<LocalDate> makeUpDays,
            String source,
            String actor) {
        String sql = seen == null ? """
                insert into working_year (jurisdiction, year, holidays, make_up_days, source, edited_by)
                values (:jurisdiction, :year, :holidays::date[], :makeUp::date[], :source, :actor)
                on conflict (jurisdiction, year) do nothing
                """ : """
                update working_year set holidays = :holidays::date[], make_up_days = :makeUp::date[], source = :source,
                    edited_by = :actor, revision = revision + 1
                where jurisdiction = :jurisdiction and year = :year and revision = :seen
                """;
        return jdbc.sql(sql)
                        .param("jurisdiction", jurisdiction)
                        .param("year", year)
                        .param("seen", seen, java.sql.Types.INTEGER)
                        .param("holidays", texts(holidays))
                        .param("makeUp", texts(makeUpDays))
                        .param("source", source)
                        .param("actor", actor)
                        .update()
                == 1;
    }

    /** This year, and the one that begins within 60 days, where a jurisdiction has a policy and counts by the calendar. */
    public List<Missing> missing() {
        return jdbc
                .sql("select distinct jurisdiction from policy order by 1")
                .query((row, n) -> row.getString(1))
                .list()
                .stream()
                .flatMap(this::missing)
                .toList();
    }

    private Stream<Missing> missing(String jurisdiction) {
        Days days =
                LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).orElseThrow().days();
        if (!days.isCalendar()) return Stream.empty();
        LocalDate today = days.of(clock.instant());
        return Stream.of(today, today.plus(AHEAD))
                .map(LocalDate::getYear)
                .distinct()
                .filter(year -> find(jurisdiction, year).isEmpty())
                .map(year -> new Missing(jurisdiction, year));
    }

    private static String[] texts(Collection<LocalDate> days) {
        return days.stream().sorted().map(LocalDate::toString).toArray(String[]::new);
    }

    private static WorkingYear read(ResultSet row, int n) throws SQLException {
        return new WorkingYear(
                row.getString("jurisdiction"),
                row.getInt("year"),
                days(row.getArray("holidays")),
                days(row.getArray("make_up_days")),
                row.getString("source"),
                row.getString("edited_by"),
                row.getInt("revision"));
    }

    private static List<LocalDate> days(Array array) throws SQLException {
        return Arrays.stream((Date[]) array.getArray())
                .map(Date::toLocalDate)
                .sorted()
                .toList();
    }
}
