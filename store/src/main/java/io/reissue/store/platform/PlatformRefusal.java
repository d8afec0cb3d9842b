package io.reissue.store.platform;

/** Why something about a platform was not done, and what would make it possible. */
public enum PlatformRefusal {
    CODE_MALFORMED("a code is 2 to 39 lower-case letters, digits and hyphens, and begins with a letter"),
    CODE_TAKEN("a platform has this code: read and change it, or choose another"),
    NAME_MISSING("give a name in Chinese and one in English, of at most 100 characters"),
    UNKNOWN_JURISDICTION("name at least one jurisdiction, and only those whose law is known here"),
    ENDPOINT_MISSING("a platform that is called needs an endpoint: https, a host, no user and no fragment"),
    ENDPOINT_NOT_HTTPS("platforms are called by https only"),
    ENDPOINT_UNWANTED("a platform that fetches is never called: leave the endpoint out"),
    BATCH_LIMIT("a batch holds 1 to 1000 items"),
    RATE("a rate is 1 to 10000 requests a second"),
    PUSHES_NEED_ENDPOINT("only a platform that is called can be told by pushes; one that fetches reads the feed"),
    FORM_NOT_ACKNOWLEDGED("identifiers of this form can be turned back into numbers in minutes, or are the numbers:"
            + " agree on HMAC_SHA256, or acknowledge it"),
    NOT_REACHED(
            "it has to be reached first: by a ping that it answers, or, where it fetches, by a signed request of its own"),
    FETCHES("it can't be called: it is reached by its own first request whose signature holds"),
    OVERLAP("an old secret ends now, or within 30 days"),
    TOO_MANY_SECRETS("three are live: wait until one has ended, or end the old ones now"),
    REASON_MISSING("give a reason code: upper-case letters, digits, underscores");

    private final String remedy;

    PlatformRefusal(String remedy) {
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
