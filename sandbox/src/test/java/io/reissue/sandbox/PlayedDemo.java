package io.reissue.sandbox;

import io.reissue.sandbox.Sandbox.Ports;
import io.reissue.sandbox.oracle.Evidence;
import java.io.IOException;
import java.nio.file.Path;

/** A demo that was played to its end and still runs, for whoever looks at what it left. */
public final class PlayedDemo implements AutoCloseable {
    private final Sandbox sandbox;

    private PlayedDemo(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public static PlayedDemo play(Path folder, long seed, int numbers, int platforms)
            throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.start(new SandboxFolder(folder), seed, platforms, Ports.ANY);
        try {
            sandbox.startAll();
            new Demo(sandbox, seed, numbers).play(now -> {}, line -> {});
            return new PlayedDemo(sandbox);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    public Evidence evidence() {
        return sandbox.evidence();
    }

    /** Stops everything; the folder stays. */
    @Override
    public void close() {
        sandbox.close();
    }
}
