package io.reissue.notices;

import io.reissue.store.cycle.NoticeRows;
import io.reissue.store.vault.HolderVault;
import org.springframework.stereotype.Component;

/** Sends one notice that waits. One whose contact is gone is undeliverable; that is recorded and holds nothing up. */
@Component
public class NoticeSender {
    private final NoticeRows rows;
    private final HolderVault holders;
    private final Notices notices;

    public NoticeSender(NoticeRows rows, HolderVault holders, Notices notices) {
        this.rows = rows;
        this.holders = holders;
        this.notices = notices;
    }

    public void send(java.util.UUID noticeId) {
        rows.waiting(noticeId).ifPresent(waiting -> {
            boolean sent = holders.contact(waiting.cycleId())
                    .map(contact -> notices.send(noticeId, contact, waiting.textVersion()))
                    .orElse(false);
            rows.done(noticeId, sent);
        });
    }
}
