package io.reissue.store.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint whether it hears us: one signed request, which says nothing about any number. */
@FunctionalInterface
public interface PlatformPing {

    /** Blocks for as long as the exchange takes, so not in a transaction. One that is switched off is asked, too. */
    Pinged ping(Platform platform);

    /**
     * What came of it.
     *
     * @param status that was answered; null: nothing was
     * @param problem a code, such as {@code ADDRESS_REFUSED}, {@code TIMEOUT} or {@code HTTP_302}; null: it heard us
     */
    record Pinged(@Nullable Integer status, @Nullable String problem, Duration took) {
        /** Nobody was asked: it would have been more than agreed. */
        public static final Pinged RATE_LIMITED = new Pinged(null, "RATE_LIMITED", Duration.ZERO);

        public boolean heard() {
            return problem == null;
        }
    }
}
