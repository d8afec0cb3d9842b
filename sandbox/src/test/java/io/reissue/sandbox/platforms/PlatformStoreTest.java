package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformStoreTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void everyCommitSurvivesAKillAndALineThatWasCutShortIsAsIfItHadNeverBeen() throws Exception {
        long last;
        try (PlatformStore store = new PlatformStore(folder)) {
            store.change(() -> store.meta.put("one", "1"));
            store.change(() -> {
                store.meta.put("two", "2");
                store.firsts.put("railbook", NOW);
            });
            store.change(() -> store.meta.remove("one"));
            last = store.commit(store::nextSequence);
            Files.copy(folder.resolve("platforms.journal"), folder.resolve("copy"));
        }
        Path killed = Files.createDirectory(folder.resolve("killed"));
        Files.copy(folder.resolve("copy"), killed.resolve("platforms.journal"));
        Files.writeString(killed.resolve("platforms.journal"), "[[\"meta\",\"three\",\"3", StandardOpenOption.APPEND);

        for (int start = 0; start < 2; start++) {
            try (PlatformStore store = new PlatformStore(killed)) {
                assertThat(store.read(() -> store.meta.get("one"))).isNull();
                assertThat(store.read(() -> store.meta.get("two"))).isEqualTo("2");
                assertThat(store.read(() -> store.meta.get("three"))).isNull();
                assertThat(store.read(() -> store.firsts.get("railbook"))).isEqualTo(NOW);
                assertThat(store.commit(store::nextSequence)).isEqualTo(last + 1 + start);
            }
        }
    }

    @Test
    void aChangeThatFailsLeavesNothingBehind() {
        try (PlatformStore store = new PlatformStore(folder)) {
            store.change(() -> store.meta.put("kept", "before"));

            assertThatThrownBy(() -> store.change(() -> {
                        store.meta.put("kept", "after");
                        store.meta.put("kept", "later");
                        store.meta.remove("kept");
                        store.meta.put("new", "1");
                        throw new IllegalStateException("in the middle");
                    }))
                    .hasMessage("in the middle");

            assertThat(store.read(() -> store.meta.get("kept"))).isEqualTo("before");
            assertThat(store.read(() -> store.meta.get("new"))).isNull();
            store.change(() -> store.meta.put("other", "1"));
        }
        try (PlatformStore store = new PlatformStore(folder)) {
            assertThat(store.read(() -> store.meta.get("kept"))).isEqualTo("before");
            assertThat(store.read(() -> store.meta.get("other"))).isEqualTo("1");
        }
    }

    @Test
    void aFolderIsUsedByOneAtATimeAndKeepsItsSeedAndItsPorts() {
        PlatformSettings settings = new PlatformSettings(folder, 3, 20, 0, 0);
        MovableClock clock = new MovableClock(NOW);
        URI base;
        URI control;
        try (SimulatedPlatforms platforms = SimulatedPlatforms.start(settings, clock, () -> URI.create("http://x"))) {
            base = platforms.base();
            control = platforms.controlBase();
            assertThatThrownBy(() -> SimulatedPlatforms.start(settings, clock, () -> base))
                    .isInstanceOf(IllegalStateException.class);
        }
        PlatformSettings otherSeed = new PlatformSettings(folder, 4, 20, 0, 0);
        assertThatThrownBy(() -> SimulatedPlatforms.start(otherSeed, clock, () -> base))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3/20");

        try (SimulatedPlatforms platforms = SimulatedPlatforms.start(settings, clock, () -> base)) {
            assertThat(platforms.base()).isEqualTo(base);
            assertThat(platforms.controlBase()).isEqualTo(control);
        }
    }
}
