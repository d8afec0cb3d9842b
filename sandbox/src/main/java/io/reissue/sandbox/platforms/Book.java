package io.reissue.sandbox.platforms;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One table of what the platforms remember: in memory, and every change in the journal. Read inside {@link PlatformStore#read}, changed
 * inside {@link PlatformStore#commit}.
 */
final class Book<V> {
    /** One change that is not in the journal yet; {@code before} takes it back. */
    record Change<V>(Book<V> book, String key, @Nullable V before) {
        void undo() {
            if (before == null) {
                book.entries.remove(key);
            } else {
                book.entries.put(key, before);
            }
        }

        /** What is there now; null: nothing. */
        @Nullable
        V after() {
            return book.entries.get(key);
        }
    }

    private final String name;
    private final Class<V> type;
    private final NavigableMap<String, V> entries = new TreeMap<>();
    private final Deque<Change<?>> changes;

    /** @param changes where to note what is to be journaled, newest last */
    Book(String name, Class<V> type, Deque<Change<?>> changes) {
        this.name = name;
        this.type = type;
        this.changes = changes;
    }

    static Deque<Change<?>> noChanges() {
        return new ArrayDeque<>();
    }

    String name() {
        return name;
    }

    @Nullable
    V get(String key) {
        return entries.get(key);
    }

    void put(String key, V value) {
        changes.addLast(new Change<>(this, key, entries.put(key, value)));
    }

    /** What is there, or else {@code value} from now on. */
    V getOrPut(String key, V value) {
        V present = entries.get(key);
        if (present != null) {
            return present;
        }
        put(key, value);
        return value;
    }

    void remove(String key) {
        V before = entries.remove(key);
        if (before != null) {
            changes.addLast(new Change<>(this, key, before));
        }
    }

    @Nullable
    String firstKey() {
        return entries.isEmpty() ? null : entries.firstKey();
    }

    /** In the order of the keys. */
    Collection<V> values() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Those whose keys come before this one, and its own, in the order of the keys. */
    NavigableMap<String, V> upTo(String key) {
        return Collections.unmodifiableNavigableMap(entries.headMap(key, true));
    }

    /** Those whose keys come after this one, in the order of the keys. */
    NavigableMap<String, V> after(String key) {
        return Collections.unmodifiableNavigableMap(entries.tailMap(key, false));
    }

    /** As the journal has it; null: removed. */
    void replay(String key, JsonNode value, JsonReader reader) {
        if (value.isNull()) {
            entries.remove(key);
        } else {
            entries.put(key, reader.read(value, type));
        }
    }

    /** How a journaled value becomes an object again. */
    interface JsonReader {
        <T> T read(JsonNode value, Class<T> type);
    }
}
