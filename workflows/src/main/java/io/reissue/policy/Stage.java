package io.reissue.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** The order in which platforms are asked; undone in reverse. */
public enum Stage {
    /** Identity services and label registries: what others look numbers up in. */
    IDENTITY(1),
    /** Money, government, primary messaging: no purge while one of them is open. */
    REQUIRED(2),
    /** Everybody else; open ones go on the disclosure statement. */
    REST(3);

    public static final List<Stage> IN_ORDER = List.of(values());

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    /** 1 to 3, as stored and shown. */
    @JsonValue
    public int number() {
        return number;
    }

    @JsonCreator
    public static Stage of(int number) {
        return IN_ORDER.stream()
                .filter(stage -> stage.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stage " + number));
    }
}
