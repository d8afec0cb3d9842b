package io.reissue.sandbox;

import io.reissue.sandbox.CarrierApi.Reply;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.demo.DemoAccounts;
import io.reissue.sandbox.demo.DemoFile;
import io.reissue.sandbox.demo.DemoIntake;
import io.reissue.sandbox.demo.DemoSettings;
import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.demo.PlantedNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The demo: intake files, what people do about single numbers by the API they would use, and next holders. All of it follows from the
 * seed; done again after a restart, nothing changes.
 */
final class Demo {
    /** In the data folder: the certificate of the first number that the shop gave away. */
    static final String CERTIFICATE = "certificate.jws";

    /** Days on which the shop gives away what has been released by then; the last is the day behind the end. */
    private static final List<Integer> SHOP_DAYS = List.of(80, 110, 140, 170, 200);

    /** The day on which the police send a list of numbers. */
    private static final int POLICE_LIST = 10;

    private static final int FOR_NEXT_HOLDERS = 60;
    private static final int COUNTERS = 4;

    /** Fates after which a number is released. */
    private static final Set<Fate> RELEASED =
            EnumSet.of(Fate.PLAIN, Fate.HELD, Fate.EXTENDED, Fate.EXTENDED_TO_CAP, Fate.WAIVED, Fate.ALONE);

    private final Sandbox sandbox;
    private final long seed;
    private final CarrierApi api;
    private final DemoIntake intake;
    private final DemoAccounts accounts;
    private final Staff staff;
    private final Shop shop;

    Demo(Sandbox sandbox, long seed, int numbers) {
        this.sandbox = sandbox;
        this.seed = seed;
        this.api = new CarrierApi(sandbox.edge(), sandbox.folder());
        this.intake = DemoIntake.generate(
                new DemoSettings(seed, numbers, Scenario.BEGIN, Scenario.DAYS_BETWEEN_DATES, StandardCharsets.UTF_8));
        this.accounts =
                DemoAccounts.plan(seed, intake.manifest(), sandbox.platforms().catalogue());
        this.staff =
                new Staff(api, accounts.blocking(), new DeedLog(sandbox.folder().root(), sandbox.clock()));
        this.shop = new Shop(
                api,
                staff,
                new Person(sandbox.platforms().base()),
                sandbox.platforms().catalogue());
    }

    Manifest manifest() {
        return intake.manifest();
    }

    /** What came of the next holders. */
    Map<String, Long> nextHolders() {
        return shop.counts();
    }

    private interface Event {
        void happen() throws IOException;
    }

    private record Planned(Instant at, Event event) {}

    /**
     * Plants the accounts, hands in the files, and plays to the end, from wherever the sandbox was left.
     *
     * @param progress told where virtual time is
     * @param follow told of one cycle whose life is worth telling
     */
    void play(Consumer<Instant> progress, Consumer<String> follow) throws InterruptedException, IOException {
        if (sandbox.folder().get(handedIn(DemoIntake.FIRST_FILE)).isEmpty()) {
            ManifestFile.of(seed, DemoIntake.FIRST_FILE, manifest(), accounts)
                    .writeTo(sandbox.folder().root());
            sandbox.platforms().seed(accounts.bindings());
        }
        Instant reached = Instant.MIN;
        for (Planned planned : events(follow)) {
            // after a restart it may lie in the past: what came before it has to settle all the same
            if (planned.at().isAfter(reached)) sandbox.advanceTo(planned.at(), progress);
            reached = planned.at();
            planned.event().happen();
        }
        sandbox.advanceTo(day(Scenario.LENGTH.getDays()), progress);
    }

    /** In the order in which they happen; at one instant files come first. */
    private List<Planned> events(Consumer<String> follow) {
        List<Planned> events = new ArrayList<>();
        for (DemoFile file : intake.files()) events.add(new Planned(day(file.day()), () -> handIn(file)));
        for (Deed deed : DeedPlan.of(manifest())) events.add(new Planned(deed.at(), () -> staff.does(deed)));
        List<PlantedNumber> wanted = manifest().numbers().stream()
                .filter(number -> number.fate() == Fate.HELD)
                .toList();
        events.add(new Planned(day(POLICE_LIST), () -> staff.hold(wanted)));
        events.add(new Planned(day(POLICE_LIST + 1), () -> staff.foundHeld(wanted)));
        Comparator<PlantedNumber> mostHappens = Comparator.comparing(
                        (PlantedNumber number) -> !number.region().equals("KR"))
                .thenComparing(Comparator.comparing(PlantedNumber::fate).reversed());
        List<PlantedNumber> forNextHolders = manifest().numbers().stream()
                .filter(number -> RELEASED.contains(number.fate()))
                .sorted(mostHappens)
                .limit(FOR_NEXT_HOLDERS)
                .toList();
        events.add(new Planned(
                day(0).plus(Duration.ofHours(1)), () -> follow.accept(staff.cycle(forNextHolders.getFirst()))));
        for (int day : SHOP_DAYS) {
            events.add(new Planned(day(day), () -> assign(forNextHolders, day)));
        }
        // sorts stably
        events.sort(Comparator.comparing(Planned::at));
        return events;
    }

    private static Instant day(int day) {
        return Scenario.BEGIN.toInstant().plus(Duration.ofDays(day));
    }

    private static String handedIn(String file) {
        return "handedIn." + file;
    }

    private void handIn(DemoFile file) {
        if (sandbox.folder().get(handedIn(file.name())).isPresent()) return;
        Reply reply = api.upload(
                Login.OPERATOR_A,
                "/v1/intake-files?name=" + file.name() + "&fileDate=" + file.fileDate() + "&id="
                        + sandbox.folder()
                                .keep("file." + file.name(), UUID.randomUUID().toString()),
                file.bytes());
        if (reply.status() != 202) throw new IllegalStateException("the intake file was not taken: " + reply.status());
        sandbox.folder().set(handedIn(file.name()), reply.body().path("id").asString());
    }

    /** Some of them at once, as at the counters of several shops. */
    private void assign(List<PlantedNumber> candidates, int day) throws IOException {
        LocalDate startsOn = Scenario.BEGIN.toLocalDate().plusDays(day);
        try (ExecutorService counters = Executors.newFixedThreadPool(COUNTERS)) {
            List<Future<Optional<String>>> assigned = candidates.stream()
                    .map(number -> counters.submit(() -> shop.assign(number, startsOn)))
                    .toList();
            for (Future<Optional<String>> certificate : assigned) {
                if (certificate.get().isPresent()) keep(certificate.get().get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the shop could not assign", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while numbers were assigned", stopped);
        }
    }

    private void keep(String certificate) throws IOException {
        Path file = sandbox.folder().root().resolve(CERTIFICATE);
        if (!Files.exists(file)) Files.writeString(file, api.text(Login.AUDITOR, "/v1/certificates/" + certificate));
    }
}
