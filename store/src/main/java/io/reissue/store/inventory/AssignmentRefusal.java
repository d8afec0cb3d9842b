package io.reissue.store.inventory;

/** Why a number is not given to a new holder; each code says what would make it possible. */
public enum AssignmentRefusal {
    UNKNOWN_NUMBER("the number was never recycled here"),
    UNKNOWN_CERTIFICATE("there is no such certificate"),
    CERTIFICATE_OF_ANOTHER_NUMBER("use the certificate of this number"),
    CERTIFICATE_SUPERSEDED("the number has been recycled again since: use its latest certificate"),
    NOT_IN_POOL("only a number in the pool can be assigned"),
    DISCLOSURE_NOT_ACKNOWLEDGED("the new holder must acknowledge a version of the disclosure that exists"),
    BEFORE_PURGE("the first day can't be before the day of the purge");

    private final String remedy;

    AssignmentRefusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }
}
