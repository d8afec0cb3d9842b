package io.reissue.cli;

import org.jspecify.annotations.Nullable;

/** What was asked for did not happen: why, for people, and as which exit code. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int NOT_AUTHORISED = 3;
    static final int NOT_REACHABLE = 4;

    private final int exit;
    private final @Nullable String body;

    /** @param body what the API said, as it came; null: nothing */
    Failure(int exit, String why, @Nullable String body) {
        super(why);
        this.exit = exit;
        this.body = body;
    }

    Failure(int exit, String why) {
        this(exit, why, null);
    }

    int exit() {
        return exit;
    }

    @Nullable
    String body() {
        return body;
    }
}
