package io.reissue.intake;

import io.reissue.failures.Failures;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.intake.IntakeFile.State;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.intake.IntakeImport.NewCycle;
import io.reissue.store.intake.IntakePipeline;
import io.reissue.store.intake.OutOfStep;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stored file from its beginning, skips what is taken in already, and takes the rest in chunk by chunk. Two of them at one
 * file are kept apart by the store; the slower one goes on where the other one is.
 */
public final class IntakeActivitiesImpl implements IntakeActivities {
    /** Large enough that a dozen statements a chunk cost little, small enough that a transaction takes a fraction of a second. */
    private static final int CHUNK_ROWS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(IntakeActivitiesImpl.class);

    private final IntakeFiles files;
    private final IntakeImport intake;
    private final CycleStarter starter;
    private final Clock clock;

    public IntakeActivitiesImpl(IntakeFiles files, IntakeImport intake, CycleStarter starter, Clock clock) {
        this.files = files;
        this.intake = intake;
        this.starter = starter;
        this.clock = clock;
    }

    @Override
    public IntakeReport importFile(String fileId) {
        return Failures.inStore(() -> read(id(fileId)));
    }

    private static UUID id(String fileId) {
        try {
            return UUID.fromString(fileId);
        } catch (IllegalArgumentException noUuid) {
            throw Failures.notFound();
        }
    }

    private IntakeReport read(UUID fileId) {
        var file = file(fileId);
        while (file.state() != State.DONE) {
            boolean whole = readOn(file);
            var now = file(fileId);
            // Left behind by another reader, there is something new to read; else what was read before reads
            // differently now.
            if (!whole && now.equals(file)) throw Failures.unavailable();
            file = now;
        }
        return new IntakeReport(file.linesRead(), file.accepted(), file.rejected(), files.rejectionCounts(fileId));
    }

    private IntakeFile file(UUID fileId) {
        return files.find(fileId)
                .filter(found -> found.state() != State.UPLOADING)
                .orElseThrow(Failures::notFound);
    }

    /** Whether this reader came to the end; if not, another one is ahead. */
    private boolean readOn(IntakeFile file) {
        try (var csv = new IntakeCsv(files.content(file));
                var pipeline =
                        new IntakePipeline(intake, file.id(), file.linesRead(), cycles -> start(cycles, file.id()))) {
            var first = csv.next();
            var header = first instanceof IntakeCsv.Fields names
                    ? IntakeHeader.of(names.fields()).orElse(null)
                    : null;
            if (header == null) {
                refuse(file, first == null ? 1 : first.line());
                return true;
            }
            var rules = new IntakeRules(
                    header,
                    new FileFacts(file.fileDate(), clock.instant(), file.asking()),
                    new NumberingPlans(file.region()));
            long read = skip(csv, file.linesRead());
            for (var rows = chunk(csv, rules); !rows.isEmpty(); rows = chunk(csv, rules)) {
                pipeline.put(rows);
                read += rows.size();
                heartbeat(read);
            }
            pipeline.finish();
            files.finish(file.id(), read);
            return true;
        } catch (OutOfStep | IOException _) {
            return false; // behind another reader
        }
    }

    private void refuse(IntakeFile file, long line) {
        if (file.linesRead() == 0)
            intake.take(file.id(), 0, List.of(new Judgement.Rejected(line, Rejection.UNKNOWN_HEADER, null)));
        files.finish(file.id(), 1);
    }

    private static long skip(IntakeCsv csv, long rows) throws IOException {
        for (long skipped = 0; skipped < rows; skipped++) {
            if (csv.next() == null) return skipped;
            if (skipped % CHUNK_ROWS == 0) heartbeat(rows);
        }
        return rows;
    }

    private static List<Judgement> chunk(IntakeCsv csv, IntakeRules rules) throws IOException {
        var judged = new ArrayList<Judgement>(CHUNK_ROWS);
        while (judged.size() < CHUNK_ROWS) {
            var row = csv.next();
            switch (row) {
                case null -> {
                    return judged;
                }
                case IntakeCsv.Broken broken ->
                    judged.add(new Judgement.Rejected(broken.line(), Rejection.BROKEN_LINE, null));
                case IntakeCsv.Fields fields -> judged.add(rules.judge(fields.line(), fields.fields()));
            }
        }
        return judged;
    }

    private void start(List<NewCycle> cycles, UUID fileId) {
        Map<String, List<UUID>> byJurisdiction = cycles.stream()
                .collect(Collectors.groupingBy(
                        NewCycle::jurisdiction, Collectors.mapping(NewCycle::id, Collectors.toList())));
        try {
            byJurisdiction.forEach((jurisdiction, ids) -> starter.start(ids, jurisdiction, fileId));
        } catch (ActivityCompletionException ended) {
            throw ended;
        } catch (RuntimeException e) {
            // The rows are taken in: to fail here would start none of them either.
            LOG.warn(
                    "not all of {} cycles of intake file {} were started: {}",
                    cycles.size(),
                    fileId,
                    e.getClass().getName());
        }
    }

    private static void heartbeat(long rows) {
        Activity.getExecutionContext().heartbeat(rows);
    }
}
