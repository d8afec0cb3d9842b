package io.reissue.sandbox.platforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/**
 * What all platforms remember, in one file. One change at a time: a commit writes every map, so with two changes at once
 * the first to commit would make half of the other durable.
 */
final class PlatformStore implements AutoCloseable {
    private static final String FILE = "platforms.mv";
    /** Everything is committed as it happens; tidying the file up at the end gains a sandbox nothing. */
    private static final int COMPACTION_MILLIS = 0;

    private final MVStore store;
    private final ReentrantLock one = new ReentrantLock();
    /** {@code platform/identifier} to that number's accounts there. */
    final MVMap<String, String> accounts;
    /** {@code platform/webhook-id} to the first reply. */
    final MVMap<String, String> replies;
    /** {@code platform/batch/ref} of every item that was to be restored. */
    final MVMap<String, String> restores;
    /** {@code platform/identifier}, {@code platform/identifier/handle} or {@code platform} to the first time it came up. */
    final MVMap<String, String> firsts;
    /** {@code due/seq} to a request that is to be worked through then. */
    final MVMap<String, String> pending;
    /** {@code due/seq} to an answer that is to be posted then. */
    final MVMap<String, String> outgoing;
    /** {@code seq} to a post that the carrier did not take. */
    final MVMap<String, String> failures;
    /** {@code platform/what} to how often. */
    final MVMap<String, String> counts;
    /** {@code platform/identifier/type} to how many status events. */
    final MVMap<String, String> events;
    /** What the store was made for, and the last sequence number. */
    final MVMap<String, String> meta;

    PlatformStore(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        store = new MVStore.Builder()
                .fileName(folder.resolve(FILE).toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        // A killed process loses no write of its own, so dead space can be used again at once; the default keeps it for
        // 45 s against a power cut, and the file would grow by every commit of a busy run.
        store.setRetentionTime(0);
        accounts = map("accounts");
        replies = map("replies");
        restores = map("restores");
        firsts = map("firsts");
        pending = map("pending");
        outgoing = map("outgoing");
        failures = map("failures");
        counts = map("counts");
        events = map("events");
        meta = map("meta");
    }

    private MVMap<String, String> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    /** Makes a change durable as a whole, or not at all; on disk when this returns. */
    <T> T commit(Supplier<T> change) {
        one.lock();
        try {
            T result = change.get();
            store.commit();
            return result;
        } catch (RuntimeException failed) {
            store.rollback();
            throw failed;
        } finally {
            one.unlock();
        }
    }

    /** Reads a state between two changes. */
    <T> T read(Supplier<T> question) {
        one.lock();
        try {
            return question.get();
        } finally {
            one.unlock();
        }
    }

    /** The next number of a sequence that a restart does not reset; only inside {@link #commit}. */
    long nextSequence() {
        long next = Long.parseLong(meta.getOrDefault("sequence", "0")) + 1;
        meta.put("sequence", Long.toString(next));
        return next;
    }

    /** Counts one more; only inside {@link #commit}. */
    static void count(MVMap<String, String> map, String key) {
        map.put(key, Long.toString(Long.parseLong(map.getOrDefault(key, "0")) + 1));
    }

    @Override
    public void close() {
        one.lock();
        try {
            store.close(COMPACTION_MILLIS);
        } finally {
            one.unlock();
        }
    }
}
