package io.reissue.sandbox.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reissue.policy.LegalLimits;
import io.reissue.sandbox.demo.DemoAccounts;
import io.reissue.sandbox.demo.LiveIntake;
import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.demo.Play;
import io.reissue.sandbox.platforms.Binding;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.sandbox.platforms.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run plant}: makes a demo for a Reissue that runs elsewhere. */
@Command(
        name = "plant",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plants a demo for a Reissue that runs elsewhere, beside ./run platforms.",
            "An intake file of the demo jurisdiction, its numbers' accounts at the platforms, the policy and "
                    + "the contracts that the application loads, and a manifest of it all. The file is to be handed in "
                    + "under its own name, demo-SEED.csv."
        })
public final class PlantCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final int CREATED = 201;
    private static final int THERE_ALREADY = 409;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Where the files go. Needed.")
    Path data = Path.of("");

    @Option(
            names = "--contracts",
            required = true,
            paramLabel = "FILE",
            description = "The contracts.json of ./run platforms. Needed.")
    Path contracts = Path.of("");

    @Option(
            names = "--control",
            required = true,
            paramLabel = "URL",
            description = "Control port of ./run platforms. Needed.")
    URI control = URI.create("");

    @Option(
            names = "--at",
            required = true,
            paramLabel = "INSTANT",
            description = "When the file is made; its numbers left service just before. Needed.")
    Instant at = Instant.EPOCH;

    @Option(
            names = "--play",
            paramLabel = "PLAY",
            description = {
                "WATCHED: whole lives of a quarter of an hour.",
                "BRIEF: the same in a hurry, the freeze is almost over when the file comes. UNTROUBLED: nothing "
                        + "happens to any number (${DEFAULT-VALUE})."
            })
    Play play = Play.WATCHED;

    @Option(names = "--numbers", paramLabel = "N", description = "Numbers in the file (${DEFAULT-VALUE}).")
    int numbers = 300;

    @Option(names = "--seed", paramLabel = "S", description = "Numbers and accounts follow from it (${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--platforms-seed",
            paramLabel = "S",
            description = "The seed that ./run platforms was given (${DEFAULT-VALUE}).")
    long platformsSeed = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PlatformContract> offered =
                List.of(JSON.readValue(Files.readAllBytes(contracts), PlatformContract[].class));
        LiveIntake intake = LiveIntake.generate(seed, numbers, LegalLimits.DEMO, at, play);
        DemoAccounts accounts =
                DemoAccounts.plan(seed, intake.manifest(), PlatformCatalogue.generate(platformsSeed, offered.size()));
        Files.createDirectories(data);
        ManifestFile.of(seed, intake.name(), intake.manifest(), accounts).writeTo(data);
        PrivateFile.write(data.resolve("contracts.json"), JSON.writeValueAsBytes(registered(offered)));
        PrivateFile.write(data.resolve("policies.json"), JSON.writeValueAsBytes(List.of(DemoPolicy.of(play, offered))));
        PrivateFile.write(data.resolve(intake.name()), intake.bytes());
        bind(accounts.bindings());
        return 0;
    }

    private static List<io.reissue.store.platform.PlatformContract> registered(List<PlatformContract> offered) {
        return offered.stream()
                .map(contract -> Onboarding.contract(contract, Set.of(LegalLimits.DEMO)))
                .toList();
    }

    private void bind(List<Binding> bindings) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Binding binding : bindings) {
                HttpRequest request = HttpRequest.newBuilder(control.resolve("/control/accounts"))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(binding)))
                        .build();
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != CREATED && status != THERE_ALREADY) {
                    throw new IOException(binding.platform() + " did not take an account: " + status);
                }
            }
        }
    }
}
