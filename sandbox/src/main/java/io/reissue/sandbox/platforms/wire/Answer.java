package io.reissue.sandbox.platforms.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, exceptions only.
 *
 * @param part which part this is, from 1
 * @param of how many parts there are
 * @param remainder what holds for every item of the batch that no part lists; absent = nothing is said about them
 */
public record Answer(int part, int of, @Nullable ItemOutcome remainder, List<Item> results) {

    /** One listed item; as good as the worst of its accounts. */
    public record Item(
            String ref,
            ItemOutcome outcome,
            @Nullable Refusal reason,
            @Nullable Duration askAgainAfter,
            @Nullable List<OfAccount> accounts) {

        public static Item plain(String ref, ItemOutcome outcome) {
            return new Item(ref, outcome, null, null, null);
        }

        public static Item refused(String ref, Refusal reason) {
            return new Item(ref, ItemOutcome.REFUSED, reason, null, null);
        }
    }

    /** What became of one account of an item. */
    public record OfAccount(
            String handle, ItemOutcome outcome, @Nullable Refusal reason) {}

    /**
     * The whole answer to a batch. The remainder is NOT_YET_SYNCED as soon as one item is: then everything that is known,
     * NOT_BOUND included, has to be listed.
     */
    public static Answer whole(List<Item> items) {
        ItemOutcome remainder = items.stream().anyMatch(item -> item.outcome() == ItemOutcome.NOT_YET_SYNCED)
                ? ItemOutcome.NOT_YET_SYNCED
                : ItemOutcome.NOT_BOUND;
        return new Answer(
                1,
                1,
                remainder,
                items.stream().filter(item -> item.outcome() != remainder).toList());
    }

    /** An answer that speaks of the listed items alone. */
    public static Answer only(List<Item> items) {
        return new Answer(1, 1, null, items);
    }

    /** The same answer in at most {@code most} parts, none of them empty unless there is nothing to list. */
    public List<Answer> split(int most) {
        int count = Math.clamp(results.size(), 1, most);
        List<Answer> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * results.size() / count;
            int to = (i + 1) * results.size() / count;
            parts.add(new Answer(i + 1, count, remainder, List.copyOf(results.subList(from, to))));
        }
        return parts;
    }
}
