package io.reissue.store.bulk;

import io.reissue.store.command.CommandForecast.Expected;
import io.reissue.store.cycle.CycleRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Of many cycles, in order of id, and of what somebody decides by who reads a preview: where each stands, and what would be decided about
 * it. Two that are equal are the same preview.
 */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void add(Expected expected) {
        CycleRow cycle = expected.cycle();
        Instant end = cycle.freezeEnd();
        String line = cycle.id() + " " + cycle.state() + " " + cycle.ending() + " " + cycle.held() + " "
                + (end == null ? "" : end.getEpochSecond() + "." + end.getNano()) + " " + (cycle.sealedAt() != null)
                + " " + expected.verdict() + " " + expected.refusal() + "\n";
        digest.update(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** 64 hex digits; nothing can be added any more. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
