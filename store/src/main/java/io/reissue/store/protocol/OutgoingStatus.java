package io.reissue.store.protocol;

import java.time.LocalDate;
import java.util.List;

/** Tells a platform what became of numbers; it need not do anything. All of one type. */
public record OutgoingStatus(String type, String webhookId, List<Event> events) implements Outgoing {
    public OutgoingStatus {
        events = List.copyOf(events);
    }

    @Override
    public int size() {
        return events.size();
    }

    /**
     * One number.
     *
     * @param seq of the feed, which tells the same
     * @param e164 with "+"; leaves in the platform's identifier form only
     * @param day of what happened, in the number's zone
     */
    public record Event(long seq, String e164, String jurisdiction, LocalDate day) {
        /** Without the number. */
        @Override
        public String toString() {
            return "Event[" + seq + "]";
        }
    }
}
