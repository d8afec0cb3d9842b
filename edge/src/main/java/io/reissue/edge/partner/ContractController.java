package io.reissue.edge.partner;

import io.reissue.store.protocol.PartnerContract;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contract of this very release, for whoever asks. */
@RestController
public final class ContractController {
    private final byte[] contract = PartnerContract.yaml();

    @GetMapping(path = "/partner/v1/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    public byte[] read() {
        return contract;
    }
}
