package io.reissue.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl certificate}. */
@Command(
        name = "certificate",
        description = {
            "Reads what proves a purge, and the keys to check it by.",
            "./run verify certificate checks one, without asking the instance."
        },
        footer = {"", "Example:", "  ./run ctl certificate show 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"},
        subcommands = {CertificateCommand.Show.class, CertificateCommand.Keys.class})
final class CertificateCommand extends Group {

    /** {@code ./run ctl certificate show}. */
    @Command(
            name = "show",
            description = "Shows what a certificate states. Its signature is not checked here.",
            footer = {
                "",
                "Example:",
                "  ./run ctl certificate show 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --jws >certificate.jws"
            })
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "CERTIFICATE", description = "Id of the certificate; the cycle's details name it.")
        UUID certificate = new UUID(0, 0);

        @Option(names = "--jws", description = "Print the certificate itself, as it was signed; so does --json.")
        boolean jws;

        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.get("/v1/certificates/" + certificate);
            if (jws || ctl().json) out().println(reply.body());
            else out().println(Texts.sheet(claims(reply.body())).stripTrailing());
            return 0;
        }

        /** The second of three parts. */
        private static JsonNode claims(String jws) {
            String[] parts = jws.strip().split("\\.", -1);
            JsonNode read = parts.length == 3 ? Reply.parsed(decoded(parts[1])) : null;
            if (read == null) throw new Failure(Failure.NOT_REACHABLE, "what answers there is not Reissue's API");
            return read;
        }

        private static String decoded(String part) {
            try {
                return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException otherwise) {
                return "";
            }
        }
    }

    /** {@code ./run ctl certificate keys}. */
    @Command(
            name = "keys",
            description = "Prints the public keys of all certificates, a JWK set.",
            footer = {"", "Example:", "  ./run ctl certificate keys >keys.json"})
    static final class Keys extends ApiCommand {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get("/.well-known/reissue-certificates.json"), JsonNode::toPrettyString);
        }
    }
}
