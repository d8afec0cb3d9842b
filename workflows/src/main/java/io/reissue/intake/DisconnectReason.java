package io.reissue.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a line is out of service, as the carrier's file says it. Only some reasons are disconnects. */
public enum DisconnectReason {
    CANCELLED(null),
    /** After the suspension for arrears had run its time. */
    ARREARS_TERMINATED(null),
    SUSPENDED_ARREARS(Rejection.SUSPENDED_ARREARS),
    SUSPENDED_ON_REQUEST(Rejection.SUSPENDED_ON_REQUEST),
    PORTED_OUT(Rejection.PORTED_OUT);

    private final @Nullable Rejection noDisconnect;

    DisconnectReason(@Nullable Rejection noDisconnect) {
        this.noDisconnect = noDisconnect;
    }

    Optional<Rejection> noDisconnect() {
        return Optional.ofNullable(noDisconnect);
    }

    static Optional<DisconnectReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
