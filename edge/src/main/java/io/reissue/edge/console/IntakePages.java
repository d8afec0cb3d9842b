package io.reissue.edge.console;

import io.reissue.edge.intake.RejectionsCsv;
import io.reissue.store.intake.IntakeFile;
import io.reissue.store.intake.IntakeFiles;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The files that numbers came with, and what was not taken from them. */
@Controller
class IntakePages {
    private static final int FILES_SHOWN = 100;
    private static final int LINES_SHOWN = 200;

    private final IntakeFiles files;

    IntakePages(IntakeFiles files) {
        this.files = files;
    }

    @GetMapping("/console/intake")
    String intake(Model model) {
        model.addAttribute("files", files.latest(null, FILES_SHOWN));
        return "intake";
    }

    @GetMapping("/console/intake/{id}")
    String file(@PathVariable("id") UUID id, Model model) {
        IntakeFile file = find(id);
        model.addAttribute("file", file);
        model.addAttribute("counts", files.rejectionCounts(id));
        model.addAttribute("rejections", files.rejections(id, 0, LINES_SHOWN));
        return "intake-file";
    }

    @GetMapping(path = "/console/intake/{id}/rejections.csv", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> rejections(@PathVariable("id") UUID id) {
        return RejectionsCsv.of(files, find(id).id());
    }

    private IntakeFile find(UUID id) {
        return files.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
