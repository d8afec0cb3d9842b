package io.reissue.edge.proof;

import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditChain.Broken;
import io.reissue.store.audit.AuditChain.Intact;
import io.reissue.store.certificate.Certificates;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What others can check without trusting this system: certificates, their public keys, and the audit's chain. */
@RestController
public class ProofController {
    private final Certificates certificates;
    private final AuditChain audit;

    public ProofController(Certificates certificates, AuditChain audit) {
        this.certificates = certificates;
        this.audit = audit;
    }

    /** The certificate as a JWS; verify it with {@link #keys}. */
    @GetMapping(value = "/v1/certificates/{id}", produces = "application/jose")
    public String certificate(@PathVariable("id") UUID id) {
        return certificates
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .jws();
    }

    /** The public keys of all certificates, a JWK set. */
    @GetMapping(value = "/.well-known/reissue-certificates.json", produces = MediaType.APPLICATION_JSON_VALUE)
    public String keys() {
        return certificates.publicKeys();
    }

    /** Reads the whole chain: intact with its length and head, or the first broken entry. */
    @GetMapping("/v1/audit/verification")
    public Map<String, Object> verification() {
        return switch (audit.verify()) {
            case Intact intact -> Map.of("intact", true, "entries", intact.entries(), "head", intact.head());
            case Broken broken -> Map.of("intact", false, "entry", broken.seq(), "why", broken.why());
        };
    }
}
