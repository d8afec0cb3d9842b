package io.reissue.sandbox.postgres;

import java.nio.file.Path;

/** Who is not root and may do no more than a file's mode lets him: whoever runs the tests, or, where that is root, somebody else. */
public final class OrdinaryUser {
    private final RunAs user;

    private OrdinaryUser(RunAs user) {
        this.user = user;
    }

    /** Somebody who can enter the folder. */
    public static OrdinaryUser entering(Path folder) {
        return new OrdinaryUser(RunAs.candidates().stream()
                .filter(user -> user.canEnter(folder))
                .findFirst()
                .orElseThrow());
    }

    /** @param output what it wrote to either */
    public record Ended(int exit, String output) {}

    /** Runs a command to its end. */
    public Ended run(String... command) {
        RunAs.Result result = user.run(command);
        return new Ended(result.exit(), result.output());
    }
}
