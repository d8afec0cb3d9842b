package io.reissue.kit;

/** A way of a partner that fetches not to keep the protocol, and the one check that is to see it. */
enum FetchHabit {
    ONLY_LOOKS("looks at the list and fetches nothing", "fetch-listed"),
    SAYS_NOTHING("fetches, and says nothing", "fetch-acknowledged"),
    BELIEVES_ANYTHING("checks no signature of what it fetched", "fetch-forged"),
    STOPS_AT_WHAT_IS_GONE("goes no further than what is gone", "fetch-gone"),
    HAS_NOTHING("says NOT_BOUND of everything", "fetch-detaches"),
    INCLUDES_THE_CUTOFF("detaches what was bound at the cutoff", "fetch-cutoff", Habit.INCLUDES_THE_CUTOFF),
    ANSWERS_ANEW("answers what is open once more by what is left to do", "fetch-again"),
    KNOWS_NO_RESTORES("fetches no restores", "fetch-restore"),
    RESTORES_NOTHING("says RESTORED and restores nothing", "fetch-restore", Habit.RESTORES_NOTHING),
    RENAMES("restores with new account ids", "fetch-restore", Habit.RENAMES),
    BOASTS("says RESTORED where there was nothing", "fetch-restore-nothing", Habit.BOASTS),
    FORGETS_RESTORES("forgets a restore that came first", "fetch-restore-first", Habit.FORGETS_RESTORES),
    RESTORES_ONE_BATCH(
            "restores what one batch detached, whatever cutoff it is told",
            "fetch-restore-whatever",
            Habit.RESTORES_ONE_BATCH),
    FORGETS_CUTOFFS(
            "forgets that nothing with a cutoff is to be detached any more",
            "fetch-restore-whatever-first",
            Habit.FORGETS_CUTOFFS),
    RECEIVES_UNSEEN("says received before it fetches", "fetch-before-received"),
    SIGNS_NOTHING("signs the empty body of a GET", "fetch-signed"),
    REPEATS_REFS("lists a ref twice", "refs", Habit.REPEATS_REFS),
    HAS_OWN_REASONS("refuses for reasons of its own", "codes", Habit.HAS_OWN_REASONS),
    COUNTS_FROM_ZERO("numbers parts from 0", "parts", Habit.COUNTS_FROM_ZERO),
    NAMES_NUMBERS("repeats the identifier", "no-identifier", Habit.NAMES_NUMBERS),
    SIGNS_WITH_OUR_SECRET("signs its answers with the carrier's secret", "answer-signed", Habit.SIGNS_WITH_OUR_SECRET);

    private final String words;
    private final String seenBy;
    private final Habit[] inTheBooks;

    FetchHabit(String words, String seenBy, Habit... inTheBooks) {
        this.words = words;
        this.seenBy = seenBy;
        this.inTheBooks = inTheBooks;
    }

    String seenBy() {
        return seenBy;
    }

    /** The same habit, as a partner that is called has it. */
    java.util.Set<Habit> inTheBooks() {
        return java.util.Set.of(inTheBooks);
    }

    @Override
    public String toString() {
        return words;
    }
}
