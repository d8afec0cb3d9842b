package io.reissue.edge.console;

import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkRules;
import io.reissue.edge.access.Role;
import io.reissue.edge.bulk.BulkCsv;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import io.reissue.store.bulk.Bulk;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.bulk.Bulks.Decision;
import io.reissue.store.bulk.Selection;
import io.reissue.store.command.CommandForecast.Wish;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One command over many numbers: whom it is for, what would become of it, how far it is. */
@Controller
@RequestMapping("/console/bulk")
class BulkPages {
    private static final int SHOWN = 50;
    private static final int ROWS_SHOWN = 50;

    private final Bulks bulks;

    BulkPages(Bulks bulks) {
        this.bulks = bulks;
    }

    /**
     * What a form says beside whom it is for; which fields count depends on the kind.
     *
     * @param until the last day, in UTC: the numbers may be in several zones
     * @param untilAt instead of a day: the end that another person named
     */
    record Ask(
            UUID id,
            CommandKind kind,
            @Nullable String reasonCode,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
            LocalDate until,

            @Nullable Instant untilAt,
            @Nullable String platform) {
        Wish wish(Principal principal, HttpServletRequest request) {
            Set<Office> offices = Role.offices(kind, request);
            Instant end = until == null
                    ? untilAt
                    : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            String reason = Objects.requireNonNullElse(Typed.in(reasonCode), "");
            return new Wish(kind, principal.getName(), offices, reason, end, Typed.in(platform));
        }
    }

    @GetMapping
    String bulks(Model model, HttpServletRequest request) {
        model.addAttribute("bulks", bulks.latest(null, SHOWN));
        return form("bulks", model, request);
    }

    /** For all that a list of numbers shows, or on which another bulk did something. */
    @GetMapping("/new")
    String propose(
            NumberPages.Wanted wanted,
            @RequestParam(name = "of", required = false) @Nullable UUID of,
            Model model,
            HttpServletRequest request) {
        model.addAttribute("wanted", wanted);
        model.addAttribute("of", of);
        boolean some = of != null || wanted.filter().narrows();
        model.addAttribute("count", some ? bulks.count(selection(wanted, of)) : 0);
        return form("bulk-form", model, request);
    }

    @PostMapping
    String preview(
            Ask ask,
            NumberPages.Wanted wanted,
            @RequestParam(name = "of", required = false) @Nullable UUID of,
            Principal principal,
            HttpServletRequest request,
            RedirectAttributes said) {
        Decision decision = bulks.preview(ask.id(), ask.wish(principal, request), selection(wanted, of));
        return answered(decision, "bulk.is.previewed", "/console/bulk", said);
    }

    /** The numbers of a list stay in memory until it is read: see the limits of uploads in the application's configuration. */
    @PostMapping("/lists")
    String previewList(
            Ask ask,
            @RequestParam("list") MultipartFile list,
            @RequestParam(name = "countryCode", required = false) @Nullable String countryCode,
            Principal principal,
            HttpServletRequest request,
            RedirectAttributes said)
            throws IOException {
        Wish wish = ask.wish(principal, request);
        try (InputStream content = list.getInputStream()) {
            byte[] read = content.readNBytes(BulkRules.MOST_BYTES + 1);
            Selection selection = new Selection.Listed(read, Typed.in(countryCode));
            return answered(bulks.preview(ask.id(), wish, selection), "bulk.is.previewed", "/console/bulk", said);
        }
    }

    @GetMapping("/{id}")
    String bulk(@PathVariable("id") UUID id, Model model, HttpServletRequest request) {
        Bulk bulk = find(id);
        model.addAttribute("bulk", bulk);
        model.addAttribute("badRows", bulks.badRows(id, 0, ROWS_SHOWN));
        Set<Office> offices = Role.offices(request);
        model.addAttribute("mayAct", bulk.kind().isFor(offices));
        return form("bulk", model, request);
    }

    @PostMapping("/{id}/confirmation")
    String confirm(
            @PathVariable("id") UUID id,
            @RequestParam("fingerprint") String fingerprint,
            Principal principal,
            HttpServletRequest request,
            RedirectAttributes said) {
        Set<Office> offices = Role.offices(find(id).kind(), request);
        return answered(
                bulks.confirm(id, fingerprint, principal.getName(), offices).orElseThrow(BulkPages::notFound),
                "bulk.is.confirmed",
                "/console/bulk/" + id,
                said);
    }

    @PostMapping("/{id}/stop")
    String stop(@PathVariable("id") UUID id, Principal principal, HttpServletRequest request, RedirectAttributes said) {
        Role.offices(find(id).kind(), request);
        return answered(
                bulks.stop(id, principal.getName()).orElseThrow(BulkPages::notFound),
                "bulk.is.stopped",
                "/console/bulk/" + id,
                said);
    }

    @GetMapping(path = "/{id}/results.csv", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> results(@PathVariable("id") UUID id) {
        return BulkCsv.results(bulks, find(id).id());
    }

    @GetMapping(path = "/{id}/bad-rows.csv", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> badRows(@PathVariable("id") UUID id) {
        return BulkCsv.badRows(bulks, find(id).id());
    }

    /** Of numbers that pages show together, those that can still be changed. */
    private static Selection selection(NumberPages.Wanted wanted, @Nullable UUID of) {
        return of == null ? new Selection.ByFilter(wanted.filter().underWay()) : new Selection.OfBulk(of);
    }

    /** @param back where it is told that nothing was done */
    private static String answered(Decision decision, String done, String back, RedirectAttributes said) {
        return switch (decision) {
            case Decision.Taken taken -> {
                said.addFlashAttribute("done", done);
                yield "redirect:/console/bulk/" + taken.bulk().id();
            }
            case Decision.Refused(BulkRefusal reason) -> {
                said.addFlashAttribute("refused", reason.name())
                        .addFlashAttribute("remedyCode", "bulk.refused." + reason);
                yield "redirect:" + back;
            }
        };
    }

    /** The form brings the id of the preview that it would make: sent twice, it makes one. */
    private static String form(String page, Model model, HttpServletRequest request) {
        Set<Office> offices = Role.offices(request);
        model.addAttribute(
                "kinds",
                Stream.of(CommandKind.values())
                        .filter(kind -> BulkRules.isForMany(kind) && kind.isFor(offices))
                        .toList());
        model.addAttribute("id", UUID.randomUUID());
        return page;
    }

    private Bulk find(UUID id) {
        return bulks.find(id).orElseThrow(BulkPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
