package io.reissue.store.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When each number was held: dates that are kept for ever and name nobody. Days are those of the number's zone. The caller owns the
 * transaction.
 */
public final class Tenures {
    private static final String COLUMNS = "number_id, started_on, ended_on, certificate_id, disclosure_version";

    private final JdbcClient jdbc;

    public Tenures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A tenure from before our time, or one that no certificate is needed for. */
    public void openTenure(long numberId, LocalDate startedOn) {
        openTenure(numberId, startedOn, null, null);
    }

    /** A tenure that an assignment opens. A number has at most one at a time, by constraint. */
    public void openTenure(
            long numberId, LocalDate startedOn, @Nullable UUID certificateId, @Nullable String disclosureVersion) {
        record(List.of(new Tenure(numberId, startedOn, null, certificateId, disclosureVersion)));
    }

    /** Many tenures at once, past or present; those that are known by number and first day stay as they are. */
    public void record(List<Tenure> tenures) {
        jdbc.sql("""
                        insert into tenure (number_id, started_on, ended_on, certificate_id, disclosure_version)
                        select * from unnest(:numbers::bigint[], :started::date[], :ended::date[], :certificates::uuid[],
                            :disclosures::text[])
                        on conflict (number_id, started_on) do nothing
                        """)
                .param("numbers", tenures.stream().map(Tenure::numberId).toArray(Long[]::new))
                .param("started", texts(tenures.stream().map(Tenure::startedOn).toList()))
                .param(
                        "ended",
                        tenures.stream().map(Tenure::endedOn).map(Tenures::text).toArray(String[]::new))
                .param(
                        "certificates",
                        tenures.stream()
                                .map(Tenure::certificateId)
                                .map(Tenures::text)
                                .toArray(String[]::new))
                .param(
                        "disclosures",
                        tenures.stream().map(Tenure::disclosureVersion).toArray(String[]::new))
                .update();
    }

    /**
     * Ends present tenures: the n-th number's on the n-th day.
     *
     * @return how many there were
     */
    public int endTenures(List<Long> numberIds, List<LocalDate> days) {
        return jdbc.sql("""
                        update tenure set ended_on = ended.day
                        from unnest(:numbers::bigint[], :days::date[]) as ended (number_id, day)
                        where tenure.number_id = ended.number_id and tenure.ended_on is null
                        """)
                .param("numbers", numberIds.toArray(Long[]::new))
                .param("days", texts(days))
                .update();
    }

    /**
     * The holder is back: the end of the latest tenure is taken back, as if it had never been. Repeatable.
     *
     * @return whether an end was taken back
     */
    public boolean continueTenure(long numberId) {
        return jdbc.sql("""
                        update tenure set ended_on = null
                        where number_id = :number and ended_on is not null
                          and started_on = (select max(started_on) from tenure where number_id = :number)
                        """).param("number", numberId).update() == 1;
    }

    /** The tenure that has not ended. */
    public Optional<Tenure> present(long numberId) {
        return jdbc.sql("select " + COLUMNS + " from tenure where number_id = :number and ended_on is null")
                .param("number", numberId)
                .query(Tenures::tenure)
                .optional();
    }

    /** The tenure that began last, whether it has ended or not. */
    public Optional<Tenure> latest(long numberId) {
        return jdbc.sql("select " + COLUMNS + " from tenure where number_id = :number order by started_on desc limit 1")
                .param("number", numberId)
                .query(Tenures::tenure)
                .optional();
    }

    private static String[] texts(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Tenure tenure(ResultSet row, int index) throws SQLException {
        return new Tenure(
                row.getLong("number_id"),
                row.getObject("started_on", LocalDate.class),
                row.getObject("ended_on", LocalDate.class),
                row.getObject("certificate_id", UUID.class),
                row.getString("disclosure_version"));
    }
}
