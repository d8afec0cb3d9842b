package io.reissue.sandbox.kill;

import io.reissue.sandbox.kill.KilledRun.End;
import io.reissue.sandbox.kill.KilledRun.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The log of points and recoveries: one line per death, and what the run came to that it died in. */
final class KillReport {
    private final Map<Integer, End> ends = new TreeMap<>();

    synchronized void add(int run, End end) {
        ends.put(run, end);
    }

    synchronized String markdown(long seed) {
        var text = new StringBuilder("# Kills and recoveries, seed " + seed + "\n\n");
        text.append(
                "| run | killed (step, side of its commit, occasion) | virtual time | had been done | lost | database taken over | resumed after |\n");
        text.append("|--:|---|---|---|--:|---|--:|\n");
        ends.forEach((run, end) -> end.recoveries().forEach(recovery -> text.append(line(run, recovery))));
        text.append("\n| run | kills | exit | accepted | ends | checks held |\n|--:|--:|--:|--:|---|--:|\n");
        ends.forEach((run, end) -> text.append(line(run, end)));
        return text.toString();
    }

    private static String line(int run, Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %d | %d by %d | %.1f s |%n",
                run,
                recovery.death().point(),
                recovery.death().virtualTime(),
                recovery.done(),
                recovery.lost().size(),
                recovery.orphan(),
                recovery.successor(),
                recovery.secondsToReady());
    }

    private static String line(int run, End end) {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %s | %d of %d |%n",
                run,
                end.recoveries().size(),
                end.exit(),
                end.accepted(),
                end.ends(),
                end.checksHeld(),
                end.checks());
    }

    void write(long seed, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, markdown(seed));
    }
}
