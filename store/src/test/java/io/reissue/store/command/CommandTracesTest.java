package io.reissue.store.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Refusal;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

/** What somebody types where a code belongs is kept nowhere: commands and audit outlive the holder. */
class CommandTracesTest {
    private static final String NUMBER = "8613800138000";

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @Test
    void aReasonInWordsIsRefusedAndForgotten() {
        var cycle = scene.resting();

        var decision = scene.command(command(cycle, CommandKind.HOLD, "called from +" + NUMBER, null));

        assertThat(decision.refusal()).isEqualTo(Refusal.REASON_MISSING);
        assertThat(kept(cycle)).hasSize(2).noneMatch(row -> row.contains(NUMBER));
    }

    @Test
    void aNameThatIsNoPlatformIsRefusedAndForgotten() {
        var cycle = scene.resting();

        var decision = scene.command(command(cycle, CommandKind.ASK_AGAIN, "CASE", NUMBER));

        assertThat(decision.refusal()).isEqualTo(Refusal.UNKNOWN_PLATFORM);
        assertThat(kept(cycle)).hasSize(2).noneMatch(row -> row.contains(NUMBER));
    }

    @Test
    void codesAreKept() {
        var cycle = scene.resting();

        scene.command(command(cycle, CommandKind.ASK_AGAIN, "CASE", Scene.REST));

        assertThat(kept(cycle))
                .anyMatch(row -> row.contains("command.ASK_AGAIN") && row.contains("CASE") && row.contains(Scene.REST));
    }

    @Test
    void theSchemaAdmitsNoWordsEither() {
        var cycle = scene.resting();
        scene.command(cycle, CommandKind.HOLD);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc()
                        .sql("update command set reason_code = 'called twice' where cycle_id = :cycle")
                        .param("cycle", cycle)
                        .update());
    }

    private static CommandInput command(UUID cycle, CommandKind kind, String reason, @Nullable String platform) {
        return new CommandInput(
                UUID.randomUUID(),
                cycle,
                kind,
                "operator-a",
                Scene.OFFICES,
                reason,
                null,
                null,
                platform,
                null,
                false,
                false);
    }

    /** The rows of the command and of its entry in the audit. */
    private static List<String> kept(UUID cycle) {
        return STORE.jdbc()
                .sql("""
                        select c::text from command c where cycle_id = :cycle
                        union all select a::text from audit_entry a where subject = :cycle::text and action like 'command.%'
                        """)
                .param("cycle", cycle)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
