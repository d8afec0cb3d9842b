package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import io.reissue.sandbox.platforms.manners.Chance;
import io.reissue.sandbox.platforms.manners.Judging;
import io.reissue.sandbox.platforms.manners.Manners;
import io.reissue.sandbox.platforms.wire.Ask;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One platform with the manners that a test wants, a carrier that asks it over HTTP, and a clock that is moved by hand. */
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
    private Manners manners = Manners.good(Chance.of(3));
    private Path opened = Path.of("");

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

    /** The platform that behaves in every way as the protocol says. */
    PlatformContract good() {
        return platforms.contracts().getFirst();
    }

    /** The platform with other manners, and a memory of its own. */
    PlatformContract having(UnaryOperator<Manners> habits) throws Exception {
        platforms.close();
        manners = habits.apply(manners);
        platforms = open(Files.createTempDirectory(folder, "other"));
        return platforms.contracts().getFirst();
    }

    SimulatedPlatforms open(Path where) {
        return open(where, 1);
    }

    SimulatedPlatforms open(Path where, double timeScale) {
        opened = where;
        Terms terms = PlatformCatalogue.generate(3, 40).getFirst().terms();
        PlatformProfile platform =
                new PlatformProfile("railbook", "铁路", "Rail", PlatformKind.ACCOUNT, 2, true, 1, 0.1, terms, manners);
        return SimulatedPlatforms.start(
                new PlatformSettings(where, 3, 1, 0, 0), List.of(platform), clock, timeScale, carrier::base);
    }

    /** Opens a copy of the file as it is now: what a process that is killed at this instant leaves behind. */
    void reopenAsIfKilled() throws Exception {
        Path copy = Files.createTempDirectory(folder, "killed");
        Files.copy(opened.resolve("platforms.journal"), copy.resolve("platforms.journal"));
        platforms.close();
        platforms = open(copy);
    }

    void postEverything() {
        for (var due = platforms.nextDue(); due.isPresent(); due = platforms.nextDue()) {
            postAt(due.get());
        }
    }

    /** Moves the clock there and lets the platform do and say what is due. */
    void postAt(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
        platforms.postDue(instant);
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

    /** A handle that a platform which keeps one account in so many keeps. */
    String keptHandle(Judging judging) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "acct-" + i)
                .filter(handle -> judging.against(manners.chance(), handle).isPresent())
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> unbind(PlatformContract at, String id, String batch, List<Item> items) throws Exception {
        return carrier.ask(at, Ask.UNBIND, id, batch, "", items);
    }

    HttpResponse<String> restore(PlatformContract at, String id, String batch, List<Item> items) throws Exception {
        return carrier.ask(
                at,
                Ask.RESTORE,
                id,
                batch,
                "",
                items.stream()
                        .map(item -> new Item(item.ref(), item.digits(), ""))
                        .toList());
    }

    /** Of whatever was detached with the items' cutoff, by this batch or another. */
    HttpResponse<String> restoreWhatever(PlatformContract at, String id, String batch, List<Item> items)
            throws Exception {
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
