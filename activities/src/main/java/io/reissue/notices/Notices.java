package io.reissue.notices;

import java.util.UUID;

/** Whoever really sends a notice: mail, letter, or a simulated post office. */
public interface Notices {

    /**
     * @param noticeId the same when it is tried again
     * @param contact where the holder can be reached; never the number itself
     * @param textVersion of the text, in both languages
     * @return false: undeliverable, and trying again is no use
     */
    boolean send(UUID noticeId, String contact, String textVersion);
}
