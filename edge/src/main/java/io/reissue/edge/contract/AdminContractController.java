package io.reissue.edge.contract;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contract of this very release, for whoever asks. */
@RestController
public final class AdminContractController {
    private final byte[] contract = AdminContract.yaml();

    @GetMapping(path = "/v1/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    public byte[] read() {
        return contract;
    }
}
