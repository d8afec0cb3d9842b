package io.reissue.sandbox;

import static java.util.Objects.requireNonNull;

import io.reissue.sandbox.Sandbox.Ports;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A whole sandbox of 20 platforms that no number has come into, for all tests of a class; deleted behind the last one. */
final class OpenSandbox implements BeforeAllCallback, AfterAllCallback {
    private @Nullable SandboxFolder folder;
    private @Nullable Sandbox sandbox;

    Sandbox sandbox() {
        return requireNonNull(sandbox);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path made = Files.createTempDirectory("reissue-open-");
        folder = new SandboxFolder(made);
        sandbox = Sandbox.start(folder, 7, 20, Ports.ANY);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (sandbox != null) sandbox.close();
        if (folder == null) return;
        EmbeddedPostgres.delete(folder.database());
        SandboxFolder.delete(folder.root());
    }
}
