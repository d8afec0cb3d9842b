package io.reissue.cli;

import io.reissue.contract.Conversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests of this module ask of the API, held against the file that says how it is asked; of its code nothing is needed. */
final class AdminConversation {
    private static final Path CONTRACT = Path.of("../edge/src/main/resources/admin/admin-v1.yaml");

    static final Conversation OF_THIS_RUN = Conversation.about(contract());

    private AdminConversation() {}

    private static byte[] contract() {
        try {
            return Files.readAllBytes(CONTRACT);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
