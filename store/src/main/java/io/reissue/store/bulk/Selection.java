package io.reissue.store.bulk;

import io.reissue.store.story.CycleList.Filter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which numbers are meant. */
public sealed interface Selection {

    /** How a selection was made, as it is kept. */
    enum Kind {
        FILTER,
        LIST,
        BULK
    }

    Kind kind();

    /** All that a filter lets through, now and when it is confirmed. */
    record ByFilter(Filter filter) implements Selection {
        @Override
        public Kind kind() {
            return Kind.FILTER;
        }
    }

    /**
     * Those that somebody's list names.
     *
     * @param list UTF-8; one number or cycle id a line, or in the first column
     * @param countryCode of numbers that are written without one; null: all have theirs
     */
    record Listed(byte[] list, @Nullable String countryCode) implements Selection {
        @Override
        public Kind kind() {
            return Kind.LIST;
        }

        /** Numbers are never shown. */
        @Override
        public String toString() {
            return "Listed[" + list.length + " bytes]";
        }
    }

    /** Those on which another bulk did something: to second it, or to take it back. */
    record OfBulk(UUID bulk) implements Selection {
        @Override
        public Kind kind() {
            return Kind.BULK;
        }
    }
}
