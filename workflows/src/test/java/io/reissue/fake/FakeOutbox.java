package io.reissue.fake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Rows are written with the change that justifies them and relayed afterwards, when they are due, outside the store's lock. */
public final class FakeOutbox {
    private record Row(Wake wake, Instant due, long order) {}

    private final InstantSource clock;
    private final AtomicLong order = new AtomicLong();
    private final PriorityBlockingQueue<Row> waiting =
            new PriorityBlockingQueue<>(16, Comparator.comparing(Row::due).thenComparing(Row::order));
    private final List<Wake> written = new CopyOnWriteArrayList<>();
    private volatile Consumer<Wake> relay = row -> {};
    private volatile Consumer<Instant> alarm = due -> {};

    FakeOutbox(InstantSource clock) {
        this.clock = clock;
    }

    void write(Wake row) {
        writeAt(row, clock.instant());
    }

    void writeAt(Wake row, Instant due) {
        written.add(row);
        waiting.add(new Row(row, due, order.incrementAndGet()));
        if (due.isAfter(clock.instant())) alarm.accept(due);
    }

    void relay() {
        for (Optional<Wake> row = due(); row.isPresent(); row = due()) relay.accept(row.get());
    }

    private Optional<Wake> due() {
        Row first = waiting.poll();
        if (first == null) return Optional.empty();
        if (!first.due().isAfter(clock.instant())) return Optional.of(first.wake());
        waiting.add(first);
        return Optional.empty();
    }

    /** Without a relay the rows are only kept. */
    public void relayedBy(Consumer<Wake> relay) {
        this.relay = relay;
    }

    /** Who calls {@link #relay} once more at the instants at which rows for later are due. */
    void wokenBy(Consumer<Instant> alarm) {
        this.alarm = alarm;
    }

    /** Every row ever written, in order. */
    public List<Wake> written() {
        return List.copyOf(written);
    }
}
