package io.reissue.sandbox;

import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.demo.DemoAccounts;
import io.reissue.sandbox.demo.DemoIntake;
import io.reissue.sandbox.demo.DemoSettings;
import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.demo.PlantedNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The demo: an intake file, and what people do about single numbers, by the API they would use. Every deed has an id that follows from
 * the number, so doing it again after a restart changes nothing.
 */
final class Demo {
    /** In the data folder: the certificate of the number that the shop gave away. */
    static final String CERTIFICATE = "certificate.jws";

    private final Sandbox sandbox;
    private final long seed;
    private final CarrierApi api;
    private final DemoIntake intake;
    private final DemoAccounts accounts;
    private final List<Deed> deeds = new ArrayList<>();

    Demo(Sandbox sandbox, long seed, int numbers) {
        this.sandbox = sandbox;
        this.seed = seed;
        this.api = new CarrierApi(sandbox.edge(), sandbox.folder());
        this.intake = DemoIntake.generate(
                new DemoSettings(seed, numbers, Scenario.BEGIN, Scenario.DAYS_BETWEEN_DATES, StandardCharsets.UTF_8));
        this.accounts =
                DemoAccounts.plan(seed, intake.manifest(), sandbox.platforms().catalogue());
        plan();
    }

    Manifest manifest() {
        return intake.manifest();
    }

    private record Deed(int day, int order, Runnable what) {}

    private void plan() {
        int n = 0;
        for (PlantedNumber number : manifest().numbers()) {
            switch (number.fate()) {
                case HELD -> {
                    on(
                            10,
                            () -> must(
                                    Login.OPERATOR_A, number, Map.of("kind", "HOLD", "reasonCode", "POLICE_REQUEST")));
                    on(
                            60,
                            () -> must(
                                    Login.OPERATOR_B, number, Map.of("kind", "LIFT_HOLD", "reasonCode", "HOLD_ENDED")));
                }
                case EXTENDED -> on(12, () -> extend(number));
                // some come back while they rest, some while the platforms are being asked
                case REINSTATED -> on(n++ % 2 == 0 ? 5 : whileAsked(number), () -> reinstate(number));
                case WITHDRAWN ->
                    on(
                            n++ % 2 == 0 ? 8 : whileAsked(number),
                            () -> must(
                                    Login.OPERATOR_A,
                                    number,
                                    Map.of("kind", "WITHDRAW", "reasonCode", "DISCONNECTED_IN_ERROR")));
                case PLAIN, ALONE, PORTED_IN -> {
                    // nobody does anything about them
                }
            }
        }
        accounts.stuck().stream().findFirst().ifPresent(number -> on(170, () -> waiveWhatBlocks(number)));
        deeds.sort(Comparator.comparingInt(Deed::day).thenComparingInt(Deed::order));
    }

    /** A day on which its cohort is under way: a week and a day after it was to be asked, counted from the beginning. */
    private static int whileAsked(PlantedNumber number) {
        Instant asked = number.cutoff().plus(Duration.ofDays(Scenario.FREEZE_DAYS - Scenario.LEAD_DAYS));
        return (int) Duration.between(Scenario.BEGIN.toInstant(), asked).toDays() + 8;
    }

    private void on(int day, Runnable what) {
        deeds.add(new Deed(day, deeds.size(), what));
    }

    /** Plants the accounts, hands in the file, and plays to the end, from wherever the sandbox was left. */
    void play(Consumer<Instant> progress) throws InterruptedException, IOException {
        if (sandbox.folder().get("intake").isEmpty()) {
            ManifestFile.of(seed, manifest(), accounts).writeTo(sandbox.folder().root());
            sandbox.platforms().seed(accounts.bindings());
            String file = handIn();
            sandbox.folder().set("intake", file);
        }
        Instant begin = Scenario.BEGIN.toInstant();
        sandbox.advanceTo(begin.plus(Duration.ofHours(1)), progress);
        for (Deed deed : deeds) {
            Instant when = begin.plus(Duration.ofDays(deed.day()));
            if (when.isAfter(sandbox.clock().instant())) sandbox.advanceTo(when, progress);
            deed.what().run();
        }
        Instant end = begin.plus(Duration.ofDays(Scenario.LENGTH.getDays()));
        if (end.isAfter(sandbox.clock().instant())) sandbox.advanceTo(end, progress);
        Optional<String> certificate = assignOne();
        if (certificate.isPresent()) {
            Files.writeString(
                    sandbox.folder().root().resolve(CERTIFICATE),
                    api.text(Login.AUDITOR, "/v1/certificates/" + certificate.get()));
        }
    }

    private String handIn() {
        Reply reply = api.upload(
                Login.OPERATOR_A,
                "/v1/intake-files?name=demo.csv&fileDate=" + Scenario.BEGIN.toLocalDate(),
                intake.bytes());
        if (reply.status() != 202) throw new IllegalStateException("the intake file was not taken: " + reply.status());
        return reply.body().path("id").asString();
    }

    /** The cycle of a planted number; the API says, as it would to an operator. */
    String cycle(PlantedNumber number) {
        JsonNode found = api.post(Login.OPERATOR_A, "/v1/cycles/search", Map.of("number", number.e164()))
                .body();
        if (found.isEmpty()) throw new IllegalStateException("a planted number has no cycle: " + number);
        return found.get(0).path("id").asString();
    }

    /** A command that the story needs: were it refused, the rest would be another story. */
    private void must(Login login, PlantedNumber number, Map<String, ?> fields) {
        Reply reply = command(login, number, fields);
        if (reply.status() != 200) {
            throw new IllegalStateException(fields.get("kind") + " of a planted number was answered " + reply.status()
                    + " " + reply.body().path("title").asString(""));
        }
    }

    private Reply command(Login login, PlantedNumber number, Map<String, ?> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        String cycle = cycle(number);
        String name = cycle + fields.get("kind") + fields.get("platform") + login;
        body.put(
                "id",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        return api.post(login, "/v1/cycles/" + cycle + "/commands", body);
    }

    private void extend(PlantedNumber number) {
        JsonNode cycle =
                api.get(Login.OPERATOR_A, "/v1/cycles/" + cycle(number)).body();
        Instant until = Instant.parse(cycle.path("freezeEnd").asString()).plus(Duration.ofDays(10));
        must(
                Login.OPERATOR_A,
                number,
                Map.of("kind", "EXTEND_FREEZE", "reasonCode", "CUSTOMER_COMPLAINT", "until", until.toString()));
    }

    private void reinstate(PlantedNumber number) {
        must(
                Login.OPERATOR_A,
                number,
                Map.of(
                        "kind",
                        "REINSTATE",
                        "reasonCode",
                        "HOLDER_CAME_BACK",
                        "holderReference",
                        number.holderReference(),
                        "arrearsCleared",
                        true,
                        "identityConfirmed",
                        true));
    }

    /** Two operators waive whatever required platform still blocks the number. */
    private void waiveWhatBlocks(PlantedNumber number) {
        for (var platform : sandbox.platforms().catalogue()) {
            if (!platform.required()) continue;
            Map<String, String> waive =
                    Map.of("kind", "WAIVE", "reasonCode", "PLATFORM_CANNOT", "platform", platform.code());
            if (command(Login.OPERATOR_A, number, waive).status() == 202) command(Login.OPERATOR_B, number, waive);
        }
    }

    /** The shop gives one released number to its next holder; says under which certificate. */
    private Optional<String> assignOne() {
        for (PlantedNumber number : manifest().of(Fate.PLAIN)) {
            JsonNode cycle =
                    api.get(Login.OPERATOR_A, "/v1/cycles/" + cycle(number)).body();
            if (!cycle.path("state").asString().equals("RELEASED")) continue;
            Reply reply = api.post(
                    Login.SHOP,
                    "/v1/assignments",
                    Map.of(
                            "number", number.e164(),
                            "certificate", cycle.path("certificate").asString(),
                            "disclosureVersion", "1",
                            "startsOn",
                                    Scenario.BEGIN
                                            .toLocalDate()
                                            .plus(Scenario.LENGTH)
                                            .plusDays(1)
                                            .toString()));
            if (reply.status() != 201 && reply.status() != 200) {
                throw new IllegalStateException(
                        "the shop was refused: " + reply.body().path("title").asString());
            }
            return Optional.of(cycle.path("certificate").asString());
        }
        return Optional.empty();
    }
}
