package io.reissue.edge.intake;

import io.reissue.store.intake.IntakeFile;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a file in as it comes, one part in memory at a time. A file is there as a whole or not at all. */
public final class IntakeUpload {
    static final int PART_BYTES = 1 << 20;

    private final IntakeFiles files;

    public IntakeUpload(IntakeFiles files) {
        this.files = files;
    }

    /** Another file has come under that id. */
    static final class OtherFile extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Stores a file until its end.
     *
     * @param chosen its id, if the sender chose one: a file that is here whole under it stays as it is, one that broke off is replaced
     * @param actor who sends it
     * @return empty when there was nothing in it
     * @throws OtherFile when what is here whole under that id is another
     * @throws IOException when it breaks off; nothing is kept then
     */
    public Optional<UUID> store(NewFile file, @Nullable UUID chosen, InputStream body, String actor)
            throws IOException {
        var content = new DigestInputStream(body, sha256());
        var bytes = content.readNBytes(PART_BYTES);
        if (bytes.length == 0) return Optional.empty();
        var before = chosen == null ? Optional.<IntakeFile>empty() : whole(chosen);
        if (before.isPresent()) return Optional.of(same(before.get(), file, content));
        var fileId = open(file, chosen);
        boolean whole = false;
        try {
            int part = 0;
            while (bytes.length > 0) {
                files.addPart(fileId, part++, bytes);
                bytes = content.readNBytes(PART_BYTES);
            }
            files.holds(fileId, content.getMessageDigest().digest());
            files.uploaded(fileId, part, actor);
            whole = true;
        } finally {
            if (!whole) files.discard(fileId);
        }
        return Optional.of(fileId);
    }

    private Optional<IntakeFile> whole(UUID fileId) {
        return files.find(fileId).filter(file -> file.state() != IntakeFile.State.UPLOADING);
    }

    private UUID same(IntakeFile before, NewFile file, DigestInputStream content) throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        var said = new NewFile(before.name(), before.region(), before.asking(), before.fileDate());
        if (!said.equals(file)
                || !files.held(before.id(), content.getMessageDigest().digest())) throw new OtherFile();
        return before.id();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private UUID open(NewFile file, @Nullable UUID chosen) {
        if (chosen == null) return files.open(file);
        files.discard(chosen);
        files.open(chosen, file);
        return chosen;
    }
}
