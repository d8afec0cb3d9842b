package io.reissue.sandbox.live;

import io.reissue.store.cycle.Repurge;
import io.reissue.store.cycle.Repurge.Findings;
import io.reissue.worker.Recovery;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./run repurge}: destroys again what a restored backup has brought back. */
@Command(
        name = "repurge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "After the database was restored from a backup: finds the cycles that were purged since, by the "
                    + "certificates that are archived beside the keys, and with --shred purges them again, under the "
                    + "same certificates.",
            "Until then no worker, edge or reconcile starts on that database. From then on whoever comes "
                    + "back is given back what platforms may have detached since the backup. Nothing else of the "
                    + "installation may run."
        },
        footer = {
            "",
            "not here: certified, of cycles that the backup does not know. otherwise: cycles that are at an end here by another way.",
            "Exit codes: 0 nothing is to be purged again, or all of it was, 1 failed, 2 wrong usage, 3 something is to be purged.",
        })
public final class RepurgeCommand implements Callable<Integer> {
    private static final int SOMETHING_IS_FORGOTTEN = 3;

    @Mixin
    Installation installation = new Installation();

    @Option(names = "--shred", description = "Purge it again. There is no way back.")
    boolean shred;

    @Option(
            names = "--restored",
            description = {
                "With --shred: it was restored, though no certificate shows it, because nothing was purged between backup and loss."
            })
    boolean known;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (Recovery parts = installation.open()) {
            Repurge repurge = parts.part(Repurge.class);
            Findings findings = shred ? repurge.shred() : repurge.look();
            if (shred && known && !findings.restored()) findings = repurge.nothingToShred();
            print(findings, spec.commandLine().getOut());
            return findings.restored() && !shred ? SOMETHING_IS_FORGOTTEN : 0;
        }
    }

    private void print(Findings findings, PrintWriter out) {
        if (findings.restored()) {
            out.printf(
                    Locale.ROOT,
                    "%s %,12d%nnot here        %,12d%notherwise       %,12d%n",
                    shred ? "purged again   " : "to purge again ",
                    findings.open(),
                    findings.notHere(),
                    findings.otherwise());
            if (!shred) out.println("nothing was purged: --shred");
        } else {
            out.println(
                    "this database is not older than its certificates: nothing to purge again, unless you know that it was restored (--restored)");
        }
        out.flush();
    }
}
