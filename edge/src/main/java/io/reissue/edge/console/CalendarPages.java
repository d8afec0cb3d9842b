package io.reissue.edge.console;

import io.reissue.policy.CalendarRefusal;
import io.reissue.policy.WorkingDays;
import io.reissue.store.policy.WorkingYear;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.policy.WorkingYears.Decision;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.LocalDate;
import java.time.Year;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The working days that deadlines are counted in: read by everybody, entered and corrected by policy admins, as the notice has them. */
@Controller
@RequestMapping(CalendarPages.CALENDARS)
class CalendarPages {
    static final String CALENDARS = "/console/policies/calendars";

    private final WorkingYears years;

    CalendarPages(WorkingYears years) {
        this.years = years;
    }

    /**
     * A year in a list.
     *
     * @param workingDays of the whole year
     */
    record Row(WorkingYear year, long workingDays) {}

    /** Days that only one of two says: what somebody entered meanwhile, and what was typed. */
    record Difference(List<LocalDate> onlyThere, List<LocalDate> onlyTyped) {
        static Difference between(Collection<LocalDate> there, Collection<LocalDate> typed) {
            return new Difference(without(there, typed), without(typed, there));
        }

        private static List<LocalDate> without(Collection<LocalDate> days, Collection<LocalDate> others) {
            return days.stream().filter(day -> !others.contains(day)).sorted().toList();
        }
    }

    @GetMapping
    String calendars(Model model, HttpServletRequest request) {
        model.addAttribute("admin", request.isUserInRole("POLICY_ADMIN"));
        model.addAttribute(
                "years",
                years.all().stream()
                        .map(year -> new Row(year, workingDays(year)))
                        .toList());
        model.addAttribute("missing", years.missing());
        return "calendars";
    }

    /** To the form of a year that somebody names. */
    @GetMapping("/edit")
    String named(@RequestParam("jurisdiction") String jurisdiction, @RequestParam("year") int year) {
        // parts of a path, and none of an address elsewhere
        if (!jurisdiction.matches("[A-Z]{2}")) throw notFound();
        return "redirect:" + CALENDARS + "/" + jurisdiction + "/" + year + "/edit";
    }

    @GetMapping("/{jurisdiction}/{year}")
    String year(
            @PathVariable("jurisdiction") String jurisdiction,
            @PathVariable("year") int year,
            Model model,
            HttpServletRequest request) {
        model.addAttribute("admin", request.isUserInRole("POLICY_ADMIN"));
        WorkingYear present = years.find(jurisdiction, year).orElseThrow(CalendarPages::notFound);
        model.addAttribute("calendar", present);
        model.addAttribute("workingDays", workingDays(present));
        return "calendar";
    }

    /** A year that nobody has entered is an empty form. */
    @GetMapping("/{jurisdiction}/{year}/edit")
    String edit(@PathVariable("jurisdiction") String jurisdiction, @PathVariable("year") int year, Model model) {
        return years.find(jurisdiction, year)
                .map(present -> form(
                        jurisdiction,
                        year,
                        present.revision(),
                        CalendarForm.of(present.holidays(), present.makeUpDays(), present.source()),
                        model))
                .orElseGet(() -> form(jurisdiction, year, 0, CalendarForm.EMPTY, model));
    }

    /**
     * A year that somebody changed or entered meanwhile is not overwritten: what was typed is shown, with what differs, to be sent over what
     * there is now.
     *
     * @param revision which one was seen; 0: there was none
     */
    @PostMapping("/{jurisdiction}/{year}")
    String edit(
            @PathVariable("jurisdiction") String jurisdiction,
            @PathVariable("year") int year,
            @RequestParam("revision") int revision,
            @ModelAttribute("typed") CalendarForm typed,
            Principal principal,
            Model model,
            RedirectAttributes said) {
        // a year that was not taken may be nowhere yet
        model.addAttribute("inLanguage", ConsoleFrame.inLanguage(CALENDARS));
        try {
            Set<LocalDate> off = typed.off();
            Set<LocalDate> worked = typed.worked();
            Integer seen = revision == 0 ? null : revision;
            return switch (years.edit(jurisdiction, year, seen, off, worked, typed.notice(), principal.getName())) {
                case Decision.Taken taken -> {
                    said.addFlashAttribute("done", taken.created() ? "calendar.entered" : "calendar.changed");
                    yield "redirect:" + CALENDARS + "/" + jurisdiction + "/" + year;
                }
                case Decision.Stale(var present) -> {
                    model.addAttribute("stale", true);
                    yield form(jurisdiction, year, differing(present, off, worked, model), typed, model);
                }
                case Decision.Refused(CalendarRefusal reason) -> {
                    model.addAttribute("refused", reason.name());
                    model.addAttribute("remedyCode", "calendar.refused." + reason);
                    yield form(jurisdiction, year, revision, typed, model);
                }
            };
        } catch (Unreadable unreadable) {
            model.addAttribute("unreadable", unreadable.field());
            return form(jurisdiction, year, revision, typed, model);
        }
    }

    /** @return the revision over which the form would be sent */
    private static int differing(
            @Nullable WorkingYear present, Set<LocalDate> off, Set<LocalDate> worked, Model model) {
        if (present == null) return 0;
        model.addAttribute("present", present);
        model.addAttribute("holidaysDiffer", Difference.between(present.holidays(), off));
        model.addAttribute("makeUpDaysDiffer", Difference.between(present.makeUpDays(), worked));
        return present.revision();
    }

    private static String form(String jurisdiction, int year, int revision, CalendarForm typed, Model model) {
        model.addAttribute("jurisdiction", jurisdiction);
        model.addAttribute("year", year);
        model.addAttribute("revision", revision);
        model.addAttribute("typed", typed);
        return "calendar-form";
    }

    private static long workingDays(WorkingYear year) {
        WorkingDays days = new WorkingDays(
                year.jurisdiction(), Set.of(year.year()), Set.copyOf(year.holidays()), Set.copyOf(year.makeUpDays()));
        return Year.of(year.year())
                .atDay(1)
                .datesUntil(Year.of(year.year() + 1).atDay(1))
                .filter(days::isWorkingDay)
                .count();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
