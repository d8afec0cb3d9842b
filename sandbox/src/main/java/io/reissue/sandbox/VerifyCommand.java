package io.reissue.sandbox;

import io.reissue.store.certificate.CertificateVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run verify …}: proofs, checked without trusting what made them. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a certificate offline, or the chain of the audit.",
        subcommands = {VerifyCommand.Certificate.class, VerifyAuditCommand.class})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /** Needs the public keys and nothing else. */
    @Command(
            name = "certificate",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a certificate's signature and prints what it says.",
                "Exit codes: 0 genuine, 1 not genuine, 2 there is nothing to check."
            })
    static final class Certificate implements Callable<Integer> {
        private static final JsonMapper CLAIMS =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        @Parameters(paramLabel = "FILE", description = "The certificate, a JWS.")
        Path file = Path.of("");

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description =
                        "The public keys, a JWK set (default: certificate-keys.json in the sandbox's data folder).")
        @Nullable
        Path keys;

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            Path trusted = keys != null ? keys : Main.defaultFolder().resolve(Main.PUBLIC_KEYS);
            if (!isThere(file)) return refuse("there is no certificate " + file);
            if (!isThere(trusted))
                return refuse("there are no public keys in " + trusted + "; --keys names another file");
            CertificateVerifier verifier;
            try {
                verifier = CertificateVerifier.trustingFile(trusted);
            } catch (IllegalArgumentException | CharacterCodingException _) {
                return refuse("there are no public keys in " + trusted + ", but something else");
            }
            // whatever it is: what is no text is no certificate either
            String certificate = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            PrintWriter out = spec.commandLine().getOut();
            return switch (verifier.verify(certificate)) {
                case CertificateVerifier.Genuine genuine -> {
                    out.println("genuine");
                    out.println(CLAIMS.writeValueAsString(genuine.claims()));
                    yield 0;
                }
                case CertificateVerifier.Rejected rejected -> {
                    out.println("not genuine: " + rejected.reason());
                    yield 1;
                }
            };
        }

        private static boolean isThere(Path file) {
            return Files.isReadable(file) && !Files.isDirectory(file);
        }

        private int refuse(String why) {
            spec.commandLine().getErr().println("run: " + why);
            return CommandLine.ExitCode.USAGE;
        }
    }
}
