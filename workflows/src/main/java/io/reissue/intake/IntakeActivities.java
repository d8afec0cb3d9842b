package io.reissue.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import java.util.Map;

/** What the intake of a file needs from outside. */
@ActivityInterface
public interface IntakeActivities {

    /**
     * Reads the stored file chunk by chunk, one transaction each, and starts a workflow for each new cycle. Heartbeats the lines done;
     * idempotent: a second call goes on where the last committed chunk ended.
     */
    IntakeReport importFile(String fileId);

    /**
     * Accepted and rejected add up to the lines read.
     *
     * @param rejections counts by {@link Rejection}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record IntakeReport(long read, long accepted, long rejected, Map<String, Long> rejections) {}
}
