package io.reissue.sandbox.script;

import java.nio.file.Path;
import java.util.List;

/**
 * How a stand-in was called.
 *
 * @param jdk the folder of the JDK: whose {@code java} it was, or which JDK Maven was given
 */
record Call(Path jdk, List<String> arguments) {
    private static final String TRAINING = "-XX:AOTCacheOutput=";

    /** As a stand-in writes it down: one call a line, with a unit separator behind each word. */
    static Call read(String line) {
        List<String> words = List.of(line.split("\037"));
        return new Call(Path.of(words.getFirst()), words.subList(1, words.size()));
    }

    boolean isTraining() {
        return arguments.stream().anyMatch(argument -> argument.startsWith(TRAINING));
    }

    /** Of a {@code java}: the JVM's own arguments, before the main class. */
    List<String> options() {
        return arguments.subList(0, main());
    }

    /** Of a {@code java}: what the program was given. */
    List<String> handedOn() {
        return arguments.subList(main() + 1, arguments.size());
    }

    private int main() {
        return arguments.indexOf("io.reissue.sandbox.Main");
    }
}
