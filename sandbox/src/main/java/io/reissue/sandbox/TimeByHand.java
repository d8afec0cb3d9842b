package io.reissue.sandbox;

import io.reissue.edge.console.MovableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console's way to move a sandbox's time. While the demo plays, time is the demo's. */
final class TimeByHand implements MovableTime {
    private static final Logger LOG = LoggerFactory.getLogger(TimeByHand.class);

    private volatile @Nullable Sandbox sandbox;

    /** The console is made before what it moves. */
    void of(Sandbox started) {
        sandbox = started;
    }

    @Override
    public Optional<Instant> target() {
        Sandbox moved = sandbox;
        return moved == null ? Optional.empty() : moved.movesTo();
    }

    @Override
    public boolean advance(Duration by) {
        Sandbox moved = sandbox;
        if (moved == null || moved.movesTo().isPresent()) return false;
        Instant target = moved.clock().instant().plus(by);
        var unused = CompletableFuture.runAsync(() -> move(moved, target), Thread::startVirtualThread);
        return true;
    }

    private static void move(Sandbox moved, Instant target) {
        try {
            moved.advanceTo(target, now -> {});
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.warn("time stopped on its way", failed);
        }
    }
}
