package io.reissue.bulk;

import io.reissue.names.ReasonCode;
import io.reissue.recycle.CommandKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of many numbers at once. Whether one of them accepts it, {@link io.reissue.recycle.CommandRules} says, when it is
 * previewed and once more when it is done.
 */
public final class BulkRules {
    /** How many cycles one bulk takes: more than the largest intake file of a day has. */
    public static final int MOST_MEMBERS = 1_000_000;

    /** Bytes of a list: so many numbers, one a line, with some room. */
    public static final int MOST_BYTES = 16 << 20;

    /** Long enough to read a preview and to ask somebody; short enough that it still is one. */
    public static final Duration PREVIEW_LASTS = Duration.ofMinutes(30);

    private BulkRules() {}

    /** Whether this can be asked of many at once at all. */
    public static boolean isForMany(CommandKind kind) {
        return kind != CommandKind.REINSTATE;
    }

    public static boolean takesUntil(CommandKind kind) {
        return kind == CommandKind.EXTEND_FREEZE || kind == CommandKind.SHORTEN_FREEZE;
    }

    public static boolean takesPlatform(CommandKind kind) {
        return kind == CommandKind.WAIVE || kind == CommandKind.ASK_AGAIN;
    }

    public static Optional<BulkRefusal> judge(
            CommandKind kind, @Nullable String reasonCode, @Nullable Instant until, @Nullable String platform) {
        if (!isForMany(kind)) return Optional.of(BulkRefusal.NOT_IN_BULK);
        if (!ReasonCode.is(reasonCode)) return Optional.of(BulkRefusal.REASON_MISSING);
        if (takesUntil(kind) && until == null) return Optional.of(BulkRefusal.UNTIL_MISSING);
        if (takesPlatform(kind) && platform == null) return Optional.of(BulkRefusal.PLATFORM_MISSING);
        return Optional.empty();
    }

    /**
     * A preview as it is kept.
     *
     * @param actionable for how many cycles the command would not be refused
     */
    public record Preview(String owner, String fingerprint, Instant expiresAt, long actionable) {}

    /** Whether somebody may have done what a preview showed him; whether it still is so is looked at behind that. */
    public static Optional<BulkRefusal> confirm(Preview preview, String actor, String seen, Instant now) {
        if (!preview.owner().equals(actor)) return Optional.of(BulkRefusal.NOT_YOURS);
        if (!preview.fingerprint().equals(seen)) return Optional.of(BulkRefusal.OTHER_FINGERPRINT);
        if (!now.isBefore(preview.expiresAt())) return Optional.of(BulkRefusal.PREVIEW_EXPIRED);
        if (preview.actionable() == 0) return Optional.of(BulkRefusal.NOTHING_ACCEPTED);
        return Optional.empty();
    }
}
