package io.reissue.store.feed;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A numbered event.
 *
 * @param seq 1, 2, 3 … without gaps; the cursor
 * @param day of what happened, in the number's zone
 */
public record FeedEvent(
        long seq, FeedEventType type, long numberId, String jurisdiction, LocalDate day, Instant writtenAt) {}
