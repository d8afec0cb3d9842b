package io.reissue.sandbox.oracle;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Where the facts are. All of it is reached from outside: a database, two addresses, files.
 *
 * @param database may read every table; the record of real names is tried as the application, so it must be able to become it
 * @param temporal host and port of the server's gRPC
 * @param namespace of the workflows
 * @param platforms base of the platforms' control port
 * @param manifests what was planted, JSON, one for each turn; beside them, where the demo kept that, what the API said to commands
 * @param logs of the application; what they were rolled over to is read with them
 * @param metrics the pages for Prometheus of the application's processes
 * @param certificateKeys the issuer's public keys, a JWK set; a web address or a file
 * @param at the instant by which is judged what is overdue
 */
public record Evidence(
        DataSource database,
        String temporal,
        String namespace,
        URI platforms,
        List<Path> manifests,
        List<Path> logs,
        List<URI> metrics,
        URI certificateKeys,
        Instant at) {
    /** Where the application publishes the keys, beside its metrics. */
    public static URI keysBeside(URI metrics) {
        return metrics.resolve("/.well-known/reissue-certificates.json");
    }
}
