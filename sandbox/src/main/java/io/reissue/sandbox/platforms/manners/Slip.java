package io.reissue.sandbox.platforms.manners;

import io.reissue.sandbox.platforms.manners.Said.Form;
import io.reissue.sandbox.platforms.manners.Said.Signing;
import io.reissue.sandbox.platforms.wire.Answer;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One way of putting an answer badly. What the platform did is not touched by it. */
public sealed interface Slip {
    /** How long a platform takes to notice that it was not understood. */
    Duration NOTICED = Duration.ofHours(1);

    /**
     * @param said what would be said without it
     * @param asked what follows for what was asked
     */
    List<Said> on(List<Said> said, Chance asked);

    String words();

    /** A later answer comes in parts, the last part first. */
    record InParts(int most) implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            return said.stream()
                    .flatMap(one -> one.isPosted() ? parts(one) : Stream.of(one))
                    .toList();
        }

        private Stream<Said> parts(Said whole) {
            return whole.answer().split(most).reversed().stream()
                    .map(part -> whole.saying(part, whole.name() + "." + part.part()));
        }

        @Override
        public String words() {
            return "answers in up to " + most + " parts, the last first";
        }
    }

    /** Everything is posted twice. */
    record Twice() implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            return said.stream()
                    .flatMap(one -> one.isPosted() ? Stream.of(one, one) : Stream.of(one))
                    .toList();
        }

        @Override
        public String words() {
            return "posts everything twice";
        }
    }

    /** Some answers are first signed in a way that does not vouch for them. */
    record Missigning(int oneIn, Signing signing) implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            if (!asked.and("missigning").oneIn(oneIn)) {
                return said;
            }
            return said.stream()
                    .flatMap(
                            one -> one.isPosted() ? Stream.of(one.signed(signing), one.later(NOTICED)) : Stream.of(one))
                    .toList();
        }

        @Override
        public String words() {
            return "posts one answer in " + oneIn
                    + (signing == Signing.STALE ? " with a stale timestamp first" : " with a wrong signature first");
        }
    }

    /** Some answers are first posted as broken JSON. */
    record Garbling(int oneIn) implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            if (!asked.and("garbling").oneIn(oneIn)) {
                return said;
            }
            return said.stream()
                    .flatMap(one -> one.isPosted()
                            ? Stream.of(one.posted(one.name() + ".garbled").in(Form.GARBLED), one.later(NOTICED))
                            : Stream.of(one))
                    .toList();
        }

        @Override
        public String words() {
            return "posts one answer in " + oneIn + " as broken JSON first";
        }
    }

    /** Says of what it detached, a while later, that it is {@code instead}. */
    record TakingBack(ItemOutcome instead, Duration after) implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            List<Answer.Item> lower = said.stream()
                    .flatMap(one -> one.answer().results().stream())
                    .filter(item -> item.outcome() == ItemOutcome.UNBOUND)
                    .map(Answer.Item::ref)
                    .distinct()
                    .map(ref -> instead == ItemOutcome.REFUSED
                            ? Answer.Item.refused(ref, Refusal.OTHER)
                            : Answer.Item.plain(ref, instead))
                    .toList();
            if (lower.isEmpty()) {
                return said;
            }
            Said back = Said.plainly(Answer.only(lower), Said.Way.POST)
                    .posted("taken-back")
                    .later(after);
            return Stream.concat(said.stream(), Stream.of(back)).toList();
        }

        @Override
        public String words() {
            return "says " + instead + " after UNBOUND, " + Words.of(after) + " later";
        }
    }

    /** A later answer comes in two parts with different remainders; the second is put right afterwards. */
    record TwoRemainders() implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            List<Said> result = new ArrayList<>();
            for (Said one : said) {
                Answer whole = one.answer();
                if (one.isPosted() && whole.of() == 1 && whole.remainder() == ItemOutcome.NOT_BOUND) {
                    result.add(one.saying(new Answer(1, 2, whole.remainder(), whole.results()), one.name() + ".1"));
                    result.add(one.saying(new Answer(2, 2, ItemOutcome.NOT_YET_SYNCED, List.of()), one.name() + ".2"));
                    result.add(one.saying(new Answer(2, 2, whole.remainder(), List.of()), one.name() + ".3")
                            .later(NOTICED));
                } else {
                    result.add(one);
                }
            }
            return List.copyOf(result);
        }

        @Override
        public String words() {
            return "posts two parts whose remainders differ, and corrects itself";
        }
    }

    /** Fields that the protocol does not know, everywhere. */
    record Embellishing() implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            return said.stream().map(one -> one.in(Form.EMBELLISHED)).toList();
        }

        @Override
        public String words() {
            return "adds unknown fields";
        }
    }

    /** Also answers about an item that it was never given. */
    record SpeakingOfStrangers() implements Slip {
        private static final String STRANGER = "999999";

        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            return IntStream.range(0, said.size())
                    .mapToObj(i -> i == 0 ? withStranger(said.get(i)) : said.get(i))
                    .toList();
        }

        private static Said withStranger(Said one) {
            Answer answer = one.answer();
            List<Answer.Item> more = Stream.concat(
                            answer.results().stream(), Stream.of(Answer.Item.plain(STRANGER, ItemOutcome.NOT_BOUND)))
                    .toList();
            return one.saying(new Answer(answer.part(), answer.of(), answer.remainder(), more), one.name());
        }

        @Override
        public String words() {
            return "answers about items it was never given";
        }
    }

    /** Says everything once more, long after, as if it were new. */
    record Repeating(Duration after) implements Slip {
        @Override
        public List<Said> on(List<Said> said, Chance asked) {
            return Stream.concat(
                            said.stream(),
                            said.stream()
                                    .map(one ->
                                            one.posted(one.name() + ".again").later(after)))
                    .toList();
        }

        @Override
        public String words() {
            return "repeats its answers after " + Words.of(after);
        }
    }
}
