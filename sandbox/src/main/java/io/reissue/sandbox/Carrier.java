package io.reissue.sandbox;

import java.net.URI;
import java.util.Set;

/** Where the carrier is reached, for those who start before it. */
final class Carrier {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");

    private volatile int port;

    void listens(int at) {
        port = at;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where its console waits for people who come back from their login. */
    boolean isConsole(URI back) {
        return "http".equals(back.getScheme())
                && THIS_MACHINE.contains(String.valueOf(back.getHost()))
                && back.getPort() == port
                && "/console/signed-in".equals(back.getPath());
    }
}
