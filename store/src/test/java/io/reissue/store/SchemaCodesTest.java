package io.reissue.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake;
import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkRules;
import io.reissue.bulk.BulkState;
import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.store.bulk.Selection;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformIncidents;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the code can say, the schema admits, and nothing else: a new code needs its place in a check. */
class SchemaCodesTest {
    private static final Pattern CODE = Pattern.compile("'([^']+)'::text");

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static Stream<Arguments> columns() {
        return Stream.of(
                column("brake", "scope", Brake.Scope.values()),
                Arguments.of(
                        "bulk",
                        "kind",
                        Arrays.stream(CommandKind.values())
                                .filter(BulkRules::isForMany)
                                .map(Enum::name)
                                .toList()),
                column("bulk", "selection", Selection.Kind.values()),
                column("bulk", "state", BulkState.values()),
                column("bulk_bad_row", "code", BadRow.values()),
                column("bulk_member", "verdict", CommandDecision.Verdict.values()),
                column("bulk_outcome", "verdict", CommandDecision.Verdict.values()),
                column("command", "kind", CommandKind.values()),
                column("command", "verdict", CommandDecision.Verdict.values()),
                column("cycle", "state", without(CycleState.UNKNOWN, CycleState.values())),
                column("cycle", "ending", Ending.values()),
                column("cycle", "asking", Asking.values()),
                column("cycle", "line_type", LineType.values()),
                column("cycle", "disconnect_reason", DisconnectReason.values()),
                column("number", "line_type", LineType.values()),
                column("number", "status", NumberStatus.values()),
                column("outbox", "kind", Outbox.Kind.values()),
                column("policy", "line_type", LineType.values()),
                column("policy", "reason", DisconnectReason.values()),
                column("platform", "kind", Platform.Kind.values()),
                column("platform", "delivery", Delivery.values()),
                column("platform", "identifier_form", IdentifierForm.values()),
                column("batch", "identifier_form", IdentifierForm.values()),
                column("delivery", "direction", Direction.values()),
                column("platform_incident", "kind", PlatformIncidents.Kind.values()),
                column("platform_secret", "direction", Direction.values()),
                column("intake_file", "state", IntakeFile.State.values()),
                Arguments.of(
                        "feed_event",
                        "type",
                        Arrays.stream(FeedEventType.values())
                                .map(FeedEventType::code)
                                .toList()));
    }

    private static Arguments column(String table, String column, Enum<?>[] codes) {
        return Arguments.of(table, column, Arrays.stream(codes).map(Enum::name).toList());
    }

    private static Enum<?>[] without(Enum<?> unread, Enum<?>[] all) {
        return Arrays.stream(all).filter(code -> code != unread).toArray(Enum[]::new);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("columns")
    void theCheckAdmitsWhatTheCodeCanSay(String table, String column, List<String> codes) {
        assertThat(admitted(table, column)).containsExactlyInAnyOrderElementsOf(codes);
    }

    /** From the one check on this column alone that lists its codes. */
    private static List<String> admitted(String table, String column) {
        String check = STORE.jdbc()
                .sql("""
                        select pg_get_constraintdef(c.oid) from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                        where c.contype = 'c' and c.conrelid = :table::regclass and a.attname = :column
                          and pg_get_constraintdef(c.oid) like '%ARRAY%'
                        """)
                .param("table", table)
                .param("column", column)
                .query(String.class)
                .single();
        return CODE.matcher(check).results().map(code -> code.group(1)).toList();
    }
}
