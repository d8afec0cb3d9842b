package io.reissue.store.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The working days of one year, as the official notice has them.
 *
 * @param holidays weekdays off, in order
 * @param makeUpDays weekend days worked instead, in order
 * @param source where the notice stands
 * @param editedBy null: as configured
 * @param revision grows with every edit; whoever edits says which one he saw
 */
public record WorkingYear(
        String jurisdiction,
        int year,
        List<LocalDate> holidays,
        List<LocalDate> makeUpDays,
        String source,
        @Nullable String editedBy,
        int revision) {}
