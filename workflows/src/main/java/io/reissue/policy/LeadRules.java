package io.reissue.policy;

import io.reissue.policy.LeadTooShort.StageSpan;
import io.reissue.policy.WorkingDays.YearNotCovered;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whether the stages of a policy end before the freeze does, whenever they begin. Pure. */
final class LeadRules {
    private LeadRules() {}

    /**
     * The worst start there is in the known years, if the lead is too short for it; of equal ones the first. Where no platform is asked,
     * or days are not the calendar's, every lead will do.
     *
     * <p>A start whose stages run past the last known year is judged by the least that they can take: as if every day of the year whose
     * notice is not out were worked. It is refused by what is known alone, and what the notice will say can only make it worse. What the
     * notice alone could tell is let through. Such stages end behind the freeze: a required platform that is still open keeps the number,
     * whose freeze grows by the policy's step, and the others have less time than their stage says. No stage opens in a year that nobody
     * has entered.
     *
     * @throws YearNotCovered if no year is known, one between two others is not, or the stages are longer than all of them
     */
    static Optional<LeadTooShort> judge(Policy policy, WorkingDays calendar) {
        if (policy.asking() == Asking.NOBODY || !policy.days().isCalendar()) return Optional.empty();
        if (calendar.years().isEmpty()) throw new YearNotCovered(calendar.jurisdiction());
        int first = Collections.min(calendar.years());
        int last = Collections.max(calendar.years());
        LeadTooShort worst = from(LocalDate.of(first, 1, 1), policy, calendar, last);
        if (worst.atLeast()) throw new YearNotCovered(calendar.jurisdiction(), last + 1);
        for (LocalDate day = worst.start().plusDays(1); day.getYear() <= last; day = day.plusDays(1)) {
            LeadTooShort next = from(day, policy, calendar, last);
            if (next.totalDays() > worst.totalDays()) worst = next;
        }
        return worst.totalDays() > policy.askLeadDays() ? Optional.of(worst) : Optional.empty();
    }

    /** A stage ends with the day its last working day is, and the next one begins the day after: as {@link FreezeRules#deadline}. */
    private static LeadTooShort from(LocalDate start, Policy policy, WorkingDays calendar, int lastKnown) {
        List<StageSpan> spans = new ArrayList<>();
        LocalDate begin = start;
        LocalDate lastDay = start;
        for (Stage stage : Stage.IN_ORDER) {
            int workingDays = policy.stageDeadlines().getOrDefault(stage, 0);
            lastDay = atTheEarliest(begin, workingDays, calendar, lastKnown);
            LocalDate end = lastDay.plusDays(1);
            spans.add(new StageSpan(stage, workingDays, (int) (end.toEpochDay() - begin.toEpochDay())));
            begin = end;
        }
        return new LeadTooShort(start, spans, policy.askLeadDays(), lastDay.getYear() > lastKnown);
    }

    /** The {@code days}-th working day after {@code start}; days behind the last known year count, whatever they will be. */
    private static LocalDate atTheEarliest(LocalDate start, int days, WorkingDays calendar, int lastKnown) {
        LocalDate day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getYear() > lastKnown || calendar.isWorkingDay(day)) left--;
        }
        return day;
    }
}
