package io.reissue.store.brake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeWish;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A brake and what became of it.
 *
 * @param liftWantedBy who has asked for it to be lifted, in order
 * @param liftedAt null: it stands
 */
public record BrakeState(
        Brake brake,
        String reasonCode,
        String setBy,
        Instant setAt,
        List<String> liftWantedBy,
        @Nullable Instant liftedAt) {

    public boolean stands() {
        return liftedAt == null;
    }

    /** What was asked for when it was set. */
    BrakeWish wish() {
        return new BrakeWish(brake.id(), brake.scope(), brake.code(), setBy, reasonCode);
    }
}
