package io.reissue.sandbox;

import io.reissue.store.certificate.CertificateVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run verify …}: proofs, checked without trusting what made them. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a certificate offline, or the chain of the audit.",
        subcommands = {VerifyCommand.Certificate.class, VerifyAuditCommand.class})
final class VerifyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.out);
        return 2;
    }

    /** Needs the public keys and nothing else. */
    @Command(
            name = "certificate",
            mixinStandardHelpOptions = true,
            description = "Checks a certificate's signature and prints what it says. Exit code 0: genuine, 1: not.")
    static final class Certificate implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The certificate, a JWS.")
        Path file = Path.of("");

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description =
                        "The public keys, a JWK set (default: certificate-keys.json in the sandbox's data folder).")
        @Nullable
        Path keys;

        @Override
        public Integer call() throws IOException {
            Path trusted = keys != null ? keys : Main.defaultFolder().resolve(Main.PUBLIC_KEYS);
            return switch (CertificateVerifier.trustingFile(trusted)
                    .verify(Files.readString(file).strip())) {
                case CertificateVerifier.Genuine genuine -> {
                    System.out.println("genuine");
                    System.out.println(genuine.claims());
                    yield 0;
                }
                case CertificateVerifier.Rejected rejected -> {
                    System.out.println("not genuine: " + rejected.reason());
                    yield 1;
                }
            };
        }
    }
}
