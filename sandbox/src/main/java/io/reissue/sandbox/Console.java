package io.reissue.sandbox;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.dao.DataAccessException;

/** What a person sees of a run. One line of progress per virtual day; on a terminal it stays in place. */
final class Console {
    private final PrintStream out;
    private final Sandbox sandbox;
    private final boolean terminal = System.console() != null;
    private final Duration betweenLines = terminal ? Duration.ofMillis(500) : Duration.ofSeconds(2);
    private final Facts facts;
    private String lastDay = "";
    private Progress last;
    private long lastShown;

    Console(PrintStream out, Sandbox sandbox) {
        this.out = out;
        this.sandbox = sandbox;
        this.facts = new Facts(sandbox);
        this.last = progress();
        this.lastShown = System.nanoTime();
    }

    private Progress progress() {
        return new Progress(facts.standings(), facts.stuck());
    }

    void ready(double seconds) {
        out.printf(
                Locale.ROOT,
                "Reissue's sandbox is up after %.1f s: console %s/console (one click logs in), API %s, "
                        + "Temporal 127.0.0.1:%d, virtual time %s%n",
                seconds,
                sandbox.edge(),
                sandbox.edge(),
                sandbox.temporal().port(),
                Main.day(sandbox.clock().instant()));
    }

    /** Virtual date, numbers by stage, and how many numbers a second that is, since the last line. */
    void progress(Instant now) {
        String day = Main.day(now);
        long real = System.nanoTime();
        if (day.equals(lastDay) || real - lastShown < betweenLines.toNanos()) return;
        String line = day + "  " + counts(real);
        lastDay = day;
        lastShown = real;
        out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
        out.flush();
    }

    /** Who only looks on is not to end the run when the database is away for a while. */
    private String counts(long real) {
        try {
            Progress progress = progress();
            double lives = progress.livesSince(last);
            last = progress;
            return String.format(
                    Locale.ROOT, "%s  %.0f numbers/s", progress.text(), lives * 1_000_000_000 / (real - lastShown));
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
        out.println("Serving until Ctrl-C. Console: " + sandbox.edge() + "/console (one click logs in, in any role)");
        out.println("Tokens (roles): ");
        for (Sandbox.Login login : Sandbox.Login.values()) {
            out.printf("  %-12s %s (%s)%n", login.principal(), sandbox.folder().token(login.principal()), login.role());
        }
        out.println("A certificate: ./run verify certificate "
                + sandbox.folder().root().resolve(Demo.CERTIFICATE));
        out.println("Log: " + sandbox.folder().log());
        out.println("Metrics: " + sandbox.edge() + "/actuator/prometheus");
        out.println("Judge it from outside: " + sandbox.judgement());
        out.flush();
    }
}
