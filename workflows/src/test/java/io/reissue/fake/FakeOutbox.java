package io.reissue.fake;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Rows are written with the change that justifies them and relayed afterwards, outside the store's lock. */
public final class FakeOutbox {
    private final Queue<Wake> waiting = new ConcurrentLinkedQueue<>();
    private final List<Wake> written = new CopyOnWriteArrayList<>();
    private volatile Consumer<Wake> relay = row -> {};

    void write(Wake row) {
        written.add(row);
        waiting.add(row);
    }

    void relay() {
        for (Wake row = waiting.poll(); row != null; row = waiting.poll()) relay.accept(row);
    }

    /** Without a relay the rows are only kept. */
    public void relayedBy(Consumer<Wake> relay) {
        this.relay = relay;
    }

    /** Every row ever written, in order. */
    public List<Wake> written() {
        return List.copyOf(written);
    }
}
