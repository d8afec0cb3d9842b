package io.reissue.store.command;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import io.reissue.recycle.Refusal;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandDecision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandRefusalsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @ParameterizedTest
    @EnumSource
    void aRefusalChangesNothingAndLeavesARowThatNamesIt(Refusal refusal) {
        for (CommandInput command : refused(refusal)) {
            var before = everything();
            var rows = rows(command.cycleId());

            var decision = scene.command(command);

            assertThat(decision).isEqualTo(new CommandDecision(command.id(), Verdict.REFUSED, refusal));
            assertThat(everything()).isEqualTo(before);
            if (refusal != Refusal.ID_TAKEN) rows.put(command.id(), refusal.name());
            assertThat(rows(command.cycleId())).isEqualTo(rows);
        }
    }

    /** The cases of each refusal: one without any does not compile. What a case needs first is done here. */
    private List<CommandInput> refused(Refusal refusal) {
        return switch (refusal) {
            case REASON_MISSING -> {
                var cycle = scene.resting();
                yield List.of(hold(cycle, null), hold(cycle, "  "));
            }
            case NOT_DISCLOSED -> {
                var cycle = scene.accepted();
                yield List.of(of(cycle, CommandKind.HOLD), of(cycle, CommandKind.WITHDRAW), hold(cycle, null));
            }
            case OTHER_OFFICE -> {
                var cycle = scene.resting();
                yield List.of(new CommandInput(
                        UUID.randomUUID(),
                        cycle,
                        CommandKind.HOLD,
                        "approver-a",
                        Set.of(Office.APPROVER),
                        "CASE",
                        null,
                        null,
                        null,
                        null,
                        false,
                        false));
            }
            case CYCLE_CLOSED -> {
                var cycle = withdrawn();
                scene.resume(cycle);
                yield List.of(of(cycle, CommandKind.HOLD));
            }
            case ALREADY_UNDOING -> {
                var cycle = withdrawn();
                yield List.of(of(cycle, CommandKind.HOLD), of(cycle, CommandKind.REINSTATE));
            }
            case NOT_LATER -> {
                var cycle = scene.resting();
                yield List.of(
                        until(cycle, CommandKind.EXTEND_FREEZE, end(cycle)), of(cycle, CommandKind.EXTEND_FREEZE));
            }
            case BEYOND_CEILING -> {
                var cycle = scene.resting();
                set(cycle, "ceiling_at", end(cycle).plus(DAY));
                yield List.of(until(cycle, CommandKind.EXTEND_FREEZE, end(cycle).plus(DAY.multipliedBy(2))));
            }
            case BEYOND_CAP -> {
                var cycle = scene.resting();
                yield List.of(until(cycle, CommandKind.EXTEND_FREEZE, end(cycle).plus(DAY.multipliedBy(999))));
            }
            case NOT_EARLIER -> {
                var cycle = scene.resting();
                yield List.of(
                        until(cycle, CommandKind.SHORTEN_FREEZE, end(cycle)), of(cycle, CommandKind.SHORTEN_FREEZE));
            }
            case BELOW_FLOOR -> {
                var cycle = extended(scene.resting());
                var floor = scene.row(cycle).floorAt();
                yield List.of(until(cycle, CommandKind.SHORTEN_FREEZE, floor.minusMillis(1)));
            }
            case END_PAST -> {
                var cycle = extended(scene.resting());
                var past = scene.row(cycle).floorAt().plus(DAY);
                STORE.clock().set(past.plusMillis(1));
                yield List.of(until(cycle, CommandKind.SHORTEN_FREEZE, past));
            }
            case LEAD_TOO_SHORT -> {
                var cycle = extended(scene.resting());
                var end = scene.row(cycle).floorAt().plus(DAY.multipliedBy(10));
                STORE.clock().set(end.minus(DAY.multipliedBy(30)).plusMillis(1));
                yield List.of(until(cycle, CommandKind.SHORTEN_FREEZE, end));
            }
            case ASKED_ALREADY -> {
                var cycle = scene.asked(1).member(0);
                var present = end(cycle);
                extended(cycle);
                yield List.of(until(cycle, CommandKind.SHORTEN_FREEZE, present));
            }
            case ALREADY_HELD -> List.of(of(held(), CommandKind.HOLD));
            case NOT_HELD -> List.of(of(scene.resting(), CommandKind.LIFT_HOLD));
            case UNKNOWN_PLATFORM -> {
                var cycle = scene.resting();
                yield List.of(
                        about(cycle, CommandKind.WAIVE, "nobody"),
                        of(cycle, CommandKind.WAIVE),
                        about(cycle, CommandKind.ASK_AGAIN, "nobody"));
            }
            case ON_HOLD -> List.of(of(held(), CommandKind.ASK_AGAIN));
            case NOTHING_TO_ASK -> {
                var cycle = scene.cleared(1).member(0);
                yield List.of(of(cycle, CommandKind.ASK_AGAIN), about(cycle, CommandKind.ASK_AGAIN, REQUIRED));
            }
            case NOT_ASKED_YET -> List.of(of(scene.resting(), CommandKind.ASK_AGAIN));
            case FREEZE_OVER -> {
                var cycle = scene.asked(1).member(0);
                scene.toFreezeEnd(cycle);
                yield List.of(about(cycle, CommandKind.ASK_AGAIN, REST));
            }
            case NOTHING_TO_WAIVE ->
                List.of(
                        about(scene.resting(), CommandKind.WAIVE, REST),
                        about(scene.cleared(1).member(0), CommandKind.WAIVE, REQUIRED));
            case SAME_PRINCIPAL -> {
                var cycle = scene.resting();
                scene.command(about(cycle, CommandKind.WAIVE, REQUIRED));
                scene.command(of(cycle, CommandKind.RETIRE));
                yield List.of(about(cycle, CommandKind.WAIVE, REQUIRED), of(cycle, CommandKind.RETIRE));
            }
            case HOLDER_DIFFERS -> {
                var cycle = scene.resting();
                yield List.of(comesBack(cycle, "other", true, true), comesBack(cycle, null, true, true));
            }
            case RECLAIM_OVER -> {
                var cycle = scene.resting();
                STORE.clock().set(Objects.requireNonNull(scene.row(cycle).reclaimUntil()));
                yield List.of(of(cycle, CommandKind.REINSTATE));
            }
            case ARREARS_OPEN -> List.of(comesBack(scene.resting(), Scene.HOLDER, false, true));
            case IDENTITY_NOT_CONFIRMED -> List.of(comesBack(scene.resting(), Scene.HOLDER, true, false));
            case ALREADY_RETIRING -> {
                var cycle = scene.resting();
                scene.command(of(cycle, CommandKind.RETIRE));
                scene.command(input(cycle, CommandKind.RETIRE, "operator-b", null, null));
                yield List.of(of(cycle, CommandKind.RETIRE));
            }
            case ID_TAKEN -> {
                var cycle = scene.resting();
                var taken = of(cycle, CommandKind.HOLD);
                scene.command(taken);
                yield List.of(
                        under(taken.id(), scene.resting(), CommandKind.HOLD, "operator-a", null),
                        under(taken.id(), cycle, CommandKind.LIFT_HOLD, "operator-a", null),
                        under(taken.id(), cycle, CommandKind.HOLD, "operator-b", null),
                        under(taken.id(), cycle, CommandKind.HOLD, "operator-a", REQUIRED));
            }
        };
    }

    private UUID withdrawn() {
        var cycle = scene.resting();
        assertThat(scene.command(cycle, CommandKind.WITHDRAW).verdict()).isEqualTo(Verdict.ACCEPTED);
        return cycle;
    }

    private UUID held() {
        var cycle = scene.asked(1).member(0);
        assertThat(scene.command(cycle, CommandKind.HOLD).verdict()).isEqualTo(Verdict.ACCEPTED);
        return cycle;
    }

    private UUID extended(UUID cycle) {
        var later = until(cycle, CommandKind.EXTEND_FREEZE, end(cycle).plus(DAY.multipliedBy(60)));
        assertThat(scene.command(later).verdict()).isEqualTo(Verdict.ACCEPTED);
        return cycle;
    }

    private Instant end(UUID cycle) {
        return Objects.requireNonNull(scene.row(cycle).freezeEnd());
    }

    private static CommandInput of(UUID cycle, CommandKind kind) {
        return input(cycle, kind, "operator-a", null, null);
    }

    private static CommandInput until(UUID cycle, CommandKind kind, Instant until) {
        return input(cycle, kind, "operator-a", until, null);
    }

    private static CommandInput about(UUID cycle, CommandKind kind, String platform) {
        return input(cycle, kind, "operator-a", null, platform);
    }

    private static CommandInput hold(UUID cycle, @Nullable String reason) {
        return new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.HOLD,
                "operator-a",
                Scene.OFFICES,
                reason,
                null,
                null,
                null,
                null,
                false,
                false);
    }

    private static CommandInput comesBack(UUID cycle, @Nullable String holder, boolean arrears, boolean identity) {
        return new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.REINSTATE,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                null,
                null,
                null,
                holder,
                arrears,
                identity);
    }

    private static CommandInput under(UUID id, UUID cycle, CommandKind kind, String actor, @Nullable String platform) {
        return new CommandInput(
                id, cycle, kind, actor, Scene.OFFICES, "CASE", null, null, platform, null, false, false);
    }

    private static void set(UUID cycle, String column, Instant instant) {
        STORE.jdbc()
                .sql("update cycle set " + column + " = :instant where id = :cycle")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .param("cycle", cycle)
                .update();
    }

    /** The commands of a cycle, and how those that were refused were. */
    private static Map<UUID, @Nullable String> rows(UUID cycle) {
        Map<UUID, @Nullable String> rows = new HashMap<>();
        STORE.jdbc()
                .sql("select id, refusal from command where cycle_id = :cycle")
                .param("cycle", cycle)
                .query(row -> {
                    rows.put(row.getObject("id", UUID.class), row.getString("refusal"));
                });
        return rows;
    }

    /** All that the application can read, table by table, but what is written about a request itself. */
    private static Map<String, String> everything() {
        Map<String, String> contents = new HashMap<>();
        var tables = STORE.jdbc().sql("""
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                            and relname not in ('command', 'audit_entry') and has_table_privilege(oid, 'select')
                        """).query(String.class).list();
        assertThat(tables)
                .contains("cycle", "outbox", "waiver", "retirement", "shortening", "restoration", "cohort_platform");
        for (String table : tables) {
            contents.put(
                    table,
                    STORE.jdbc()
                            .sql("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"" + table
                                    + "\" t")
                            .query(String.class)
                            .single());
        }
        return contents;
    }
}
