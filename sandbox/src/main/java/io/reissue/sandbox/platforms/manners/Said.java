package io.reissue.sandbox.platforms.manners;

import io.reissue.sandbox.platforms.wire.Answer;
import java.time.Duration;

/**
 * One utterance of a platform.
 *
 * @param name the same name within one answer is the same message, under the same id
 * @param after how long after the work was done
 * @param way in the response to the request, or in a request of its own
 */
public record Said(Answer answer, String name, Duration after, Way way, Form form, Signing signing) {
    public enum Way {
        RESPONSE,
        POST
    }

    public enum Form {
        PLAIN,
        /** With fields that the protocol does not know. */
        EMBELLISHED,
        /** Cut off in the middle. */
        GARBLED
    }

    public enum Signing {
        RIGHT,
        /** With the secret of the other direction. */
        WRONG_KEY,
        /** With a time that is too long ago. */
        STALE
    }

    static Said plainly(Answer answer, Way way) {
        return new Said(answer, "answer", Duration.ZERO, way, Form.PLAIN, Signing.RIGHT);
    }

    boolean isPosted() {
        return way == Way.POST;
    }

    Said saying(Answer other, String otherName) {
        return new Said(other, otherName, after, way, form, signing);
    }

    Said in(Form other) {
        return new Said(answer, name, after, way, other, signing);
    }

    Said signed(Signing other) {
        return new Said(answer, name, after, way, form, other);
    }

    Said later(Duration by) {
        return new Said(answer, name, after.plus(by), way, form, signing);
    }

    Said posted(String otherName) {
        return new Said(answer, otherName, after, Way.POST, form, signing);
    }
}
