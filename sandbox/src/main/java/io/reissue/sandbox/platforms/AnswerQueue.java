package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Said;
import io.reissue.sandbox.platforms.wire.Ask;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    record Entry(@Nullable Pending pending, @Nullable Outgoing outgoing) {}

    /** The first entry. */
    record Head(String key, Instant due, Entry entry) {}

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
        String key = store.queue.firstKey();
        if (key == null) {
            return Optional.empty();
        }
        Instant due = Instant.ofEpochMilli(Long.parseLong(key.substring(0, key.indexOf('/'))));
        return Optional.of(new Head(key, due, Objects.requireNonNull(store.queue.get(key))));
    }

    private String key(Instant due) {
        return "%015d/%012d".formatted(due.toEpochMilli(), store.nextSequence());
    }
}
