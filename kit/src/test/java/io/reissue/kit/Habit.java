package io.reissue.kit;

/** A way not to keep the protocol, and the one check that is to see it. */
enum Habit {
    KNOWS_NO_PING("answers a ping with 404", "ping"),
    CHECKS_NO_SIGNATURE("checks no signature", "signature-forged"),
    READS_ONE_SIGNATURE("takes the header for one signature", "signature-rotation"),
    CHECKS_NO_TIMESTAMP("looks at no timestamp", "timestamp-off"),
    CHECKS_THE_PAST_ONLY("takes requests of the future", "timestamp-off"),
    IS_HASTY("gives a request one minute", "timestamp-near"),
    KNOWS_ALL_FIELDS("refuses fields it does not know", "unknown-fields"),
    FALLS_OVER("falls over a type it does not know", "unknown-type"),
    HEARS_NO_PURGE("answers number.purged with 404", "status-notifications"),
    HEARS_LITTLE("hears of 100 numbers at most", "status-full"),
    HEARS_ONCE("refuses a status event that it has heard", "status-twice"),
    HEARS_IN_ORDER("refuses a status event behind the last one", "status-order"),
    TRUSTS_STATUS("checks no signature of a status notification", "status-forged"),
    DETACHES_EARLY("detaches what was disconnected", "status-detaches-nothing"),
    READS_NO_GZIP("cannot read gzip", "gzip-request"),
    CLAIMS_GZIP("calls a plain response gzip", "gzip-response"),
    TAKES_LITTLE("takes 500 items at most", "batch-full"),
    ANSWERS_ANEW("answers a retry by what is left to do", "retry-same-answer"),
    SAYS_NOTHING("answers requests to unbind with an empty 200", "answered"),
    SEES_ACCOUNTS_EVERYWHERE("says BOUND of a number that nobody has", "query-unknown"),
    DENIES("says NOT_BOUND to every query", "query-changes-nothing"),
    LISTS_EVERYTHING("lists what the remainder says already", "remainder"),
    LEAVES_OUT_THE_REMAINDER("has no remainder", "remainder"),
    LIES("says UNBOUND and detaches nothing", "unbind-detaches"),
    INCLUDES_THE_CUTOFF("detaches what was bound at the cutoff", "cutoff"),
    PASSES_OVER_LATER_ACCOUNTS("says NOT_BOUND of accounts after the cutoff", "cutoff-said"),
    JUDGES_WHOLE_NUMBERS("detaches all accounts when one is before the cutoff", "cutoff-between"),
    SAYS_THE_BEST("calls an item as good as its best account", "cutoff-between"),
    FORGETS_EXPIRY("processes what has expired", "expires"),
    RESTORES_NOTHING("says RESTORED and restores nothing", "restore-undoes"),
    BINDS_ANEW("restores with the day of the restore", "restore-as-it-was"),
    RENAMES("restores with new account ids", "restore-as-it-was"),
    RESTORES_NUMBERS("restores whatever is detached of a number", "restore-own-batch"),
    RESTORES_BATCHES("restores a whole batch for one item", "restore-own-ref"),
    RESTORES_ONE_BATCH("restores what one batch detached, whatever cutoff it is told", "restore-whatever"),
    FORGETS_CUTOFFS("forgets that nothing with a cutoff is to be detached any more", "restore-whatever-first"),
    BOASTS("says RESTORED where there was nothing", "restore-nothing"),
    FORGETS_RESTORES("forgets a restore that came first", "restore-first"),
    WORKS_AGAIN("does the work of a retry again", "restore-then-retry"),
    REPEATS_REFS("lists a ref twice", "refs"),
    INVENTS_REFS("lists a ref that was not asked about", "refs"),
    HAS_OWN_REASONS("refuses for reasons of its own", "codes"),
    HAS_OWN_OUTCOMES("calls it DELETED", "codes"),
    COUNTS_FROM_ZERO("numbers parts from 0", "parts"),
    NAMES_NUMBERS("repeats the identifier", "no-identifier"),
    CHANGES_ITS_MIND("has another remainder in each part", "parts"),
    SIGNS_WITH_OUR_SECRET("signs its answers with the carrier's secret", "answer-signed"),
    READS_ONCE("reads the feed once, and never again", "feed-to-the-end"),
    READS_FROM_THE_START("reads the feed from its start each time", "feed-goes-on"),
    COUNTS_ON("asks for what is behind the last event's id plus one", "feed-cursor"),
    STUMBLES("reads no further than an event of a type it does not know", "feed-unknown-type");

    private final String words;
    private final String seenBy;

    Habit(String words, String seenBy) {
        this.words = words;
        this.seenBy = seenBy;
    }

    String seenBy() {
        return seenBy;
    }

    /** Shown only by a partner that answers later, in parts. */
    boolean ofCallbacks() {
        return this == CHANGES_ITS_MIND || this == SIGNS_WITH_OUR_SECRET;
    }

    /** Shown only by a partner that reads the feed. */
    boolean ofReaders() {
        return seenBy.startsWith("feed-");
    }

    @Override
    public String toString() {
        return words;
    }
}
