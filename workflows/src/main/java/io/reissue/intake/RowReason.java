package io.reissue.intake;

import io.reissue.policy.DisconnectReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a line is out of service, as the carrier's file says it. Only some reasons are disconnects. */
enum RowReason {
    CANCELLED(DisconnectReason.CANCELLED, null),
    ARREARS_TERMINATED(DisconnectReason.ARREARS_TERMINATED, null),
    SUSPENDED_ARREARS(null, Rejection.SUSPENDED_ARREARS),
    SUSPENDED_ON_REQUEST(null, Rejection.SUSPENDED_ON_REQUEST),
    PORTED_OUT(null, Rejection.PORTED_OUT);

    private final @Nullable DisconnectReason disconnect;
    private final @Nullable Rejection noDisconnect;

    RowReason(@Nullable DisconnectReason disconnect, @Nullable Rejection noDisconnect) {
        this.disconnect = disconnect;
        this.noDisconnect = noDisconnect;
    }

    /** Empty where service has not ended, or not here: {@link #noDisconnect} says so. */
    Optional<DisconnectReason> disconnect() {
        return Optional.ofNullable(disconnect);
    }

    Optional<Rejection> noDisconnect() {
        return Optional.ofNullable(noDisconnect);
    }

    static Optional<RowReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
