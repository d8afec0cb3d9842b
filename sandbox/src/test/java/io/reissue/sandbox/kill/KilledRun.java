package io.reissue.sandbox.kill;

import io.reissue.sandbox.kill.SandboxJvm.Death;
import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.postgres.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One sandbox's life in one data folder: killed, started again, killed again, until a start is left alone and ends by itself. */
final class KilledRun {
    private static final List<String> ENDS =
            List.of("released", "reinstated", "withdrawn", "returnedToDonor", "retired", "resting");

    private final Path data;
    private final Path json;
    private final long seed;
    private final DatabaseServer database;
    private final List<Recovery> recoveries = new ArrayList<>();
    private Optional<Left> left = Optional.empty();

    KilledRun(Path data, long seed) {
        this.data = data;
        this.json = data.resolveSibling(data.getFileName() + ".json");
        this.seed = seed;
        this.database = new DatabaseServer(data.resolve("postgres"));
    }

    /**
     * What a dead sandbox left.
     *
     * @param database the process that it left running
     */
    private record Left(Death death, Done done, List<String> lost, long database) {}

    /**
     * A death, and how the next start took over.
     *
     * @param done what had been done by then
     * @param lost what others had been told is safe, and was not
     * @param orphan the database's process that the dead sandbox left running
     * @param successor the one of the sandbox that came after it
     * @param secondsToReady from the start of the next process until it was up
     */
    record Recovery(Death death, Done done, List<String> lost, long orphan, long successor, double secondsToReady) {}

    /** What became of it: {@code summary} as the last start wrote it, {@code said} as it was printed. */
    record End(List<Recovery> recoveries, int exit, JsonNode summary, String said) {
        long accepted() {
            return summary.path("numbers").path("accepted").asLong();
        }

        long readButNotAccepted() {
            return summary.path("numbers").path("read").asLong() - accepted();
        }

        long rejected() {
            return summary.path("numbers").path("rejected").asLong();
        }

        /** Numbers by how they ended; resting ones have not yet. */
        Map<String, Long> ends() {
            Map<String, Long> ends = new LinkedHashMap<>();
            for (String end : ENDS)
                ends.put(end, summary.path("numbers").path(end).asLong());
            return ends;
        }

        int checks() {
            return summary.path("checks").size();
        }

        long checksHeld() {
            return StreamSupport.stream(summary.path("checks").spliterator(), false)
                    .filter(check -> check.path("held").asBoolean())
                    .count();
        }
    }

    End play(List<KillPoint> points) throws IOException, InterruptedException, SQLException {
        for (KillPoint point : points) {
            try (SandboxJvm sandbox = SandboxJvm.start(data, seed, json, Optional.of(point))) {
                recovered(sandbox);
                Death death = sandbox.killAt(point);
                left = Optional.of(
                        new Left(death, Done.in(database), Acknowledged.lost(data, database), database.pid()));
            }
        }
        try (SandboxJvm sandbox = SandboxJvm.start(data, seed, json, Optional.empty())) {
            recovered(sandbox);
            int exit = sandbox.awaitEnd();
            JsonNode summary = new JsonMapper().readTree(Files.exists(json) ? Files.readString(json) : "{}");
            return new End(recoveries, exit, summary, sandbox.said());
        }
    }

    private void recovered(SandboxJvm sandbox) throws IOException {
        double seconds = sandbox.awaitUp();
        if (left.isEmpty()) return;
        Left before = left.get();
        recoveries.add(
                new Recovery(before.death(), before.done(), before.lost(), before.database(), database.pid(), seconds));
    }
}
