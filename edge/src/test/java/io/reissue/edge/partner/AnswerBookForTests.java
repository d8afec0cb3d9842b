package io.reissue.edge.partner;

import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.answers.AnswerBook;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A book of batches of ten items in memory. It keeps what was said about each item; an item said again otherwise is a conflict,
 * items of purged numbers are gone.
 */
final class AnswerBookForTests implements AnswerBook {
    private static final int ITEMS = 10;
    private final Map<UUID, Integer> batches = new HashMap<>();
    private final Set<Integer> purged = new HashSet<>();
    private final Map<Integer, Answer.Said> said = new HashMap<>();
    private final Map<String, Judged> inbox = new HashMap<>();

    private record Judged(byte[] digest, AnswerReceipt receipt) {}

    void asked(UUID batch, int platformId) {
        batches.put(batch, platformId);
    }

    void purge(int ref) {
        purged.add(ref);
    }

    Map<Integer, Answer.Said> said() {
        return said;
    }

    int answers() {
        return inbox.size();
    }

    @Override
    public Optional<Integer> platformOf(UUID batch) {
        return Optional.ofNullable(batches.get(batch));
    }

    @Override
    public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
        var before = inbox.get(platformId + " " + webhookId);
        if (before != null) {
            return Arrays.equals(before.digest(), digest)
                    ? new Taken.Receipt(before.receipt())
                    : new Taken.DigestDiffers();
        }
        var receipt = judge(answer);
        inbox.put(platformId + " " + webhookId, new Judged(digest, receipt));
        return new Taken.Receipt(receipt);
    }

    private AnswerReceipt judge(Answer answer) {
        int accepted = 0;
        int duplicates = 0;
        var refs = new HashMap<String, List<String>>();
        for (var result : answer.results()) {
            var known = said.get(result.ref());
            var fault = result.ref() >= ITEMS
                    ? "unknown"
                    : purged.contains(result.ref())
                            ? "gone"
                            : known != null && known != result.said() ? "conflict" : "";
            if (!fault.isEmpty()) {
                refs.merge(fault, List.of(Integer.toString(result.ref())), AnswerBookForTests::both);
            } else if (known == null) {
                said.put(result.ref(), result.said());
                accepted++;
            } else {
                duplicates++;
            }
        }
        return new AnswerReceipt(
                accepted,
                duplicates,
                refs.getOrDefault("conflict", List.of()),
                refs.getOrDefault("gone", List.of()),
                refs.getOrDefault("unknown", List.of()));
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
