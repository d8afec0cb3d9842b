package io.reissue.store.protocol;

/** One request to a platform. */
public sealed interface Outgoing permits OutgoingBatch, OutgoingPing, OutgoingStatus {
    /** Of the partner protocol, such as {@code unbind.requested}. */
    String type();

    /** The same whenever the same content is sent again. */
    String webhookId();

    /** Numbers that it names. */
    int size();
}
