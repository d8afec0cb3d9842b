package io.reissue.sandbox.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in codes, counts and opaque ids: no number, and nothing about a holder. A platform is nowhere named together
 * with a cycle.
 *
 * @param stages what became of all items, by stage
 * @param worstPlatforms the five with most that is open or refused, then the slowest
 * @param stuckNumbers those that do not move by themselves, the longest stuck first
 * @param timeline one number from its disconnection to its next holder; null where none was followed
 * @param undos cycles that were undone, by how far their platforms had been asked: {@code resting}, {@code inFlight}, {@code afterwards}
 * @param commands accepted, by kind
 * @param refusedCommands refused, by the code of the refusal
 * @param nextHolders {@code assigned} numbers, and how many registrations platforms took ({@code registered}) or not
 *     ({@code turnedAway})
 * @param days where all numbers stood, day by day
 * @param answerTimes how many batches were first answered within which time
 * @param purges how many numbers were purged on which day
 */
public record Story(
        List<StageRow> stages,
        List<PlatformRow> worstPlatforms,
        List<StuckRow> stuckNumbers,
        @Nullable Timeline timeline,
        Map<String, Long> undos,
        Map<String, Long> commands,
        Map<String, Long> refusedCommands,
        Map<String, Long> nextHolders,
        List<Day> days,
        List<Bucket> answerTimes,
        List<Bucket> purges) {

    /** What became of all items together, by kind. */
    public Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (StageRow stage : stages) {
            outcomes.merge("UNBOUND", stage.unbound(), Long::sum);
            outcomes.merge("NOT_BOUND", stage.notBound(), Long::sum);
            outcomes.merge("REFUSED", stage.refused(), Long::sum);
            outcomes.merge("SILENT", stage.silent(), Long::sum);
            outcomes.merge("UNDONE", stage.undone(), Long::sum);
        }
        return outcomes;
    }

    /**
     * All items of a stage, one for each number and platform.
     *
     * @param asked the sum of all others
     * @param cleared {@code unbound} and {@code notBound} together
     * @param refused and never given up
     * @param silent never answered, or answered with "not synced yet"
     * @param undone of numbers that went back to their holders before the platform had cleared them
     */
    public record StageRow(
            int stage, long asked, long cleared, long unbound, long notBound, long refused, long silent, long undone) {}

    /**
     * @param open items that it never answered
     * @param refused items that it never gave up
     * @param batches to which it has answered
     * @param medianHours from sending a batch to its first answer; null where there was none
     */
    public record PlatformRow(
            String code,
            String name,
            int stage,
            long open,
            long refused,
            int batches,
            @Nullable Double medianHours,
            @Nullable Double slowestHours) {}

    /** A number that is stuck. {@code openPlatforms}: required ones that neither cleared nor were waived. */
    public record StuckRow(
            String cycle, String jurisdiction, String reason, LocalDate since, long openPlatforms, String advice) {}

    public record Timeline(String cycle, String jurisdiction, List<Event> events) {}

    public record Event(Instant at, String what) {}

    /**
     * Where the numbers stood at the end of a day; each is counted once.
     *
     * @param resting not asked about yet
     * @param asked sealed, and not stuck
     * @param back with their holders, or on the way
     * @param given back to a donor, or retired
     */
    public record Day(LocalDate day, long resting, long asked, long stuck, long released, long back, long given) {
        long all() {
            return resting + asked + stuck + released + back + given;
        }
    }

    public record Bucket(String name, long count) {}
}
