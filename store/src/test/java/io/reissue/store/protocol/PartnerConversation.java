package io.reissue.store.protocol;

import io.reissue.contract.Conversation;

/** What the tests of a module, which run in one JVM, say between partners and us. */
public final class PartnerConversation {
    public static final Conversation OF_THIS_RUN = Conversation.about(PartnerContract.yaml());

    private PartnerConversation() {}
}
