package io.reissue.store.cycle;

import static io.reissue.store.Scene.IDENTITY;
import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.accounts;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.said;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Said;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.StuckReason;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.certificate.CertificateVerifier;
import io.reissue.store.certificate.CertificateVerifier.Genuine;
import io.reissue.store.command.CommandInput;
import io.reissue.store.inventory.NumberStatus;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

class PurgeTest {
    private static final String HANDLE = "wallet-9917";
    private static final String NOTE = "will come by on Monday";

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);

    @Test
    void nothingOfTheHolderIsLeftInAnyColumnOfAnyTable() {
        var scene = Scene.begin(parts);
        var asked = scene.due(2);
        var cycle = asked.member(0);
        var number = scene.row(cycle).numberId();
        leaveTraces(scene, asked, cycle);
        var sealed = sealedOf(cycle);
        assertThat(sealed).hasSizeGreaterThanOrEqualTo(5);

        var e164 = parts.inventory().e164(number);
        var needles = new ArrayList<>(sealed);
        for (var plain : List.of(Scene.HOLDER, Scene.CONTACT, HANDLE, NOTE, e164))
            needles.add(HexFormat.of().formatHex(plain.getBytes(UTF_8)));
        assertThat(found(needles))
                .contains("cycle_key.wrapped", "holder.contact_sealed", "handle.sealed", "command.note_sealed");

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);

        assertThat(found(needles)).isEmpty();
    }

    @Test
    void onlyTheCyclesOwnTombstonesNameItAfterThePurge() {
        var scene = Scene.begin(parts);
        var asked = scene.due(2);
        var cycle = asked.member(0);
        leaveTraces(scene, asked, cycle);

        scene.resume(cycle);

        assertThat(tablesNaming(cycle))
                .containsExactlyInAnyOrder(
                        "cycle.id",
                        "certificate.cycle_id",
                        "cycle_result.cycle_id",
                        "command.cycle_id",
                        "audit_entry.subject");
        assertThat(parts.inventory()
                        .row(scene.row(cycle).numberId())
                        .orElseThrow()
                        .status())
                .isEqualTo(NumberStatus.POOL);
    }

    @Test
    void aNumberHeldPastItsCeilingSaysSoUntilTheHoldIsLifted() {
        var scene = Scene.begin(parts);
        var cycle = scene.cleared(1).member(0);
        var ceiling = Objects.requireNonNull(scene.row(cycle).freezeEnd()).plus(Duration.ofDays(5));
        STORE.jdbc()
                .sql("update cycle set ceiling_at = :ceiling where id = :cycle")
                .param("ceiling", ceiling.atOffset(ZoneOffset.UTC))
                .param("cycle", cycle)
                .update();
        scene.command(cycle, CommandKind.HOLD);
        scene.toFreezeEnd(cycle);
        assertThat(scene.resume(cycle).until()).isEqualTo(ceiling);

        STORE.clock().set(ceiling);
        assertThat(scene.resume(cycle).stuck()).isEqualTo(StuckReason.CEILING_REACHED);
        assertThat(scene.row(cycle).stuckSince()).isEqualTo(ceiling);

        scene.command(cycle, CommandKind.LIFT_HOLD);
        assertThat(scene.resume(cycle).state()).isEqualTo(CycleState.RELEASED);
        assertThat(scene.row(cycle).stuck()).isNull();
    }

    @Test
    void theOutcomesOfANumberThatAskedAloneAreWiped() {
        var scene = Scene.beginAlone(parts);
        var cycle = scene.resting();
        STORE.clock()
                .set(Objects.requireNonNull(scene.row(cycle).askOn())
                        .atStartOfDay(scene.row(cycle).zone())
                        .toInstant());
        var batches = new ArrayList<UUID>();
        for (var platform : List.of(IDENTITY, REQUIRED, REST)) {
            assertThat(Objects.requireNonNull(scene.resume(cycle).asks()))
                    .extracting(ask -> ask.platform())
                    .containsExactly(platform);
            var batch = parts.asks()
                    .plan(cycle, scene.run(cycle).runId(), scene.platform(platform), 1)
                    .flatMap(parts.batches()::prepare)
                    .orElseThrow()
                    .batch()
                    .id();
            scene.receipt(platform, batch, listing(accounts(0, Said.UNBOUND, new Account(HANDLE, Said.UNBOUND))));
            batches.add(batch);
        }
        scene.toFreezeEnd(cycle);

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);

        for (var table : List.of("cohort_platform", "outcome_exception")) {
            assertThat(STORE.jdbc()
                            .sql("select count(*) from " + table + " x join batch b on b.cohort_id = x.cohort_id"
                                    + " where b.id = :batch")
                            .param("batch", batches.getFirst())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(STORE.jdbc()
                        .sql("""
                                select count(*) from batch where id = :batch and length(listed) = 0 and length(not_bound) = 0
                                    and remainder is null and parts is null and parts_seen is null and parts_remainder is null
                                """)
                        .param("batch", batches.getFirst())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(scene.receipt(REST, batches.getLast(), listing(said(0, Said.UNBOUND)))
                        .gone())
                .containsExactly("0");
    }

    @Test
    void theLastMemberTakesTheOutcomesOfItsCohortAlong() {
        var scene = Scene.begin(parts);
        var asked = scene.due(2);
        scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND)));

        scene.resume(asked.member(0));
        assertThat(rowsOf(asked, "cohort_platform")).isPositive();
        assertThat(rowsOf(asked, "inbox")).isPositive();

        scene.resume(asked.member(1));
        assertThat(rowsOf(asked, "cohort_platform")).isZero();
        assertThat(rowsOf(asked, "inbox")).isZero();
    }

    @Test
    void anAnswerAboutAForgottenCohortHearsGoneAndLeavesNothing() {
        var scene = Scene.begin(parts);
        var asked = scene.due(1);
        scene.resume(asked.member(0));

        for (int i = 0; i < 2; i++) {
            assertThat(scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND)))
                            .gone())
                    .containsExactly("0");
        }
        assertThat(rowsOf(asked, "inbox")).isZero();
    }

    private static long rowsOf(Scene.Asked asked, String table) {
        var of = table.equals("inbox") ? "x.batch_id = b.id" : "x.cohort_id = b.cohort_id";
        return STORE.jdbc()
                .sql("select count(*) from " + table + " x join batch b on " + of + " where b.cohort_id ="
                        + " (select cohort_id from batch where id = :batch)")
                .param("batch", asked.batch(REST))
                .query(Long.class)
                .single();
    }

    @Test
    void theCertificateVerifiesAndTheNextStepReturnsTheSame() {
        var scene = Scene.begin(parts);
        var cycle = scene.due(1).member(0);

        var ended = scene.resume(cycle);
        STORE.clock().advance(Duration.ofDays(1));

        assertThat(scene.finish(cycle)).isEqualTo(ended);
        assertThat(scene.resume(cycle)).isEqualTo(ended);
        assertThat(ended.state()).isEqualTo(CycleState.RELEASED);
        var issued = parts.certificates().ofCycle(cycle).orElseThrow();
        assertThat(issued.certificateId()).hasToString(ended.certificateId());
        var verified =
                CertificateVerifier.trusting(parts.certificates().publicKeys()).verify(issued.jws());
        assertThat(verified).isInstanceOf(Genuine.class);
        assertThat(((Genuine) verified).claims().cycleId()).isEqualTo(cycle);
        assertThat(((Genuine) verified).claims().purgedAt()).isBefore(scene.now());
    }

    @Test
    void aHoldKeepsEverything() {
        var scene = Scene.begin(parts);
        var cycle = scene.due(1).member(0);
        scene.command(cycle, CommandKind.HOLD);

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.REST);
        assertThat(scene.count("cycle_key", cycle)).isEqualTo(1);
        assertThat(scene.count("certificate", cycle)).isZero();
    }

    @Test
    void aBrokenConstraintDoesNotRepeatWhatBrokeIt() {
        var scene = Scene.begin(parts);
        var cycle = scene.resting();
        var e164 = parts.inventory().e164(scene.row(cycle).numberId());

        var failure = catchThrowable(() -> STORE.jdbc()
                .sql("update cycle set line_type = :number, jurisdiction = null, state = :number where id = :cycle")
                .param("number", e164)
                .param("cycle", cycle)
                .update());
        var second = catchThrowable(() -> STORE.jdbc()
                .sql("insert into sequenced values (:number, 0, null)")
                .param("number", e164)
                .update());

        for (var thrown : List.of(failure, second)) {
            assertThat(thrown).isInstanceOf(DataAccessException.class);
            for (Throwable cause = thrown; cause != null; cause = cause.getCause())
                assertThat(cause.toString()).doesNotContain(e164);
        }
    }

    /** Handles, a refusal, notes, an own ask, a notice: all that can be known of a holder. */
    private void leaveTraces(Scene scene, Scene.Asked asked, UUID cycle) {
        scene.receipt(REST, asked.batch(REST), listing(accounts(0, Said.UNBOUND, new Account(HANDLE, Said.UNBOUND))));
        scene.command(new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.ASK_AGAIN,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                NOTE,
                null,
                null,
                null,
                false,
                false));
        scene.command(new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.REINSTATE,
                "shop-a",
                Scene.OFFICES,
                "CASE",
                NOTE,
                null,
                null,
                Scene.HOLDER,
                false,
                false));
    }

    /** What is sealed for a cycle, wrapped key included, in hex. */
    private static List<String> sealedOf(UUID cycle) {
        return STORE.jdbc()
                .sql("""
                        select encode(wrapped, 'hex') from cycle_key where cycle_id = :cycle
                        union all select encode(reference_sealed, 'hex') from holder where cycle_id = :cycle
                        union all select encode(contact_sealed, 'hex') from holder where cycle_id = :cycle
                        union all select encode(sealed, 'hex') from handle where cycle_id = :cycle
                        union all select encode(note_sealed, 'hex') from command
                            where cycle_id = :cycle and note_sealed is not null
                        """)
                .param("cycle", cycle)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private record Column(String table, String name, String type) {}

    private static List<Column> columns() {
        var columns = STORE.jdbc()
                .sql("""
                        select c.table_name, c.column_name, c.data_type from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                          and c.table_name <> 'flyway_schema_history'
                        """)
                .query((row, n) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        assertThat(columns).hasSizeGreaterThan(150);
        return columns;
    }

    /** Columns in which one of the needles (hex) occurs, as bytes or as text. */
    private static Set<String> found(List<String> needles) {
        var found = new HashSet<String>();
        for (var column : columns()) {
            STORE.jdbc()
                    .sql("select " + column.name() + " from " + column.table() + " where " + column.name()
                            + " is not null")
                    .query((row, n) -> column.type().equals("bytea")
                            ? new String(row.getBytes(1), ISO_8859_1)
                            : new String(row.getString(1).getBytes(UTF_8), ISO_8859_1))
                    .list()
                    .forEach(value -> needles.forEach(needle -> {
                        if (value.contains(new String(HexFormat.of().parseHex(needle), ISO_8859_1)))
                            found.add(column.table() + "." + column.name());
                    }));
        }
        return found;
    }

    private static Set<String> tablesNaming(UUID cycle) {
        var found = new HashSet<String>();
        for (var column : columns()) {
            if (column.type().equals("bytea")) continue;
            boolean named = STORE.jdbc()
                    .sql("select exists (select 1 from " + column.table() + " where " + column.name()
                            + "::text like '%' || :cycle || '%')")
                    .param("cycle", cycle.toString())
                    .query(Boolean.class)
                    .single();
            if (named) found.add(column.table() + "." + column.name());
        }
        return found;
    }
}
