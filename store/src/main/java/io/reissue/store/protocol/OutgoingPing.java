package io.reissue.store.protocol;

/** Asks whether a platform hears us. Says nothing of any number. */
public record OutgoingPing(String webhookId) implements Outgoing {
    @Override
    public String type() {
        return "ping";
    }

    @Override
    public int size() {
        return 0;
    }
}
