package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpServer;
import io.reissue.sandbox.platforms.manners.Window;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platforms that listen on a port of their own, because at times nobody does: then a connection is refused, as it is where a machine is
 * down. They open and close when {@link #follow} is called.
 */
final class Doors implements AutoCloseable {
    private static final class Door {
        private final PlatformProfile platform;
        private final Window closed;
        private final int port;
        private @Nullable HttpServer server;

        private Door(PlatformProfile platform, Window closed, HttpServer server) {
            this.platform = platform;
            this.closed = closed;
            this.port = server.getAddress().getPort();
            this.server = server;
        }
    }

    private final Ports ports;
    private final Pace pace;
    private final List<Door> doors = new ArrayList<>();
    private Instant followed = Instant.EPOCH;

    Doors(Ports ports, Pace pace) {
        this.ports = ports;
        this.pace = pace;
    }

    /** One more platform, open until {@link #follow} is called. */
    void add(PlatformProfile platform, Window closed) throws IOException {
        doors.add(new Door(platform, closed, ports.listen("port." + platform.code(), 0)));
    }

    /** Where this platform listens, if it is one of these. */
    Optional<URI> base(PlatformProfile platform) {
        return doors.stream()
                .filter(door -> door.platform.equals(platform))
                .findFirst()
                .map(door -> Ports.address(door.port));
    }

    /** Opens what should be open now, and closes the rest. */
    synchronized void follow(Instant now) {
        followed = now;
        for (Door door : doors) {
            boolean shut = door.closed.holds(pace.inManners(now));
            if (shut && door.server != null) {
                door.server.stop(0);
                door.server = null;
            } else if (!shut && door.server == null) {
                // Should somebody have taken the port meanwhile, the platform stays down until the next edge.
                door.server = ports.listenAgain(door.port).orElse(null);
            }
        }
    }

    /** When one of them opens or closes next, counted from when they last followed. */
    synchronized Optional<Instant> nextEdge() {
        return doors.stream()
                .map(door -> pace.onClock(door.closed.nextEdge(pace.inManners(followed))))
                .min(Instant::compareTo);
    }

    @Override
    public synchronized void close() {
        for (Door door : doors) {
            if (door.server != null) {
                door.server.stop(0);
                door.server = null;
            }
        }
    }
}
