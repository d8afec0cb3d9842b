package io.reissue.store.inventory;

import io.reissue.policy.LineType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory says about a number, but the number itself.
 *
 * @param certificateId of the latest purge; null: none yet
 */
public record NumberRow(
        long id,
        String jurisdiction,
        @Nullable String province,
        @Nullable String carrier,
        LineType lineType,
        NumberStatus status,
        @Nullable UUID certificateId) {}
