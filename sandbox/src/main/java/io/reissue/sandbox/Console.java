package io.reissue.sandbox;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.DataAccessException;

/** What a person sees of a run. One line of progress per virtual day; on a terminal it stays in place. */
final class Console {
    private final PrintStream out;
    private final Sandbox sandbox;
    private final boolean terminal = System.console() != null;
    private final Facts facts;
    private String lastDay = "";
    private long lastShown;

    Console(PrintStream out, Sandbox sandbox) {
        this.out = out;
        this.sandbox = sandbox;
        this.facts = new Facts(sandbox);
    }

    void ready(long begun) {
        out.printf(
                Locale.ROOT,
                "Reissue's sandbox is up after %.1f s: API %s, Temporal 127.0.0.1:%d, virtual time %s%n",
                seconds(begun),
                sandbox.edge(),
                sandbox.temporal().port(),
                Main.day(sandbox.clock().instant()));
    }

    void progress(Instant now) {
        String day = Main.day(now);
        long real = System.nanoTime();
        boolean due = terminal ? real - lastShown > 100_000_000L : real - lastShown > 2_000_000_000L;
        if (day.equals(lastDay) || !due) return;
        lastDay = day;
        lastShown = real;
        String line = day + "  " + counts();
        out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
        out.flush();
    }

    /** Who only looks on is not to end the run when the database is away for a while. */
    private String counts() {
        try {
            Map<String, Long> states = facts.states();
            return String.format(
                    Locale.ROOT,
                    "resting %d  being asked %d  released %d  back with holder %d  stuck %d",
                    states.getOrDefault("RESTING", 0L),
                    facts.sealed(),
                    states.getOrDefault("RELEASED", 0L),
                    states.getOrDefault("REINSTATED", 0L) + states.getOrDefault("WITHDRAWN", 0L),
                    facts.stuck());
        } catch (DataAccessException away) {
            return "the database does not answer";
        }
    }

    void summary(Summary summary) {
        if (terminal) out.print("\r\033[K");
        out.println();
        out.print(summary.text());
        out.flush();
    }

    void serving() {
        out.println();
        out.println("Serving until Ctrl-C. Tokens (roles): ");
        for (Sandbox.Login login : Sandbox.Login.values()) {
            out.printf("  %-11s %s (%s)%n", login.principal(), sandbox.folder().token(login.principal()), login.role());
        }
        out.println("A certificate: ./run verify certificate "
                + sandbox.folder().root().resolve(Demo.CERTIFICATE));
        out.println("Log: " + sandbox.folder().log());
        out.println("Metrics: " + sandbox.edge() + "/actuator/prometheus");
        out.flush();
    }

    static double seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
