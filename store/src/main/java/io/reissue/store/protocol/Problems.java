package io.reissue.store.protocol;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one answer, as far as a reader wants to know. */
final class Problems {
    private static final int MOST = 20;
    private final List<MalformedAnswer.Problem> list = new ArrayList<>();
    private boolean ofSize;

    void add(String pointer, String message) {
        if (list.size() < MOST) list.add(new MalformedAnswer.Problem(pointer, message));
    }

    void addOfSize(String pointer, String message) {
        ofSize = true;
        add(pointer, message);
    }

    boolean none() {
        return list.isEmpty();
    }

    boolean ofSize() {
        return ofSize;
    }

    List<MalformedAnswer.Problem> list() {
        return list;
    }
}
