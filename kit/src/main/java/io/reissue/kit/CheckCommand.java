package io.reissue.kit;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** {@code ./run kit check}: plays the carrier, by the real clock. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays the carrier against a partner's endpoint, or for a partner that fetches, and says what of the protocol is kept.",
            "Numbers nobody can have are made up; whether accounts are detached, kept and restored is seen with prepared ones."
        },
        footer = {
            "",
            "Exit codes: 0 nothing is broken, 1 a check is broken, 2 wrong usage, or nobody answers at the endpoint, or comes.",
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Where it is, or that it comes. */
    static final class Reached {
        @Option(names = "--endpoint", paramLabel = "URL", required = true, description = "The partner's endpoint.")
        URI endpoint = URI.create("");

        @Option(
                names = "--fetches",
                required = true,
                description = "The partner can't be called: it fetches, at the callback's address.")
        boolean fetches;
    }

    @ArgGroup(multiplicity = "1")
    Reached reached = new Reached();

    @Option(
            names = "--secret",
            paramLabel = "S",
            required = true,
            description = "Signs what is sent to the partner, or fetched by it, whsec_<base64>.")
    String secret = "";

    @Option(
            names = "--identifier",
            paramLabel = "FORM",
            description = "How numbers are named: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Identifier identifier = Identifier.HMAC_SHA256;

    @Option(names = "--identifier-key", paramLabel = "K", description = "For HMAC_SHA256: the shared key, base64.")
    String identifierKey = "";

    @Option(
            names = "--numbers",
            paramLabel = "FILE",
            description = {
                "Prepared numbers, as JSON:",
                "[{\"number\":\"999…\",\"accounts\":[{\"handle\":\"a1\",\"boundOn\":\"2024-05-01T00:00:00Z\"}]}, …]"
            })
    @Nullable
    Path numbers;

    @Option(
            names = "--callback-secret",
            paramLabel = "S2",
            description =
                    "Signs what the partner sends to the callback, whsec_<base64>; for one that answers later, fetches, or reads the feed.")
    @Nullable
    String callbackSecret;

    @Option(
            names = "--callback-port",
            paramLabel = "P",
            description = "Port of the callback, on the loopback interface (${DEFAULT-VALUE}).")
    int callbackPort = 8099;

    @Option(
            names = "--feed",
            description = "The partner reads the status feed, at the callback's address: check that too.")
    boolean feed;

    @Option(
            names = "--batch-limit",
            paramLabel = "N",
            description = "Most items in one request, where the partner has set less (${DEFAULT-VALUE}).")
    int batchLimit = 1_000;

    @Option(names = "--timeout", paramLabel = "D", description = "How long a response may take (${DEFAULT-VALUE}).")
    Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--answer-within",
            paramLabel = "D",
            description = "How long an answer at the callback, or a partner that fetches, may take (${DEFAULT-VALUE}).")
    Duration patience = Duration.ofSeconds(30);

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results there, as JUnit XML.")
    @Nullable
    Path junit;

    @Option(names = "--json", description = "Print JSON rather than a table.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Terms terms = terms();
        List<PreparedNumber> prepared = prepared();
        Clock clock = Clock.systemUTC();
        PrintWriter out = spec.commandLine().getOut();
        try (MaybeEdge edge = edge(terms, clock)) {
            if (!json) edge.is().ifPresent(one -> out.printf("The carrier is at %s/partner/v1/…%n%n", one.base()));
            out.flush();
            Conformance conformance = new Conformance(terms, prepared, edge.is(), clock, Pause::ofThisThread);
            Report report = reached.fetches ? conformance.checkFetching(checks()) : conformance.check(checks());
            if (json) out.println(report.json());
            else report.print(out);
            out.flush();
            if (junit != null) Files.writeString(junit, report.junit());
            return report.held() ? 0 : 1;
        } catch (Conformance.NobodyThere nobody) {
            spec.commandLine().getErr().println("kit: " + nobody.getMessage());
            return 2;
        }
    }

    private List<Check> checks() {
        return Check.together(
                reached.fetches ? Check.ofFetching() : Check.ofEndpoint(), feed ? Check.ofFeed() : List.of());
    }

    private Terms terms() {
        URI endpoint = reached.endpoint;
        if (!reached.fetches
                && (endpoint.getHost() == null || !List.of("http", "https").contains(endpoint.getScheme())))
            throw wrong("--endpoint is an http or https URL");
        if (callbackSecret == null && (reached.fetches || feed))
            throw wrong("--fetches and --feed need --callback-secret");
        if (identifier == Identifier.HMAC_SHA256 && identifierKey.isEmpty())
            throw wrong("--identifier HMAC_SHA256 needs --identifier-key");
        if (batchLimit < 1) throw wrong("--batch-limit is at least 1");
        try {
            Base64.getDecoder().decode(identifierKey);
        } catch (IllegalArgumentException notBase64) {
            throw wrong("--identifier-key is base64");
        }
        return new Terms(
                endpoint, secret("--secret", secret), identifier, identifierKey, batchLimit, timeout, patience);
    }

    private Secret secret(String option, String text) {
        try {
            return new Secret(text);
        } catch (IllegalArgumentException notBase64) {
            throw wrong(option + " is whsec_<base64>");
        }
    }

    private List<PreparedNumber> prepared() throws IOException {
        if (numbers == null) return List.of();
        try {
            return List.of(Carrier.JSON.readValue(Files.readString(numbers), PreparedNumber[].class));
        } catch (JacksonException unreadable) {
            throw wrong("--numbers: " + unreadable.getOriginalMessage());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private MaybeEdge edge(Terms terms, Clock clock) throws IOException {
        return callbackSecret == null
                ? new MaybeEdge(Optional.empty())
                : new MaybeEdge(Optional.of(
                        new CarrierEdge(secret("--callback-secret", callbackSecret), callbackPort, terms, clock)));
    }

    private record MaybeEdge(Optional<CarrierEdge> is) implements AutoCloseable {
        @Override
        public void close() {
            is.ifPresent(CarrierEdge::close);
        }
    }
}
