package io.reissue.kit;

import io.reissue.kit.PlayedPartner.Manner;
import io.reissue.kit.PlayedPartner.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run kit answer}: plays a partner that fetches, by the real clock. */
@Command(
        name = "answer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a partner that can't be called, against a carrier: fetches what is open to it, says received, and answers.",
            "It has no accounts; what it says of which item is given by rules."
        },
        footer = {
            "",
            "Without --once until Ctrl-C. Exit codes: 0 all that was open is answered, 1 the carrier refuses, 2 wrong usage, or the carrier does not answer.",
        })
final class AnswerCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--carrier", paramLabel = "URL", required = true, description = "The carrier, without a path.")
    URI carrier = URI.create("");

    @Option(names = "--partner", paramLabel = "CODE", required = true, description = "Who it is there.")
    String partner = "";

    @Option(
            names = "--secret",
            paramLabel = "S",
            required = true,
            description = "Signs what is sent to the carrier, whsec_<base64>.")
    String secret = "";

    @Option(
            names = "--carrier-secret",
            paramLabel = "S2",
            description = "Signs what is fetched, whsec_<base64>; without it whatever comes is believed.")
    @Nullable
    String carrierSecret;

    @Option(
            names = "--say",
            paramLabel = "RULE",
            description = {
                "What to say of which items: WHICH=OUTCOME, WHICH=REFUSED,REASON or WHICH=REFUSED,REASON,P7D.",
                "WHICH: a ref, a span 0-9, every tenth %%10, or *. The first rule that fits speaks; may be repeated."
            })
    List<String> say = List.of();

    @Option(
            names = "--remainder",
            paramLabel = "OUTCOME",
            description = "Of items that no rule fits: NOT_BOUND, NOT_YET_SYNCED or NONE (${DEFAULT-VALUE}).")
    String remainder = "NOT_BOUND";

    @Option(names = "--parts", paramLabel = "N", description = "In how many parts (${DEFAULT-VALUE}).")
    int parts = 1;

    @Option(names = "--silent", description = "Say received, and answer restores only.")
    boolean silent;

    @Option(names = "--feed", description = "Read the status feed too, from its start.")
    boolean feed;

    @Option(names = "--after", paramLabel = "ID", description = "With --feed: the last event that was read.")
    String after = "";

    @Option(names = "--once", description = "Look once, and end.")
    boolean once;

    @Option(names = "--every", paramLabel = "D", description = "How often to look (${DEFAULT-VALUE}).")
    Duration every = Duration.ofSeconds(10);

    @Override
    public Integer call() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        Manner manner = manner();
        PrintWriter out = spec.commandLine().getOut();
        Optional<Secret> carriers = Optional.ofNullable(carrierSecret).map(text -> secret("--carrier-secret", text));
        try (CarrierClient client = new CarrierClient(base(), partner, secret("--secret", secret), clock)) {
            PlayedPartner played = new PlayedPartner(client, carriers, manner, clock, out);
            String read = after;
            while (true) {
                Duration pause = every;
                try {
                    played.round();
                    if (feed) read = played.feed(read);
                    out.flush();
                    if (once) return 0;
                } catch (Refused refused) {
                    out.flush();
                    spec.commandLine().getErr().println("kit: " + refused.getMessage());
                    if (!refused.isForNow()) return 1;
                    pause = refused.comeAgainAfter();
                }
                Pause.ofThisThread(pause);
            }
        } catch (IOException unanswered) {
            spec.commandLine().getErr().println("kit: nobody answers at " + carrier + ": " + unanswered);
            return 2;
        }
    }

    private Manner manner() {
        if (parts < 1) throw wrong("--parts is at least 1");
        if (!List.of("NOT_BOUND", "NOT_YET_SYNCED", "NONE").contains(remainder))
            throw wrong("--remainder is NOT_BOUND, NOT_YET_SYNCED or NONE");
        if (!after.matches("[0-9]{0,18}")) throw wrong("--after is the id of an event");
        return new Manner(say.stream().map(this::rule).toList(), remainder.replace("NONE", ""), parts, silent);
    }

    private Rule rule(String text) {
        try {
            return Rule.parse(text);
        } catch (IllegalArgumentException noRule) {
            throw wrong("--say " + text + ": " + noRule.getMessage());
        }
    }

    private URI base() {
        if (carrier.getHost() == null || !List.of("http", "https").contains(carrier.getScheme()))
            throw wrong("--carrier is an http or https URL");
        return URI.create(carrier.toString().replaceAll("/+$", ""));
    }

    private Secret secret(String option, String text) {
        try {
            return new Secret(text);
        } catch (IllegalArgumentException notBase64) {
            throw wrong(option + " is whsec_<base64>");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
