package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What all platforms remember: in memory, with a journal of every change beside it. One change at a time, and each is one line of the
 * journal, so a killed process leaves all of a change or nothing. Reading the accounts of a thousand items has to be as cheap as a request
 * that names them: a page store was tried, and one of its commits cost half a millisecond of processor time.
 */
final class PlatformStore implements AutoCloseable {
    private static final String FILE = "platforms.journal";
    private static final String SEQUENCE = "sequence";

    private final Deque<Book.Change<?>> changes = Book.noChanges();
    private final Map<String, Book<?>> books = new LinkedHashMap<>();
    private final ReentrantLock one = new ReentrantLock();
    private final Journal journal;
    private long sequence;

    /** {@code platform/identifier} to that number's accounts there. */
    final Book<Accounts.Held> accounts = book("accounts", Accounts.Held.class);
    /** {@code platform/webhook-id} to the first reply. */
    final Book<PlatformDesk.Reply> replies = book("replies", PlatformDesk.Reply.class);
    /** {@code platform/batch/ref} of every item that was restored, and {@code platform/identifier/cutoff} where whatever was, to when. */
    final Book<Instant> restores = book("restores", Instant.class);
    /** {@code platform}, or {@code platform/what}, to the first time it came up. */
    final Book<Instant> firsts = book("firsts", Instant.class);
    /** {@code due/seq} to what a platform does or says then. */
    final Book<AnswerQueue.Entry> queue = book("queue", AnswerQueue.Entry.class);
    /** {@code seq} to an HTTP exchange. */
    final Book<Exchange> exchanges = book("exchanges", Exchange.class);
    /** {@code seq} to whom a received request named. */
    final Book<Named> named = book("named", Named.class);
    /** What the store was made for, its ports, and the last sequence number. */
    final Book<String> meta = book("meta", String.class);

    PlatformStore(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        journal = new Journal(folder.resolve(FILE), this::replay);
        String last = meta.get(SEQUENCE);
        sequence = last == null ? 0 : Long.parseLong(last);
    }

    private <V> Book<V> book(String name, Class<V> type) {
        Book<V> book = new Book<>(name, type, changes);
        books.put(name, book);
        return book;
    }

    /** Makes a change durable as a whole, or not at all; the journal has it when this returns. */
    <T> T commit(Supplier<T> change) {
        one.lock();
        try {
            long before = sequence;
            T result = change.get();
            if (sequence != before) {
                meta.put(SEQUENCE, Long.toString(sequence));
            }
            if (!changes.isEmpty()) {
                journal.append(line());
            }
            return result;
        } catch (RuntimeException failed) {
            changes.descendingIterator().forEachRemaining(Book.Change::undo);
            throw failed;
        } finally {
            changes.clear();
            one.unlock();
        }
    }

    /** As {@link #commit}, where nothing is to be said about it. */
    void change(Runnable change) {
        commit(() -> {
            change.run();
            return true;
        });
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
        return ++sequence;
    }

    /** {@code [[book, key, value], …]}; a value that is gone is null. */
    private byte[] line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartArray();
            for (Book.Change<?> change : changes) {
                json.writeStartArray();
                json.writeString(change.book().name());
                json.writeString(change.key());
                json.writePOJO(change.after());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private void replay(byte[] line) {
        for (JsonNode change : Json.MAPPER.readTree(line)) {
            Objects.requireNonNull(books.get(change.path(0).asString()))
                    .replay(change.path(1).asString(), change.path(2), Json.MAPPER::treeToValue);
        }
    }

    @Override
    public void close() {
        one.lock();
        try {
            journal.close();
        } finally {
            one.unlock();
        }
    }
}
