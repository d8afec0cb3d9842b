package io.reissue.edge.contract;

import io.reissue.contract.Conversation;

/** What the tests of this module, which run in one JVM, say between callers of {@code /v1} and us. */
public final class AdminConversation {
    public static final Conversation OF_THIS_RUN = Conversation.about(AdminContract.yaml());

    private AdminConversation() {}
}
