package io.reissue.sandbox.platforms.wire;

/** A request that breaks the contract; refused as a whole. The message is a JSON pointer, never a value. */
public final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRequest(String pointer) {
        super(pointer);
    }
}
