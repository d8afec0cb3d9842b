package io.reissue.edge.shop;

import io.reissue.edge.request.Fields;
import io.reissue.edge.request.Problems;
import io.reissue.store.inventory.Assignments;
import io.reissue.store.inventory.Assignments.Assigned;
import io.reissue.store.inventory.Assignments.Assignment;
import io.reissue.store.inventory.Assignments.Refused;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives a certified number to its next holder, who has acknowledged that it had a life before. */
@RestController
public class AssignmentController {
    private final Assignments assignments;

    public AssignmentController(Assignments assignments) {
        this.assignments = assignments;
    }

    /**
     * @param number E.164 digits, a leading plus allowed
     * @param disclosureVersion of the text that the new holder acknowledged
     */
    public record AssignmentBody(
            @Nullable String number,
            @Nullable UUID certificate,
            @Nullable String disclosureVersion,
            @Nullable LocalDate startsOn) {}

    /** 201 assigned, 200 was assigned so before, 400 where a field is missing or no number, 409 refused with a code and what would make it possible. */
    @PostMapping("/v1/assignments")
    public ResponseEntity<?> assign(@RequestBody AssignmentBody body, Principal principal) {
        Assignment wanted = new Assignment(
                Fields.number(body.number()),
                Fields.required(body.certificate(), "certificate"),
                Fields.required(body.disclosureVersion(), "disclosureVersion"),
                Fields.required(body.startsOn(), "startsOn"));
        return switch (assignments.assign(principal.getName(), wanted)) {
            case Assigned assigned ->
                ResponseEntity.status(assigned.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(Map.of("certificate", wanted.certificateId(), "startedOn", assigned.startedOn()));
            case Refused refused ->
                Problems.answer(
                        Problems.refused(refused.reason(), refused.reason().remedy()));
        };
    }
}
