package io.reissue.store.platform;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The table {@code platform}, and what else follows from the terms. */
final class PlatformRows {
    private static final String SELECT = """
            select id, code, name_zh, name_en, kind, jurisdictions, delivery, endpoint, identifier_form, batch_limit,
                rate_per_second, active, revision, reachable, form_acknowledged_by,
                exists (select 1 from status_push s where s.platform_id = platform.id) as status_pushes
            from platform
            """;

    private final JdbcClient jdbc;

    PlatformRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One row, and what was asked of the feed. */
    record Row(
            Platform platform,
            int revision,
            boolean reachable,
            @Nullable String formAcknowledgedBy,
            boolean statusPushes) {
        PlatformTerms terms() {
            return new PlatformTerms(
                    platform.nameZh(),
                    platform.nameEn(),
                    platform.kind(),
                    platform.jurisdictions(),
                    platform.delivery(),
                    platform.endpoint(),
                    platform.form(),
                    platform.batchLimit(),
                    platform.ratePerSecond(),
                    statusPushes);
        }
    }

    /** In order of code. */
    List<Row> all() {
        return jdbc.sql(SELECT + "order by code").query(PlatformRows::row).list();
    }

    Optional<Row> byCode(String code) {
        return byCode(code, "");
    }

    /** Until the transaction ends nobody else changes its terms, secrets or state. */
    Optional<Row> lock(String code) {
        return byCode(code, " for no key update");
    }

    private Optional<Row> byCode(String code, String lock) {
        return jdbc.sql(SELECT + "where code = :code" + lock)
                .param("code", code)
                .query(PlatformRows::row)
                .optional();
    }

    Optional<Row> byId(int id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(PlatformRows::row)
                .optional();
    }

    /**
     * A platform that is switched off.
     *
     * @param answeredFor by whom, where the form can be turned back into numbers
     * @return empty: its code is taken
     */
    Optional<Integer> insert(String code, PlatformTerms terms, byte @Nullable [] sealedKey, String answeredFor) {
        return with(jdbc.sql("""
                insert into platform (code, name_zh, name_en, kind, jurisdictions, delivery, endpoint, identifier_form,
                    identifier_key_sealed, form_acknowledged_by, batch_limit, rate_per_second)
                values (:code, :zh, :en, :kind, :jurisdictions, :delivery, :endpoint, :form, :key, :answered, :limit, :rate)
                on conflict (code) do nothing
                returning id
                """), terms, sealedKey, answeredFor)
                .param("code", code)
                .query(Integer.class)
                .optional();
    }

    /** One that was agreed once keeps its key: batches that were sent are still named by it. */
    void update(int id, PlatformTerms terms, byte @Nullable [] newKeySealed, @Nullable String answeredFor) {
        with(jdbc.sql("""
                update platform set name_zh = :zh, name_en = :en, kind = :kind, jurisdictions = :jurisdictions,
                    delivery = :delivery, endpoint = :endpoint, identifier_form = :form,
                    identifier_key_sealed = coalesce(:key, identifier_key_sealed), form_acknowledged_by = :answered,
                    batch_limit = :limit, rate_per_second = :rate, revision = revision + 1
                where id = :id
                """), terms, newKeySealed, answeredFor).param("id", id).update();
    }

    private static StatementSpec with(
            StatementSpec statement, PlatformTerms terms, byte @Nullable [] sealedKey, @Nullable String answeredFor) {
        URI endpoint = terms.endpoint();
        return statement
                .param("zh", terms.nameZh())
                .param("en", terms.nameEn())
                .param("kind", terms.kind().name())
                .param("jurisdictions", terms.jurisdictions().stream().sorted().toArray(String[]::new))
                .param("delivery", terms.delivery().name())
                .param("endpoint", endpoint == null ? null : endpoint.toString())
                .param("form", terms.identifierForm().name())
                .param("key", sealedKey, java.sql.Types.BINARY)
                .param("answered", terms.identifierForm().keyed() ? null : answeredFor)
                .param("limit", terms.batchLimit())
                .param("rate", terms.ratePerSecond());
    }

    /** @param sealed null: there never was one */
    record IdentifierKey(String code, byte @Nullable [] sealed) {}

    Optional<IdentifierKey> identifierKey(int id) {
        return jdbc.sql("select code, identifier_key_sealed from platform where id = :id")
                .param("id", id)
                .query((row, _) -> new IdentifierKey(row.getString("code"), row.getBytes("identifier_key_sealed")))
                .optional();
    }

    /** @return false: it was so before */
    boolean switchOn(int id, boolean active) {
        return jdbc.sql("update platform set active = :active where id = :id and active <> :active")
                        .param("id", id)
                        .param("active", active)
                        .update()
                == 1;
    }

    /** Without having been reached, on the word of whoever configures it. */
    void trust(int id) {
        jdbc.sql("update platform set active = true, reachable = true where id = :id")
                .param("id", id)
                .update();
    }

    /** What was reached under these terms; one that is switched on stays reachable until it is known to be gone. */
    void reached(int id, int revision, boolean heard) {
        jdbc.sql("""
                update platform set reachable = :heard where id = :id and revision = :revision and (:heard or not active)
                """)
                .param("id", id)
                .param("revision", revision)
                .param("heard", heard)
                .update();
    }

    /** By its own request: one that fetches, is switched off, and had not come before. @return false: none of that */
    boolean cameForward(int id) {
        return jdbc.sql("""
                update platform set reachable = true
                where id = :id and delivery = 'PULL' and not active and not reachable
                """).param("id", id).update() == 1;
    }

    /** Off, and to be reached anew. @return false: it was off before */
    boolean unreachable(int id) {
        boolean wasOn = switchOn(id, false);
        jdbc.sql("update platform set reachable = false where id = :id")
                .param("id", id)
                .update();
        return wasOn;
    }

    /** Pushes begin with what happens from now on; what was before is in the feed. */
    void wish(int id, boolean statusPushes) {
        jdbc.sql(statusPushes ? """
                insert into status_push (id, platform_id, planned_through)
                select :wish, :id, seq from sequenced where family = 'FEED'
                on conflict (platform_id) do nothing
                """ : "delete from status_push where platform_id = :id")
                .param("wish", UUID.randomUUID())
                .param("id", id)
                .update();
    }

    /** A bucket keeps the rate that it was made with. */
    void forgetBuckets(int id) {
        jdbc.sql("delete from platform_rate where id in (:keys)")
                .param(
                        "keys",
                        Arrays.stream(Direction.values())
                                .map(direction -> PlatformRates.key(id, direction))
                                .toList())
                .update();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        String endpoint = row.getString("endpoint");
        Platform platform = new Platform(
                row.getInt("id"),
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Platform.Kind.valueOf(row.getString("kind")),
                Set.of((String[]) row.getArray("jurisdictions").getArray()),
                Delivery.valueOf(row.getString("delivery")),
                endpoint == null ? null : URI.create(endpoint),
                IdentifierForm.valueOf(row.getString("identifier_form")),
                row.getInt("batch_limit"),
                row.getInt("rate_per_second"),
                row.getBoolean("active"));
        return new Row(
                platform,
                row.getInt("revision"),
                row.getBoolean("reachable"),
                row.getString("form_acknowledged_by"),
                row.getBoolean("status_pushes"));
    }
}
