package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Said;
import io.reissue.sandbox.platforms.wire.Ask;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What platforms will do and say later, in the order of (time, sequence). Changes only inside {@link PlatformStore#commit}. */
final class AnswerQueue {
    /**
     * A request that a platform works through when it is due.
     *
     * @param seq of the exchange that brought it
     * @param completionOnly then to say only what is no longer refused
     */
    record Pending(String platform, Ask ask, boolean completionOnly, long seq) {}

    /** An answer as it will go over the wire; its body no longer changes, so that a second post is a repetition. */
    record Outgoing(String platform, String batch, String webhookId, String body, Said.Signing signing) {
        @Override
        public String toString() {
            return "Outgoing[" + platform + ", " + webhookId + "]";
        }
    }

    /** One of the two. */
    record Entry(@Nullable Pending pending, @Nullable Outgoing outgoing) {
        String platform() {
            return pending != null
                    ? pending.platform()
                    : Objects.requireNonNull(outgoing).platform();
        }
    }

    /** The first entry. */
    record Head(String key, Instant due, Entry entry) {}

    /** The greatest that has its place in a key. */
    private static final long LAST = 999_999_999_999L;

    private final PlatformStore store;
    private final Pace pace;

    AnswerQueue(PlatformStore store, Pace pace) {
        this.store = store;
        this.pace = pace;
    }

    /** Puts a request aside. */
    void later(Pending pending, Instant due) {
        store.queue.put(key(due), new Entry(pending, null));
    }

    /** Queues what is to be posted, each a while after {@code due}; the same name is the same message. */
    void say(PlatformProfile platform, String batch, List<Said> said, Instant due) {
        Map<String, String> ids = new HashMap<>();
        Instant inManners = pace.inManners(due);
        for (Said one : said) {
            String key = key(one.after().isZero() ? due : pace.onClock(inManners.plus(one.after())));
            String id = ids.computeIfAbsent(
                    one.name(), name -> "msg_" + platform.code() + "_" + key.substring(key.indexOf('/') + 1));
            Outgoing outgoing = new Outgoing(platform.code(), batch, id, Wording.of(one), one.signing());
            store.queue.put(key, new Entry(null, outgoing));
        }
    }

    /** Moves what could not be delivered to a later time. */
    void postpone(Head head, Instant due) {
        remove(head);
        store.queue.put(key(due), head.entry());
    }

    void remove(Head head) {
        store.queue.remove(head.key());
    }

    Optional<Head> head() {
        return Optional.ofNullable(store.queue.firstKey()).map(this::at);
    }

    /** The first entry of a platform, if it is due by then. */
    Optional<Head> head(String platform, Instant by) {
        return due(by).filter(head -> head.entry().platform().equals(platform)).findFirst();
    }

    /** Who has something due by then. */
    Set<String> platforms(Instant by) {
        return due(by).map(head -> head.entry().platform()).collect(Collectors.toSet());
    }

    private Stream<Head> due(Instant by) {
        return store.queue.upTo(key(by.toEpochMilli(), LAST)).keySet().stream().map(this::at);
    }

    private Head at(String key) {
        return new Head(key, due(key), Objects.requireNonNull(store.queue.get(key)));
    }

    /** When the last entry that is due by then is due. */
    Optional<Instant> lastDueBy(Instant limit) {
        var due = store.queue.upTo(key(limit.toEpochMilli(), LAST));
        return due.isEmpty() ? Optional.empty() : Optional.of(due(due.lastKey()));
    }

    private String key(Instant due) {
        return key(due.toEpochMilli(), store.nextSequence());
    }

    private static String key(long millis, long sequence) {
        return "%015d/%012d".formatted(millis, sequence);
    }

    private static Instant due(String key) {
        return Instant.ofEpochMilli(Long.parseLong(key.substring(0, key.indexOf('/'))));
    }
}
