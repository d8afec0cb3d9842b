package io.reissue.edge.partner;

import java.util.Optional;
import java.util.UUID;

/** Two spellings of one id are two strangers: only the one that we wrote is taken. */
final class BatchIds {
    private BatchIds() {}

    static Optional<UUID> read(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
