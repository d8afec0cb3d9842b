package io.reissue.edge.intake;

import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** Takes a file in as it comes, one part in memory at a time. A file is there as a whole or not at all. */
public final class IntakeUpload {
    static final int PART_BYTES = 1 << 20;

    private final IntakeFiles files;

    public IntakeUpload(IntakeFiles files) {
        this.files = files;
    }

    /**
     * Stores a file until its end.
     *
     * @param actor who sends it
     * @return empty when there was nothing in it
     * @throws IOException when it breaks off; nothing is kept then
     */
    public Optional<UUID> store(NewFile file, InputStream body, String actor) throws IOException {
        var bytes = body.readNBytes(PART_BYTES);
        if (bytes.length == 0) return Optional.empty();
        var fileId = files.open(file);
        boolean whole = false;
        try {
            int part = 0;
            while (bytes.length > 0) {
                files.addPart(fileId, part++, bytes);
                bytes = body.readNBytes(PART_BYTES);
            }
            files.uploaded(fileId, part, actor);
            whole = true;
        } finally {
            if (!whole) files.discard(fileId);
        }
        return Optional.of(fileId);
    }
}
