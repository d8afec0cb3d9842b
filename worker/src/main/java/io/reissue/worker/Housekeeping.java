package io.reissue.worker;

import io.reissue.relay.LateCheck;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.intake.IntakeFiles;
import org.springframework.context.annotation.Conditional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What runs by the wall clock: the check for late numbers, what is left of uploads that broke off, the numbering of feed and audit. */
@Component
@Conditional(WorkerRole.class)
class Housekeeping {
    private final LateCheck late;
    private final IntakeFiles files;
    private final Sequencer sequencer;

    Housekeeping(LateCheck late, IntakeFiles files, Sequencer sequencer) {
        this.late = late;
        this.files = files;
        this.sequencer = sequencer;
    }

    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10M")
    void checkForLateNumbers() {
        late.check();
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void discardAbandonedUploads() {
        files.discardAbandoned();
    }

    @Scheduled(fixedDelayString = "PT0.2S")
    void number() {
        while (sequencer.number().more()) {
            // as long as there is a full batch
        }
    }
}
