package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.Exchange.Direction;
import io.reissue.sandbox.platforms.Exchange.Handling;
import io.reissue.sandbox.platforms.wire.Ask;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes down every exchange. Only inside {@link PlatformStore#commit}. */
final class ExchangeLog {
    private final PlatformStore store;

    ExchangeLog(PlatformStore store) {
        this.store = store;
    }

    static String key(long seq) {
        return "%012d".formatted(seq);
    }

    /** A request that was understood, and what became of it; {@code seq} is the next, {@code status} null: the connection is dropped. */
    void received(
            long seq,
            PlatformProfile platform,
            String webhookId,
            Ask ask,
            Handling handling,
            @Nullable Integer status,
            @Nullable String body,
            Instant now) {
        store.exchanges.put(
                key(seq),
                new Exchange(
                        seq,
                        now,
                        platform.code(),
                        Direction.RECEIVED,
                        ask.type(),
                        webhookId,
                        ask.batch().isEmpty() ? null : ask.batch(),
                        ask.items().size(),
                        handling,
                        status,
                        body,
                        null));
        if (!ask.items().isEmpty()) {
            store.named.put(key(seq), Named.in(ask));
        }
    }

    /** A request that did not get as far as being read. */
    void unread(
            PlatformProfile platform,
            @Nullable String webhookId,
            Handling handling,
            @Nullable Integer status,
            Instant now) {
        long seq = store.nextSequence();
        store.exchanges.put(
                key(seq),
                new Exchange(
                        seq,
                        now,
                        platform.code(),
                        Direction.RECEIVED,
                        null,
                        webhookId,
                        null,
                        0,
                        handling,
                        status,
                        null,
                        null));
    }

    /** What was put aside was too late in the end; what was answered meanwhile stays as it is. */
    void expired(long seq) {
        Exchange exchange = Objects.requireNonNull(store.exchanges.get(key(seq)));
        if (exchange.handling() == Handling.PUT_ASIDE) {
            store.exchanges.put(key(seq), exchange.expired());
        }
    }

    /** An answer that was posted. */
    void sent(AnswerQueue.Outgoing outgoing, int status, @Nullable String receipt, Instant now) {
        long seq = store.nextSequence();
        store.exchanges.put(
                key(seq),
                new Exchange(
                        seq,
                        now,
                        outgoing.platform(),
                        Direction.SENT,
                        Exchange.OUTCOMES,
                        outgoing.webhookId(),
                        outgoing.batch(),
                        0,
                        null,
                        status,
                        outgoing.body(),
                        receipt));
    }
}
