package io.reissue.store.intake;

import io.reissue.policy.Asking;
import java.time.LocalDate;

/**
 * What is said about a file when it is sent.
 *
 * @param region ISO 3166-1 alpha-2, of numbers without a country code
 * @param asking for rows that don't say: COHORT or ALONE
 * @param fileDate the day it was made
 */
public record NewFile(String name, String region, Asking asking, LocalDate fileDate) {}
