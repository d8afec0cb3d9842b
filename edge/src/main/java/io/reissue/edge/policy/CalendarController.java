package io.reissue.edge.policy;

import io.reissue.edge.request.Fields;
import io.reissue.edge.request.Problems;
import io.reissue.edge.request.Revisions;
import io.reissue.store.policy.WorkingYear;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.policy.WorkingYears.Decision;
import io.reissue.store.policy.WorkingYears.Missing;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The working days that deadlines are counted in, year by year. */
@RestController
@RequestMapping("/v1/calendars")
public class CalendarController {
    private final WorkingYears years;

    public CalendarController(WorkingYears years) {
        this.years = years;
    }

    /** @param missing years that are, or will soon be, needed and that nobody has entered */
    public record Calendars(List<WorkingYear> years, List<Missing> missing) {}

    /**
     * A year as the official notice has it.
     *
     * @param holidays weekdays off
     * @param makeUpDays weekend days worked instead
     * @param source where the notice stands
     */
    public record YearBody(
            @Nullable Set<LocalDate> holidays,
            @Nullable Set<LocalDate> makeUpDays,
            @Nullable String source) {}

    @GetMapping
    public Calendars calendars() {
        return new Calendars(years.all(), years.missing());
    }

    @GetMapping("/{jurisdiction}/{year}")
    public ResponseEntity<WorkingYear> year(
            @PathVariable("jurisdiction") String jurisdiction, @PathVariable("year") int year) {
        return years.find(jurisdiction, year)
                .map(CalendarController::shown)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** 201 entered, 200 written anew, 412 with the present year where it was changed or entered since, 409 refused. */
    @PutMapping("/{jurisdiction}/{year}")
    public ResponseEntity<?> edit(
            @PathVariable("jurisdiction") String jurisdiction,
            @PathVariable("year") int year,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody YearBody body,
            Principal principal) {
        return answer(years.edit(
                jurisdiction,
                year,
                seen == null ? null : Revisions.seen(seen),
                Fields.complete(Fields.required(body.holidays(), "holidays"), "holidays"),
                Fields.complete(Fields.required(body.makeUpDays(), "makeUpDays"), "makeUpDays"),
                Fields.required(body.source(), "source"),
                principal.getName()));
    }

    private static ResponseEntity<?> answer(Decision decision) {
        return switch (decision) {
            case Decision.Taken taken ->
                taken.created()
                        ? ResponseEntity.status(HttpStatus.CREATED)
                                .eTag(Revisions.tag(taken.year().revision()))
                                .body(taken.year())
                        : shown(taken.year());
            case Decision.Stale stale -> {
                WorkingYear present = stale.present();
                yield Revisions.stale(present, present == null ? null : present.revision());
            }
            case Decision.Refused refused ->
                Problems.answer(
                        Problems.refused(refused.reason(), refused.reason().remedy()));
        };
    }

    private static ResponseEntity<WorkingYear> shown(WorkingYear year) {
        return ResponseEntity.ok().eTag(Revisions.tag(year.revision())).body(year);
    }
}
