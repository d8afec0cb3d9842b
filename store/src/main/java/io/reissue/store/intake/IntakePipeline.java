package io.reissue.store.intake;

import io.reissue.intake.Judgement;
import io.reissue.store.intake.IntakeImport.NewCycle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Takes the chunks of one file in, in their order, two at a time: while one is written, the next is sealed and the one after that is
 * read. Each is a transaction of its own on a connection of its own. For one thread.
 */
public final class IntakePipeline implements AutoCloseable {
    /** One more would only wait: a chunk is counted behind the one before it. */
    private static final int UNDER_WAY = 2;

    private final IntakeImport intake;
    private final UUID fileId;
    private final Consumer<List<NewCycle>> taken;
    private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Future<List<NewCycle>>> underWay = new ArrayDeque<>();
    private long linesRead;
    private Turn turn = Turn.first();

    /**
     * @param linesRead rows of the file that are taken in already
     * @param taken hears of the new cycles of each chunk once it is committed, on the caller's thread and in order
     */
    public IntakePipeline(IntakeImport intake, UUID fileId, long linesRead, Consumer<List<NewCycle>> taken) {
        this.intake = intake;
        this.fileId = fileId;
        this.linesRead = linesRead;
        this.taken = taken;
    }

    /**
     * Gives the next rows in; waits while two chunks are under way.
     *
     * @throws OutOfStep when a chunk before these was not the file's next
     */
    public void put(List<Judgement> rows) {
        if (underWay.size() == UNDER_WAY) handOver();
        var mine = turn;
        long before = linesRead;
        underWay.add(lanes.submit(() -> intake.take(fileId, before, rows, mine)));
        turn = mine.next();
        linesRead += rows.size();
    }

    /** All that was given in is taken in when this returns; else it throws as {@link #put}. */
    public void finish() {
        while (!underWay.isEmpty()) handOver();
    }

    private void handOver() {
        taken.accept(result(underWay.remove()));
    }

    private static List<NewCycle> result(Future<List<NewCycle>> chunk) {
        try {
            return chunk.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a chunk was taken in", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException("a chunk was not taken in", e.getCause());
        }
    }

    /** Left by a failure, it still hands over what is taken in behind it. */
    @Override
    public void close() {
        try (lanes) {
            while (!underWay.isEmpty()) {
                var chunk = underWay.remove();
                if (isTaken(chunk)) taken.accept(chunk.resultNow());
            }
        }
    }

    private static boolean isTaken(Future<List<NewCycle>> chunk) {
        try {
            result(chunk);
            return true;
        } catch (RuntimeException behind) {
            return false; // the first failure is on its way to the caller
        }
    }
}
