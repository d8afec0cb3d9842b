package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import io.reissue.sandbox.platforms.manners.Mishap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a platform's reply, or what a mishap makes of it. Slowness is of real time: that is what a caller's patience is measured in. */
final class Responses {
    private static final int PIECES = 5;
    private static final Duration NOW_AND_THEN = Duration.ofMillis(100);
    /** Longer than a caller waits; then the thread is free again whether it has gone or not. */
    private static final int SPACES = 3_000;

    private Responses() {}

    /** An error before anything was done. */
    static void turnAway(HttpExchange exchange, int status, Optional<String> retryAfter) throws IOException {
        retryAfter.ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
        HttpReplies.problem(exchange, status, "Not now", List.of());
    }

    /** The response to a request that was heard. */
    static void send(HttpExchange exchange, PlatformDesk.Reply reply, @Nullable Mishap mishap) throws IOException {
        switch (mishap) {
            case Mishap.Lost(int status) when status == 0 -> {
                // Closing an exchange that has no response yet drops its connection.
            }
            case Mishap.Lost(int status) -> HttpReplies.problem(exchange, status, "Something went wrong", List.of());
            case Mishap.Endless() -> endless(exchange, reply);
            case Mishap.Trickled(Duration takes) -> trickle(exchange, reply, takes);
            case Mishap.Garbled()
            when reply.body() != null -> HttpReplies.json(exchange, reply.status(), Wording.garbled(reply.body()));
            case null, default -> HttpReplies.json(exchange, reply.status(), reply.body());
        }
    }

    private static void trickle(HttpExchange exchange, PlatformDesk.Reply reply, Duration takes) throws IOException {
        if (reply.body() == null) {
            pause(takes);
            HttpReplies.json(exchange, reply.status(), null);
            return;
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        OutputStream out = begin(exchange, reply.status(), bytes.length);
        for (int piece = 0; piece < PIECES; piece++) {
            pause(takes.dividedBy(PIECES));
            int from = bytes.length * piece / PIECES;
            out.write(bytes, from, bytes.length * (piece + 1) / PIECES - from);
            out.flush();
        }
    }

    /** White space, which JSON allows before its first character: a read that waits for the next byte never runs out of time. */
    private static void endless(HttpExchange exchange, PlatformDesk.Reply reply) throws IOException {
        OutputStream out = begin(exchange, reply.status(), 0);
        for (int i = 0; i < SPACES; i++) {
            pause(NOW_AND_THEN);
            out.write(' ');
            out.flush();
        }
    }

    /** @param length 0: not known beforehand */
    private static OutputStream begin(HttpExchange exchange, int status, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, length);
        return exchange.getResponseBody();
    }

    private static void pause(Duration real) throws IOException {
        try {
            Thread.sleep(real);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
