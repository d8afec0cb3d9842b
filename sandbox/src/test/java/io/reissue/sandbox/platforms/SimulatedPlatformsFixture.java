package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Forty platforms on a folder of their own, a carrier that asks them, and a clock that is moved by hand. */
abstract class SimulatedPlatformsFixture {
    static final String NUMBER = "8613800138000";
    static final String OTHER = "8613800138001";
    static final String CUTOFF = "2026-08-20T00:00:00+08:00";
    static final Instant BEFORE = Instant.parse("2020-02-02T02:02:02Z");
    static final Instant AFTER = Instant.parse("2026-08-19T16:00:00Z");

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(Instant.parse("2026-10-01T00:00:00Z"));
    FakeCarrier carrier;
    SimulatedPlatforms platforms;

    @BeforeEach
    void start() throws Exception {
        carrier = new FakeCarrier(clock);
        platforms = open(folder);
    }

    @AfterEach
    void stop() {
        platforms.close();
        carrier.close();
    }

    SimulatedPlatforms open(Path where) {
        return SimulatedPlatforms.start(new PlatformSettings(where, 3, 40, 0, 0), clock, carrier::base);
    }

    /** Opens a copy of the file as it is now: what a process that is killed at this instant leaves behind. */
    void reopenAsIfKilled() throws Exception {
        Path copy = Files.createTempDirectory(folder, "killed");
        Files.copy(folder.resolve("platforms.mv"), copy.resolve("platforms.mv"));
        platforms.close();
        platforms = open(copy);
    }

    void postEverything() {
        for (var due = platforms.nextDue(); due.isPresent(); due = platforms.nextDue()) {
            clock.advance(Duration.between(clock.instant(), due.get()));
            platforms.postDue(due.get());
        }
    }

    PlatformContract at(Behaviour behaviour, Predicate<PlatformProfile> more) {
        String code = platforms.catalogue().stream()
                .filter(p -> p.manners().behaviour() == behaviour)
                .filter(more)
                .findFirst()
                .orElseThrow()
                .code();
        return platforms.contracts().stream()
                .filter(c -> c.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    PlatformProfile profile(PlatformContract contract) {
        return platforms.catalogue().stream()
                .filter(p -> p.code().equals(contract.code()))
                .findFirst()
                .orElseThrow();
    }

    void seed(PlatformContract at, String digits, String handle, Instant boundOn) {
        platforms.seed(List.of(new Binding(at.code(), digits, handle, boundOn, 2)));
    }

    Account account(PlatformContract at, String digits, String handle) {
        return platforms.number(digits).stream()
                .filter(found -> found.platform().equals(at.code()))
                .flatMap(found -> found.accounts().stream())
                .filter(account -> account.handle().equals(handle))
                .findFirst()
                .orElseThrow();
    }

    /** A handle that a refusing platform refuses: one in three. */
    static String refusedHandle() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "acct-" + i)
                .filter(handle -> Math.floorMod(handle.hashCode(), 3) == 0)
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> unbind(PlatformContract at, String id, String batch, List<Item> items) throws Exception {
        return carrier.ask(at, Ask.UNBIND, id, batch, "", items);
    }

    HttpResponse<String> restore(PlatformContract at, String id, String batch, List<Item> items) throws Exception {
        return carrier.ask(at, Ask.RESTORE, id, batch, "", items);
    }

    static Item item(String ref, String digits) {
        return new Item(ref, digits, CUTOFF);
    }

    static JsonNode body(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return FakeCarrier.json(response.body());
    }
}
