package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** What platforms will do and say later, in the order of (time, sequence). Changes only inside {@link PlatformStore#commit}. */
final class AnswerQueue {
    /** A request that a platform works through when it is due. */
    record Pending(String platform, Ask ask, boolean completionOnly) {}

    /** An answer as it will go over the wire; its body no longer changes, so that a second post is a repetition. */
    record Outgoing(String platform, String batch, String webhookId, String body, int attempts) {
        @Override
        public String toString() {
            return "Outgoing[" + platform + ", " + webhookId + "]";
        }
    }

    /** The first entry: exactly one of the two is there. */
    record Head(String key, Instant due, Optional<Pending> pending, Optional<Outgoing> outgoing) {}

    private final PlatformStore store;

    AnswerQueue(PlatformStore store) {
        this.store = store;
    }

    /** Puts a request aside. {@code completionOnly}: then say only what is no longer refused. */
    void later(PlatformProfile platform, Ask ask, boolean completionOnly, Instant due) {
        store.pending.put(key(due), Json.text(new Pending(platform.code(), ask, completionOnly)));
    }

    /** Queues an answer in the platform's number of parts, the last part first. */
    void say(PlatformProfile platform, String batch, Answer answer, Instant due) {
        List<Answer> parts = answer.split(platform.manners().parts());
        for (Answer part : parts.reversed()) {
            String key = key(due);
            String webhookId = "msg_" + platform.code() + "_" + key.substring(key.indexOf('/') + 1);
            store.outgoing.put(key, Json.text(new Outgoing(platform.code(), batch, webhookId, Json.text(part), 0)));
        }
    }

    /** Moves an answer that could not be delivered to a later time. */
    void postpone(Head head, Outgoing outgoing, Instant due) {
        remove(head);
        Outgoing again = new Outgoing(
                outgoing.platform(), outgoing.batch(), outgoing.webhookId(), outgoing.body(), outgoing.attempts() + 1);
        store.outgoing.put(key(due), Json.text(again));
    }

    void remove(Head head) {
        (head.pending().isPresent() ? store.pending : store.outgoing).remove(head.key());
    }

    Optional<Head> head() {
        String work = store.pending.firstKey();
        String post = store.outgoing.firstKey();
        if (work == null && post == null) {
            return Optional.empty();
        }
        boolean workFirst = post == null || (work != null && work.compareTo(post) < 0);
        String key = workFirst ? work : post;
        Instant due = Instant.ofEpochMilli(Long.parseLong(key.substring(0, key.indexOf('/'))));
        return Optional.of(new Head(
                key,
                due,
                workFirst ? Optional.of(read(store.pending, key, Pending.class)) : Optional.empty(),
                workFirst ? Optional.empty() : Optional.of(read(store.outgoing, key, Outgoing.class))));
    }

    private static <T> T read(MVMap<String, String> map, String key, Class<T> type) {
        return Json.read(Objects.requireNonNull(map.get(key)), type);
    }

    private String key(Instant due) {
        return "%015d/%012d".formatted(due.toEpochMilli(), store.nextSequence());
    }
}
