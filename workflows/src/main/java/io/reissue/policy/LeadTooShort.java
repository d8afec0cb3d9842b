package io.reissue.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A lead that its own stages do not fit into.
 *
 * @param start the day on which they would take longest
 * @param stages how long each of them takes from then on, first to last
 * @param leadDays the policy's lead, in calendar days
 * @param atLeast they end in a year whose official notice is not out: it may make them longer, and not shorter
 */
public record LeadTooShort(LocalDate start, List<StageSpan> stages, int leadDays, boolean atLeast) {
    public LeadTooShort {
        stages = List.copyOf(stages);
    }

    /**
     * @param workingDays its deadline, in the policy's words
     * @param calendarDays from the day it begins to the day the next one begins
     */
    public record StageSpan(Stage stage, int workingDays, int calendarDays) {}

    /** The shortest lead that would do, in calendar days. */
    public int totalDays() {
        return stages.stream().mapToInt(StageSpan::calendarDays).sum();
    }

    /** The sum, as it is shown to whoever wrote the policy. */
    public String arithmetic() {
        return "stages of "
                + stages.stream()
                        .map(stage -> String.valueOf(stage.workingDays()))
                        .collect(Collectors.joining(", "))
                + " working days that begin on " + start + (atLeast ? " take at least " : " take ")
                + stages.stream()
                        .map(stage -> String.valueOf(stage.calendarDays()))
                        .collect(Collectors.joining(" + "))
                + " = " + totalDays() + " calendar days, the lead is " + leadDays;
    }
}
