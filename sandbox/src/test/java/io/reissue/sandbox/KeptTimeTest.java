package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTimeTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T01:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void whoIsKilledGoesOnLaterThanHeWasAndAtMostAnHour() {
        var kept = new KeptTime(new SandboxFolder(folder), BEGIN);

        for (int minutes = 0; minutes < 200; minutes += 7) {
            Instant now = BEGIN.plus(Duration.ofMinutes(minutes));
            kept.reach(now);
            assertThat(afterAKill()).isBetween(now, now.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void aJumpOverDaysIsKeptBeforeItIsTaken() {
        var kept = new KeptTime(new SandboxFolder(folder), BEGIN);
        Instant far = BEGIN.plus(Duration.ofDays(40));

        kept.reach(far);

        assertThat(afterAKill()).isAfterOrEqualTo(far);
    }

    @Test
    void whoEndsOrderlyGoesOnWhereHeWas() {
        var kept = new KeptTime(new SandboxFolder(folder), BEGIN);

        kept.leave(BEGIN.plusSeconds(5));

        assertThat(afterAKill()).isEqualTo(BEGIN.plusSeconds(5));
    }

    private Instant afterAKill() {
        return new SandboxFolder(folder).time().orElseThrow();
    }
}
