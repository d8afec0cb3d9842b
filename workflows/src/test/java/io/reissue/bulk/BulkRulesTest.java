package io.reissue.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.bulk.BulkRules.Preview;
import io.reissue.recycle.CommandKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkRulesTest {
    private static final Instant UNTIL = Instant.parse("2026-06-01T16:00:00Z");
    private static final Preview PREVIEW = new Preview("operator-a", "f1", UNTIL, 1);

    @ParameterizedTest
    @EnumSource(CommandKind.class)
    void everyKindButTheHoldersOwnCanBeAskedOfMany(CommandKind kind) {
        assertThat(BulkRules.judge(kind, "CASE", UNTIL, "bank-one"))
                .isEqualTo(
                        kind == CommandKind.REINSTATE
                                ? Optional.of(BulkRefusal.NOT_IN_BULK)
                                : Optional.<BulkRefusal>empty());
        if (kind != CommandKind.REINSTATE)
            assertThat(BulkRules.judge(kind, null, UNTIL, "bank-one")).contains(BulkRefusal.REASON_MISSING);
    }

    @ParameterizedTest
    @EnumSource(value = CommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "REINSTATE")
    void whatAKindNeedsToKnowIsAskedForAndNothingElse(CommandKind kind) {
        boolean freeze = kind == CommandKind.EXTEND_FREEZE || kind == CommandKind.SHORTEN_FREEZE;
        boolean platform = kind == CommandKind.WAIVE || kind == CommandKind.ASK_AGAIN;

        assertThat(BulkRules.judge(kind, "CASE", null, "bank-one"))
                .isEqualTo(freeze ? Optional.of(BulkRefusal.UNTIL_MISSING) : Optional.<BulkRefusal>empty());
        assertThat(BulkRules.judge(kind, "CASE", UNTIL, null))
                .isEqualTo(platform ? Optional.of(BulkRefusal.PLATFORM_MISSING) : Optional.<BulkRefusal>empty());
    }

    @Test
    void aPreviewIsConfirmedByItsOwnerAsSeenBeforeItExpires() {
        assertThat(BulkRules.confirm(PREVIEW, "operator-a", "f1", UNTIL.minusNanos(1)))
                .isEmpty();
        assertThat(BulkRules.confirm(PREVIEW, "operator-a", "f1", UNTIL)).contains(BulkRefusal.PREVIEW_EXPIRED);
        assertThat(BulkRules.confirm(PREVIEW, "operator-b", "f1", UNTIL.minusNanos(1)))
                .contains(BulkRefusal.NOT_YOURS);
        assertThat(BulkRules.confirm(PREVIEW, "operator-a", "f2", UNTIL.minusNanos(1)))
                .contains(BulkRefusal.OTHER_FINGERPRINT);
        assertThat(BulkRules.confirm(new Preview("operator-a", "f1", UNTIL, 0), "operator-a", "f1", Instant.EPOCH))
                .contains(BulkRefusal.NOTHING_ACCEPTED);
    }

    @Test
    void eachRefusalSaysWhatWouldMakeItPossible() {
        assertThat(Arrays.stream(BulkRefusal.values()).map(BulkRefusal::remedy))
                .doesNotHaveDuplicates()
                .allMatch(remedy -> !remedy.endsWith("."));
    }
}
