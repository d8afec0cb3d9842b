package io.reissue.policy;

import io.reissue.policy.LeadTooShort.StageSpan;
import io.reissue.policy.WorkingDays.YearNotCovered;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether the stages of a policy end before the freeze does, whenever they begin. Pure. */
final class LeadRules {
    private LeadRules() {}

    /**
     * The worst start there is in the known years, if the lead is too short for it; of equal ones the first. A start whose last stage
     * would end in the year after them is not judged: that year's notice is not out. Where no platform is asked, or days are not the
     * calendar's, every lead will do.
     *
     * @throws YearNotCovered if no year is known, one between two others is not, or the stages are longer than all of them
     */
    static Optional<LeadTooShort> judge(Policy policy, WorkingDays calendar) {
        if (policy.asking() == Asking.NOBODY || !policy.days().isCalendar()) return Optional.empty();
        if (calendar.years().isEmpty()) throw new YearNotCovered(calendar.jurisdiction());
        SortedSet<Integer> years = new TreeSet<>(calendar.years());
        LeadTooShort worst = from(LocalDate.of(years.getFirst(), 1, 1), policy, calendar);
        for (LocalDate day = worst.start().plusDays(1); years.contains(day.getYear()); day = day.plusDays(1)) {
            try {
                LeadTooShort next = from(day, policy, calendar);
                if (next.totalDays() > worst.totalDays()) worst = next;
            } catch (YearNotCovered missing) {
                if (years.tailSet(day.getYear()).size() > 1) throw missing;
                break;
            }
        }
        return worst.totalDays() > policy.askLeadDays() ? Optional.of(worst) : Optional.empty();
    }

    /** A stage ends with the day its last working day is, and the next one begins the day after: as {@link FreezeRules#deadline}. */
    private static LeadTooShort from(LocalDate start, Policy policy, WorkingDays calendar) {
        List<StageSpan> spans = new ArrayList<>();
        LocalDate begin = start;
        for (Stage stage : Stage.IN_ORDER) {
            int workingDays = policy.stageDeadlines().getOrDefault(stage, 0);
            LocalDate end = calendar.plus(begin, workingDays).plusDays(1);
            spans.add(new StageSpan(stage, workingDays, (int) (end.toEpochDay() - begin.toEpochDay())));
            begin = end;
        }
        return new LeadTooShort(start, spans, policy.askLeadDays());
    }
}
