package io.reissue.sandbox.platforms.manners;

import io.reissue.sandbox.platforms.wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one platform behaves. The lines are independent of each other; each can be had alone.
 *
 * @param chance decides what the others leave open
 * @param timing when it answers a request to unbind
 * @param troubles what goes wrong on the way; the first one that strikes is the one that happens
 * @param judging what it decides about accounts
 * @param slips how it puts its answers, applied in this order
 * @param restoring how it gives back what it detached
 */
public record Manners(
        Chance chance, Timing timing, List<Trouble> troubles, Judging judging, List<Slip> slips, Restoring restoring) {

    public Manners {
        troubles = List.copyOf(troubles);
        slips = List.copyOf(slips);
    }

    /** Answers everything at once, in the response, and does what the protocol says. */
    public static Manners good(Chance chance) {
        return new Manners(chance, new Timing.AtOnce(), List.of(), Judging.WILLING, List.of(), Restoring.AT_ONCE);
    }

    public Manners with(Timing other) {
        return new Manners(chance, other, troubles, judging, slips, restoring);
    }

    public Manners with(Judging other) {
        return new Manners(chance, timing, troubles, other, slips, restoring);
    }

    public Manners with(Restoring other) {
        return new Manners(chance, timing, troubles, judging, slips, other);
    }

    /** Beside what goes wrong already. */
    public Manners with(Trouble more) {
        if (troubles.contains(more)) {
            return this;
        }
        return new Manners(
                chance,
                timing,
                Stream.concat(troubles.stream(), Stream.of(more)).toList(),
                judging,
                slips,
                restoring);
    }

    /** After the slips that are there. */
    public Manners with(Slip more) {
        if (slips.contains(more)) {
            return this;
        }
        return new Manners(
                chance,
                timing,
                troubles,
                judging,
                Stream.concat(slips.stream(), Stream.of(more)).toList(),
                restoring);
    }

    /** What goes wrong with this request, if anything does. */
    public Optional<Mishap> mishap(Call call) {
        return troubles.stream().flatMap(trouble -> trouble.with(call).stream()).findFirst();
    }

    /** When nobody listens, if there are such times. */
    public Optional<Window> closed() {
        return troubles.stream()
                .flatMap(trouble ->
                        trouble instanceof Trouble.Closing closing ? Stream.of(closing.window()) : Stream.empty())
                .findFirst();
    }

    /** What is said, in order, where this answer is meant. {@code asked}: what was asked, the same for the same. */
    public List<Said> say(Answer answer, Said.Way way, String asked) {
        List<Said> said = List.of(Said.plainly(answer, way));
        for (Slip slip : slips) {
            said = slip.on(said, chance.and(asked));
        }
        return said;
    }

    /** One phrase for each thing that somebody who asks this platform will notice. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(timing.words());
        troubles.forEach(trouble -> words.add(trouble.words()));
        judging.words().forEach(words::add);
        slips.forEach(slip -> words.add(slip.words()));
        restoring.words().forEach(words::add);
        return List.copyOf(words);
    }
}
