package io.reissue.store.feed;

/** What platforms hear about a number. */
public enum FeedEventType {
    DISCONNECTED("number.disconnected"),
    REINSTATED("number.reinstated"),
    PURGED("number.purged"),
    REASSIGNED("number.reassigned");

    private final String code;

    FeedEventType(String code) {
        this.code = code;
    }

    /** As stored and sent. */
    public String code() {
        return code;
    }

    static FeedEventType of(String code) {
        for (var type : values()) if (type.code.equals(code)) return type;
        throw new IllegalArgumentException("no feed event " + code);
    }
}
