package io.reissue.store.platform;

/** How a platform gets what it is asked. */
public enum Delivery {
    /** We call its endpoint. */
    PUSH,
    /** It can't be called, and fetches. */
    PULL
}
