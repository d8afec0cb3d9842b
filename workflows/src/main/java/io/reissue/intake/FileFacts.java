package io.reissue.intake;

import io.reissue.policy.Asking;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a row is judged against besides itself.
 *
 * @param fileDate the day the file was made; nothing in it can have happened later
 * @param now of the reading
 * @param asking for rows that don't say: COHORT or ALONE
 */
public record FileFacts(LocalDate fileDate, Instant now, Asking asking) {}
