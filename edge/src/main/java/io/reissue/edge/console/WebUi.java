package io.reissue.edge.console;

import java.net.URI;

/** Where Temporal's Web UI shows an execution. Workflow ids are opaque and have no character that an address would change. */
public record WebUi(URI address, String namespace) {

    public String workflow(String workflowId) {
        String base = address.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/namespaces/" + namespace
                + "/workflows/" + workflowId;
    }
}
