package io.reissue.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClockPageTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);

    private static final class ByHand implements MovableTime {
        private @Nullable Instant target;

        @Override
        public Optional<Instant> target() {
            return Optional.ofNullable(target);
        }

        @Override
        public boolean advance(Duration by) {
            if (target != null) return false;
            target = STORE.clock().instant().plus(by);
            return true;
        }
    }

    @Test
    void aSandboxIsMovedOnAndOnlyOnceAtATime() throws Exception {
        ByHand time = new ByHand();
        try (ConsoleForTests console = new ConsoleForTests(parts, time)) {
            assertThat(console.page("/console", "en")).contains("/console/clock");

            assertThat(console.sendForm("operator-a", "/console/clock", Map.of("days", "7")))
                    .contains("Time moves.", "On its way to", "7 d to go");
            assertThat(console.sendForm("operator-a", "/console/clock", Map.of("days", "30")))
                    .contains("being moved already", "7 d to go");
            assertThat(time.target()).contains(STORE.clock().instant().plus(Duration.ofDays(7)));
        }
    }

    @Test
    void whereTimeIsRealThereIsNoSuchPage() throws Exception {
        try (ConsoleForTests console = new ConsoleForTests(parts)) {
            assertThat(console.page("/console", "en")).doesNotContain("/console/clock");
            assertThat(console.read("/console/clock").getStatus()).isEqualTo(404);
        }
    }
}
