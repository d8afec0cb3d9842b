package io.reissue.edge.console;

import io.reissue.policy.Scope;
import io.reissue.store.policy.PolicyActivations;
import io.reissue.store.policy.PolicyActivations.Progress;
import io.reissue.store.policy.PolicyDiff;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.policy.PolicyVersion;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** Policies that were approved: every version, what it changed, and how far it has been carried. */
@Controller
class PolicyPages {
    private static final int DRAFTS_SHOWN = 50;

    private final PolicyRows rows;
    private final PolicyStore policies;
    private final PolicyActivations activations;

    PolicyPages(PolicyRows rows, PolicyStore policies, PolicyActivations activations) {
        this.rows = rows;
        this.policies = policies;
        this.activations = activations;
    }

    @GetMapping("/console/policies")
    String policies(Model model) {
        Map<Scope, List<PolicyVersion>> versions = rows.versions().stream()
                .collect(Collectors.groupingBy(PolicyVersion::scope, LinkedHashMap::new, Collectors.toList()));
        model.addAttribute("versions", versions);
        model.addAttribute("drafts", rows.drafts(null, DRAFTS_SHOWN));
        return "policies";
    }

    @GetMapping("/console/policies/{version:\\d{1,9}}")
    String policy(@PathVariable("version") int version, Model model) {
        PolicyVersion shown = rows.version(version).orElseThrow(PolicyPages::notFound);
        Optional<PolicyVersion> before =
                policies.versionBefore(shown.scope(), shown.effectiveFrom()).flatMap(rows::version);
        model.addAttribute("policy", shown);
        model.addAttribute("before", before.orElse(null));
        model.addAttribute(
                "changes",
                before.map(earlier -> PolicyDiff.between(earlier.document(), shown.document()))
                        .orElse(List.of()));
        model.addAttribute("progress", activations.progress(version).orElse(null));
        return "policy";
    }

    @PostMapping("/console/policies/{version:\\d{1,9}}/pause")
    String pause(@PathVariable("version") int version, Principal principal) {
        return backTo(activations.pause(version, principal.getName()));
    }

    @PostMapping("/console/policies/{version:\\d{1,9}}/resume")
    String resume(@PathVariable("version") int version, Principal principal) {
        return backTo(activations.resume(version, principal.getName()));
    }

    private static String backTo(Optional<Progress> progress) {
        return "redirect:/console/policies/"
                + progress.orElseThrow(PolicyPages::notFound).version();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
