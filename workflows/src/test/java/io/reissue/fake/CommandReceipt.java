package io.reissue.fake;

import io.reissue.recycle.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a command. {@code refusal}: only when refused. */
public record CommandReceipt(Judged judged, @Nullable Refusal refusal) {
    public enum Judged {
        ACCEPTED,
        REFUSED,
        WAITS_FOR_SECOND
    }

    static final CommandReceipt ACCEPTED = new CommandReceipt(Judged.ACCEPTED, null);
    static final CommandReceipt WAITS_FOR_SECOND = new CommandReceipt(Judged.WAITS_FOR_SECOND, null);

    static CommandReceipt refused(Refusal refusal) {
        return new CommandReceipt(Judged.REFUSED, refusal);
    }
}
