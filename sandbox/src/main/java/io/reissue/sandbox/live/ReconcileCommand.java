package io.reissue.sandbox.live;

import io.reissue.relay.Comparison;
import io.reissue.relay.Reconcile;
import io.reissue.relay.Reconcile.Pace;
import io.reissue.worker.Recovery;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./run reconcile}: from the store, every workflow that Temporal has lost. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares what the store wants to run with what Temporal runs, and says how many workflows are "
                    + "missing; with --start it starts them.",
            "What runs is left alone, so it may be done again at any time. Needs database and Temporal; "
                    + "workers and edge may run, or not."
        },
        footer = {
            "",
            "missing: never started there, or over. outdated: runs, but the store has heard from a later run since; begun anew.",
            "Exit codes: 0 nothing is missing, or all of it was started, 1 failed or refused, 2 wrong usage, 3 something is missing.",
        })
public final class ReconcileCommand implements Callable<Integer> {
    private static final int SOMETHING_IS_MISSING = 3;

    @Mixin
    Installation installation = new Installation();

    @Option(names = "--start", description = "Start what is missing.")
    boolean start;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = {
                "Requests to Temporal side by side (${DEFAULT-VALUE}).",
                "Starts are worked off behind what is in the queues already: fewer, and commands of people wait less."
            })
    int atOnce = 16;

    @Option(
            names = "--after",
            paramLabel = "CYCLE",
            description = "Go on behind this cycle: a walk that was broken off names the last it had passed.")
    UUID after = new UUID(0, 0);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Recovery parts = installation.open()) {
            Reconcile reconcile = parts.part(Reconcile.class);
            Pace pace = new Pace(after, atOnce, cycle -> {
                out.println("  through " + cycle);
                out.flush();
            });
            Comparison found = start ? reconcile.start(pace) : reconcile.look(pace);
            print(found, out);
            if (!found.complete()) out.println(start ? "started" : "nothing was started: --start");
            out.flush();
            return found.complete() || start ? 0 : SOMETHING_IS_MISSING;
        }
    }

    private static void print(Comparison found, PrintWriter out) {
        out.printf("%-9s %12s %12s %12s%n", "", "wanted", "missing", "outdated");
        found.byKind().forEach((kind, tally) -> {
            out.printf(
                    Locale.ROOT, "%-9s %,12d %,12d %,12d%n", kind, tally.wanted(), tally.missing(), tally.outdated());
            tally.sample().forEach(id -> out.println("  " + id));
        });
    }
}
