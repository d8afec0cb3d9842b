package io.reissue.store.inventory;

import com.google.crypto.tink.Aead;
import io.reissue.policy.LineType;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.SealBroken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All numbers ever seen. Their E.164 form is sealed; everybody else speaks of them by id. The caller owns the transaction. */
public final class Inventory {
    private static final String COLUMNS = "id, jurisdiction, province, carrier, line_type, status, certificate_id";

    private final JdbcClient jdbc;
    private final Aead seal;
    private final NumberToken token;

    public Inventory(JdbcClient jdbc, KeyRing keys) {
        this.jdbc = jdbc;
        this.seal = keys.inventory();
        this.token = new NumberToken(keys);
    }

    /**
     * Makes numbers known. A known one gets the carrier, province and line type that are told now, and keeps its status.
     *
     * @return ids, in the order given; the same number twice has the same id
     */
    public List<Long> register(List<NewNumber> numbers) {
        // In order of token: two files that name the same numbers must not lock them crosswise.
        var byToken = new TreeMap<ByteBuffer, NewNumber>();
        var tokens = numbers.stream()
                .map(number -> ByteBuffer.wrap(token.of(number.e164())))
                .toList();
        for (int i = 0; i < numbers.size(); i++) byToken.put(tokens.get(i), numbers.get(i));
        var ids = new HashMap<ByteBuffer, Long>();
        var distinct = byToken.values();
        jdbc.sql("""
                        insert into number (token, e164_sealed, jurisdiction, province, carrier, line_type, status)
                        select * from unnest(:tokens::bytea[], :sealed::bytea[], :jurisdictions::text[], :provinces::text[],
                            :carriers::text[], :lineTypes::text[], :statuses::text[])
                        on conflict (token) do update set
                            province = coalesce(excluded.province, number.province),
                            carrier = coalesce(excluded.carrier, number.carrier),
                            line_type = excluded.line_type
                        returning id, token
                        """)
                .param(
                        "tokens",
                        byToken.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .param(
                        "sealed",
                        byToken.entrySet().stream()
                                .map(entry -> sealed(
                                        entry.getValue().e164(), entry.getKey().array()))
                                .toArray(byte[][]::new))
                .param(
                        "jurisdictions",
                        distinct.stream().map(NewNumber::jurisdiction).toArray(String[]::new))
                .param("provinces", distinct.stream().map(NewNumber::province).toArray(String[]::new))
                .param("carriers", distinct.stream().map(NewNumber::carrier).toArray(String[]::new))
                .param(
                        "lineTypes",
                        distinct.stream()
                                .map(number -> number.lineType().name())
                                .toArray(String[]::new))
                .param(
                        "statuses",
                        distinct.stream().map(number -> number.status().name()).toArray(String[]::new))
                .query(row -> {
                    ids.put(ByteBuffer.wrap(row.getBytes("token")), row.getLong("id"));
                });
        learnProvinces(numbers);
        return tokens.stream()
                .map(known -> Objects.requireNonNull(ids.get(known)))
                .toList();
    }

    /** Nearly always all of them are known. */
    private void learnProvinces(List<NewNumber> numbers) {
        jdbc.sql("""
                        insert into province (jurisdiction, name)
                        select distinct n.jurisdiction, n.province from unnest(:jurisdictions::text[], :provinces::text[])
                            as n (jurisdiction, province)
                        where n.province is not null order by 1, 2
                        on conflict do nothing
                        """)
                .param(
                        "jurisdictions",
                        numbers.stream().map(NewNumber::jurisdiction).toArray(String[]::new))
                .param("provinces", numbers.stream().map(NewNumber::province).toArray(String[]::new))
                .update();
    }

    /** The id of a number, or empty when it was never seen. */
    public OptionalLong find(String e164) {
        return jdbc.sql("select id from number where token = :token")
                .param("token", token.of(e164))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** What is known about a number, without the number. */
    public Optional<NumberRow> row(long numberId) {
        return jdbc.sql("select " + COLUMNS + " from number where id = :id")
                .param("id", numberId)
                .query(Inventory::row)
                .optional();
    }

    /** As {@link #row}, and nobody else changes it before the transaction ends. */
    public Optional<NumberRow> lock(long numberId) {
        return jdbc.sql("select " + COLUMNS + " from number where id = :id for no key update")
                .param("id", numberId)
                .query(Inventory::row)
                .optional();
    }

    /**
     * The E.164 digits of a number.
     *
     * @throws NoSuchElementException when there is no such number
     */
    public String e164(long numberId) {
        var found = e164(List.of(numberId)).get(numberId);
        if (found == null) throw new NoSuchElementException("no number " + numberId);
        return found;
    }

    /** The E.164 digits of many numbers; ids that there are none for are left out. */
    public Map<Long, String> e164(Collection<Long> numberIds) {
        var found = new HashMap<Long, String>();
        jdbc.sql("select id, token, e164_sealed from number where id = any (:ids)")
                .param("ids", numberIds.toArray(Long[]::new))
                .query(row -> {
                    long id = row.getLong("id");
                    found.put(id, opened(id, row.getBytes("e164_sealed"), row.getBytes("token")));
                });
        return found;
    }

    /**
     * Many numbers in E.164 form with "+", by id. All are opened now; {@link NoSuchElementException} comes when it is asked for one that
     * is not among them.
     */
    public LongFunction<String> numbers(Collection<Long> numberIds) {
        var found = e164(numberIds);
        return id -> {
            var digits = found.get(id);
            if (digits == null) throw new NoSuchElementException("no number " + id);
            return "+" + digits;
        };
    }

    /** The E.164 digits, of a row that has the columns {@code number_id}, {@code token} and {@code e164_sealed}. */
    public String opened(ResultSet row) throws SQLException {
        return opened(row.getLong("number_id"), row.getBytes("e164_sealed"), row.getBytes("token"));
    }

    public void setStatus(long numberId, NumberStatus status) {
        setStatus(List.of(numberId), status);
    }

    /** In order of id, as everybody who changes several. */
    public void setStatus(Collection<Long> numberIds, NumberStatus status) {
        jdbc.sql("""
                        update number set status = :status
                        where id in (select id from number where id = any (:ids) order by id for no key update)
                        """)
                .param("status", status.name())
                .param("ids", numberIds.toArray(Long[]::new))
                .update();
    }

    /** A purge is certified: the number leaves its cycle for the pool, for ever, or for its donor. */
    public void certify(long numberId, UUID certificateId, NumberStatus status) {
        jdbc.sql("update number set status = :status, certificate_id = :certificate where id = :id")
                .param("status", status.name())
                .param("certificate", certificateId)
                .param("id", numberId)
                .update();
    }

    /**
     * Refuses to work with keys that are not the ones the numbers were stored with: a lost key folder would be filled with new
     * keys, and every number would be taken for one never seen.
     *
     * @throws SealBroken when a stored number does not open, or has another token
     */
    public void requireOwnKeys() {
        jdbc.sql("select id, token, e164_sealed from number order by id limit 1")
                .query((row, _) -> {
                    long id = row.getLong("id");
                    var stored = row.getBytes("token");
                    var computed = token.of(opened(id, row.getBytes("e164_sealed"), stored));
                    if (!MessageDigest.isEqual(computed, stored)) throw new SealBroken("number " + id);
                    return id;
                })
                .optional();
    }

    private byte[] sealed(String e164, byte[] ofToken) {
        try {
            return seal.encrypt(e164.getBytes(StandardCharsets.US_ASCII), ofToken);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the inventory can't be sealed", e);
        }
    }

    private String opened(long id, byte[] sealed, byte[] ofToken) {
        try {
            return new String(seal.decrypt(sealed, ofToken), StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("number " + id, e);
        }
    }

    private static NumberRow row(ResultSet row, int index) throws SQLException {
        return new NumberRow(
                row.getLong("id"),
                row.getString("jurisdiction"),
                row.getString("province"),
                row.getString("carrier"),
                LineType.valueOf(row.getString("line_type")),
                NumberStatus.valueOf(row.getString("status")),
                row.getObject("certificate_id", UUID.class));
    }
}
