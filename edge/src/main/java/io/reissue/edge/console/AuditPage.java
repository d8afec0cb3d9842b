package io.reissue.edge.console;

import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditChain.Broken;
import io.reissue.store.audit.AuditChain.Intact;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.audit.AuditTrail.Numbered;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what, and whether the chain of it is whole. */
@Controller
class AuditPage {
    private static final int SHOWN = 100;

    private final AuditTrail trail;
    private final AuditChain chain;

    AuditPage(AuditTrail trail, AuditChain chain) {
        this.trail = trail;
        this.chain = chain;
    }

    /** @param check whether the whole chain is read and checked: that takes a while when it is long */
    @GetMapping("/console/audit")
    String audit(
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "actor", required = false) @Nullable String actor,
            @RequestParam(name = "check", defaultValue = "false") boolean check,
            Model model) {
        String one = Typed.in(actor);
        List<Numbered> entries = trail.before(before, one, SHOWN);
        model.addAttribute("entries", entries);
        model.addAttribute("more", entries.size() == SHOWN ? entries.getLast().seq() : null);
        model.addAttribute("actor", one);
        if (check) {
            switch (chain.verify()) {
                case Intact intact -> model.addAttribute("intact", intact);
                case Broken broken -> model.addAttribute("broken", broken);
            }
        }
        return "audit";
    }
}
