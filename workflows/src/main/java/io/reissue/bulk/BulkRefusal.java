package io.reissue.bulk;

/** Why a bulk was not previewed, confirmed or stopped; each code says what would make it possible. */
public enum BulkRefusal {
    NOT_IN_BULK("each holder comes back by himself, with his own reference; reinstate number by number"),
    REASON_MISSING("give a reason code: upper-case letters, digits, underscores"),
    UNTIL_MISSING("say until when the numbers are to rest"),
    PLATFORM_MISSING("name one platform; of all at once nobody could see what he asks for"),
    UNKNOWN_PLATFORM("no such platform; give its code"),
    FILTER_EMPTY("say at least one thing that the numbers have in common"),
    UNKNOWN_BULK("no bulk has that id; give that of one that was done"),
    NOT_UTF8("save the list as UTF-8"),
    LIST_TOO_LARGE("split the list; 16 MiB are taken at once"),
    COUNTRY_CODE("give the digits of a country code, 86 say"),
    NOTHING_SELECTED("no cycle is like that"),
    TOO_MANY("select fewer; a million cycles are taken at once"),
    NOTHING_ACCEPTED("it would be refused for every one of them; the preview says why"),
    ID_TAKEN("another bulk has that id; give one of its own"),
    NOT_YOURS("who has seen the preview confirms it; make one of your own"),
    PREVIEW_EXPIRED("the preview is too old; make another"),
    OTHER_FINGERPRINT("that is not the fingerprint of this preview; read it again"),
    SET_CHANGED("numbers joined, left or moved since the preview; make another"),
    NOT_RUNNING("nobody has confirmed it; there is nothing to stop");

    private final String remedy;

    BulkRefusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }
}
