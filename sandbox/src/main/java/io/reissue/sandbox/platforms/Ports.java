package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Listens on the loopback interface. Carriers know an endpoint by its port, so a port once taken is taken again after a restart. */
final class Ports implements AutoCloseable {
    private final PlatformStore store;
    private final String prefix;
    private final HttpHandler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param handler of every path that begins so */
    Ports(PlatformStore store, String prefix, HttpHandler handler) {
        this.store = store;
        this.prefix = prefix;
        this.handler = handler;
    }

    /**
     * @param name under which the port is kept
     * @param wanted 0: the one that was kept, or any, also where another process has that one now
     */
    HttpServer listen(String name, int wanted) throws IOException {
        String kept = store.read(() -> store.meta.get(name));
        HttpServer listening;
        try {
            listening = server(wanted == 0 && kept != null ? Integer.parseInt(kept) : wanted);
        } catch (BindException taken) {
            if (wanted != 0) {
                throw taken;
            }
            listening = server(0);
        }
        String port = Integer.toString(listening.getAddress().getPort());
        if (!port.equals(kept)) {
            store.change(() -> store.meta.put(name, port));
        }
        return listening;
    }

    /** On a port that was left a while ago; empty: somebody else has it. */
    Optional<HttpServer> listenAgain(int port) {
        try {
            return Optional.of(server(port));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    private HttpServer server(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(prefix, handler);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    static URI address(HttpServer server) {
        return address(server.getAddress().getPort());
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        threads.close();
    }
}
