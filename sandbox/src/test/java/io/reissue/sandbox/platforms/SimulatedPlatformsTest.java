package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatedPlatformsTest {
    private static final String NUMBER = "8613800138000";
    private static final String OTHER = "8613800138001";
    private static final String CUTOFF = "2026-08-20T00:00:00+08:00";
    private static final Instant BEFORE = Instant.parse("2020-02-02T02:02:02Z");
    private static final Instant AFTER = Instant.parse("2026-08-19T16:00:00Z");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-10-01T00:00:00Z"));
    private FakeCarrier carrier;
    private SimulatedPlatforms platforms;

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

    @Test
    void detachesWhatWasBoundBeforeTheCutoffAndSpeaksOnlyOfExceptions() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode answer = body(unbind(at, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(answer.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(answer.path("part").asInt()).isEqualTo(1);
        assertThat(answer.path("of").asInt()).isEqualTo(1);
        assertThat(answer.path("results")).hasSize(1);
        assertThat(answer.at("/results/0/ref").asString()).isEqualTo("0");
        assertThat(answer.at("/results/0/outcome").asString()).isEqualTo("UNBOUND");
        assertThat(answer.at("/results/0/accounts/0/handle").asString()).isEqualTo("a1");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void leavesAnAccountBoundAtOrAfterTheCutoffAndTheItemIsAsGoodAsItsWorstAccount() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        seed(at, NUMBER, "a2", AFTER);

        JsonNode item = FakeCarrier.result(body(unbind(at, "m1", "b1", List.of(item("0", NUMBER)))), "0");

        assertThat(item.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(item.path("reason").asString()).isEqualTo("BOUND_AFTER_CUTOFF");
        assertThat(item.path("askAgainAfter").isMissingNode()).isTrue();
        assertThat(item.at("/accounts/0/outcome").asString()).isEqualTo("UNBOUND");
        assertThat(item.at("/accounts/1/outcome").asString()).isEqualTo("REFUSED");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
        assertThat(account(at, NUMBER, "a2").state()).isEqualTo(Account.State.BOUND);
    }

    @Test
    void repeatsItsFirstAnswerForAKnownWebhookIdAlsoAfterBeingKilled() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        String first = unbind(at, "m1", "b1", List.of(item("0", NUMBER))).body();

        reopenAsIfKilled();
        PlatformContract again = at(Behaviour.AT_ONCE, p -> true);
        assertThat(unbind(again, "m1", "b1", List.of(item("0", NUMBER))).body()).isEqualTo(first);
        assertThat(account(again, NUMBER, "a1").history()).hasSize(2);
        assertThat(platforms.counts()).containsEntry(again.code() + "/unbind.requested.repeated", 1L);

        JsonNode reasked = body(unbind(again, "m2", "b2", List.of(item("0", NUMBER))));
        assertThat(reasked.path("results")).isEmpty();
        assertThat(reasked.path("remainder").asString()).isEqualTo("NOT_BOUND");
    }

    @Test
    void restoreUndoesExactlyWhatItsItemDetachedWithTheSameIdDateAndSessions() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        unbind(at, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER)));
        seed(at, NUMBER, "a2", BEFORE);
        unbind(at, "m2", "b2", List.of(item("0", NUMBER)));

        JsonNode answer = body(restore(at, "m3", "b1", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("RESTORED");
        assertThat(FakeCarrier.result(answer, "1").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(answer.path("remainder").isMissingNode()).isTrue();
        Account restored = account(at, NUMBER, "a1");
        assertThat(restored.state()).isEqualTo(Account.State.BOUND);
        assertThat(restored.boundOn()).isEqualTo(BEFORE);
        assertThat(restored.sessions()).isEqualTo(2);
        assertThat(restored.history())
                .extracting(Account.Change::state)
                .containsExactly(Account.State.BOUND, Account.State.DETACHED, Account.State.BOUND);
        assertThat(account(at, NUMBER, "a2").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void aRestoreThatArrivesFirstKeepsTheRequestFromDetaching() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode undone = body(restore(at, "m1", "b1", List.of(item("0", NUMBER))));
        JsonNode asked = body(unbind(at, "m2", "b1", List.of(item("0", NUMBER))));

        assertThat(FakeCarrier.result(undone, "0").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(FakeCarrier.result(asked, "0").path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(account(at, NUMBER, "a1").history()).hasSize(1);
    }

    @Test
    void aRestoreWinsOverARequestThatWasPutAside() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(later, NUMBER, "a1", BEFORE);
        assertThat(unbind(later, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(202);
        restore(later, "m2", "b1", List.of(item("0", NUMBER)));

        postEverything();

        assertThat(account(later, NUMBER, "a1").history()).hasSize(1);
        assertThat(carrier.posted)
                .extracting(posted -> posted.result("0").path("outcome").asString())
                .containsExactlyInAnyOrder("REFUSED", "NOTHING_TO_RESTORE");
    }

    @Test
    void afterThePurgeNothingIsRestored() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        unbind(at, "m1", "b1", List.of(item("0", NUMBER)));
        String id = platforms.number(NUMBER).getFirst().identifier();
        HttpResponse<String> told = carrier.send(
                at,
                "m2",
                "{\"type\":\"number.purged\",\"timestamp\":\"2026-10-01T00:00:00Z\",\"data\":{\"id\":\"" + id + "\"}}");

        JsonNode answer = body(restore(at, "m3", "b1", List.of(item("0", NUMBER))));

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.ERASED);
        assertThat(platforms.number(NUMBER).getFirst().statusEvents()).containsEntry("number.purged", 1);
    }

    @Test
    void aQueuedAnswerSurvivesBeingKilledAndIsPostedSignedAtItsTime() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        Instant due = platforms.nextDue().orElseThrow();
        assertThat(due).isEqualTo(clock.instant().plus(profile(later).manners().delay()));
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);

        reopenAsIfKilled();
        platforms.postDue(due.minusMillis(1));
        assertThat(carrier.posted).isEmpty();
        clock.advance(Duration.between(clock.instant(), due));
        platforms.postDue(due);

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.path()).isEqualTo("/partner/v1/batches/b1/outcomes");
            assertThat(posted.signed()).isTrue();
            assertThat(posted.body().path("remainder").asString()).isEqualTo("NOT_BOUND");
            assertThat(posted.result("0").path("outcome").asString()).isEqualTo("UNBOUND");
        });
        assertThat(platforms.nextDue()).isEmpty();
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void anAnswerStaysQueuedUnderItsIdUntilTheCarrierTakesItAndLeavesAfterAFinalRefusal() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        carrier.status = 503;
        Instant due = platforms.nextDue().orElseThrow();
        platforms.postDue(due);
        assertThat(platforms.nextDue()).contains(due.plus(Duration.ofMinutes(10)));

        carrier.status = 409;
        platforms.postDue(due.plus(Duration.ofMinutes(10)));

        assertThat(platforms.nextDue()).isEmpty();
        assertThat(carrier.posted)
                .hasSize(2)
                .extracting(FakeCarrier.Posted::webhookId)
                .containsOnly(carrier.posted.getFirst().webhookId());
        assertThat(platforms.undelivered())
                .extracting(UndeliveredAnswer::status)
                .containsExactly(503, 409);
        assertThat(platforms.undelivered()).extracting(UndeliveredAnswer::kept).containsExactly(true, false);
    }

    @Test
    void severalPartsTogetherListEveryExceptionOnceUnderOneRemainder() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> p.manners().parts() > 1);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seed(later, "861380013800" + i, "a" + i, BEFORE);
            items.add(item(Integer.toString(i), "861380013800" + i));
        }
        unbind(later, "m1", "b1", items);

        postEverything();

        int parts = profile(later).manners().parts();
        assertThat(carrier.posted).hasSize(parts);
        assertThat(carrier.posted)
                .extracting(posted -> posted.body().path("part").asInt())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, parts)
                        .map(i -> parts + 1 - i)
                        .boxed()
                        .toList());
        assertThat(carrier.posted).allMatch(posted -> posted.body().path("of").asInt() == parts);
        assertThat(carrier.posted)
                .allMatch(posted -> posted.body().path("remainder").asString().equals("NOT_BOUND"));
        List<String> refs = new ArrayList<>();
        carrier.posted.forEach(posted -> posted.body()
                .path("results")
                .forEach(r -> refs.add(r.path("ref").asString())));
        assertThat(refs).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void aSilentPlatformSaysNothingForTenDaysFromItsFirstContactAndThenAnswersAtOnce() throws Exception {
        PlatformContract silent = at(Behaviour.SILENT_AT_FIRST, p -> true);
        seed(silent, NUMBER, "a1", BEFORE);
        Instant ends = clock.instant().plus(Duration.ofDays(10));
        unbind(silent, "m1", "b1", List.of(item("0", NUMBER)));
        clock.advance(Duration.ofDays(4));
        unbind(silent, "m2", "b2", List.of(item("0", OTHER)));
        assertThat(platforms.nextDue()).contains(ends);

        clock.advance(Duration.ofDays(6));
        platforms.postDue(ends);

        assertThat(carrier.posted).extracting(FakeCarrier.Posted::path).allMatch(path -> path.matches(".*/b[12]/.*"));
        assertThat(carrier.posted).extracting(FakeCarrier.Posted::path).anyMatch(path -> path.contains("b2"));
        assertThat(account(silent, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
        assertThat(unbind(silent, "m3", "b3", List.of(item("0", OTHER))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPlatformWhoseDataLagsSaysNotYetSyncedForAllAndLaterTheTruth() throws Exception {
        PlatformContract lagging = at(Behaviour.NOT_YET_SYNCED_FIRST, p -> true);
        seed(lagging, NUMBER, "a1", BEFORE);

        JsonNode first = body(unbind(lagging, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));
        assertThat(first.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(first.path("results")).isEmpty();
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        postEverything();

        assertThat(carrier.posted.getLast().body().path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void whereOneItemIsNotYetSyncedTheOthersAreListedEvenIfNothingIsBound() throws Exception {
        PlatformContract lagging = at(Behaviour.NOT_YET_SYNCED_FIRST, p -> true);
        unbind(lagging, "m1", "b1", List.of(item("0", NUMBER)));
        clock.advance(profile(lagging).manners().delay());

        JsonNode mixed = body(unbind(lagging, "m2", "b2", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(mixed.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(FakeCarrier.result(mixed, "0").path("outcome").asString()).isEqualTo("NOT_BOUND");
        assertThat(FakeCarrier.result(mixed, "1").isMissingNode()).isTrue();
    }

    @Test
    void aRefusingPlatformNamesReasonAndTimeAndRelents() throws Exception {
        PlatformContract refusing = at(Behaviour.REFUSES_AT_FIRST, p -> true);
        String handle = refusedHandle();
        seed(refusing, NUMBER, handle, BEFORE);

        JsonNode first = FakeCarrier.result(body(unbind(refusing, "m1", "b1", List.of(item("0", NUMBER)))), "0");
        assertThat(first.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(first.path("reason").asString())
                .isIn("BALANCE_OR_DEBT", "DISPUTE_OR_LEGAL_HOLD", "HOLDER_MUST_CONFIRM");
        assertThat(Duration.parse(first.path("askAgainAfter").asString())).isEqualTo(Duration.ofDays(7));

        clock.advance(profile(refusing).manners().delay());
        JsonNode second = FakeCarrier.result(body(unbind(refusing, "m2", "b2", List.of(item("0", NUMBER)))), "0");
        assertThat(second.path("outcome").asString()).isEqualTo("UNBOUND");
    }

    @Test
    void aPlatformThatSignalsCompletionSaysForTheSameItemThatItGaveIn() throws Exception {
        platforms.close();
        platforms = SimulatedPlatforms.start(
                new PlatformSettings(folder.resolve("large"), 3, 220, 0, 0), clock, carrier::base);
        PlatformContract refusing =
                at(Behaviour.REFUSES_AT_FIRST, p -> p.manners().signalsCompletion());
        seed(refusing, NUMBER, refusedHandle(), BEFORE);
        unbind(refusing, "m1", "b1", List.of(item("4", NUMBER), item("5", OTHER)));

        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.result("4").path("outcome").asString()).isEqualTo("UNBOUND");
            assertThat(posted.body().path("results")).hasSize(1);
            assertThat(posted.body().path("remainder").isMissingNode()).isTrue();
        });
    }

    @Test
    void anExpiredRequestIsAcceptedRecordedAndNotProcessedWhetherItArrivesLateOrWasPutAside() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        seed(later, NUMBER, "a2", BEFORE);
        String past = "\"expiresAt\":\"2026-09-30T00:00:00Z\",";
        String soon = "\"expiresAt\":\"" + clock.instant().plusSeconds(60) + "\",";

        HttpResponse<String> late = carrier.ask(at, Ask.UNBIND, "m1", "b1", past, List.of(item("0", NUMBER)));
        carrier.ask(later, Ask.UNBIND, "m2", "b2", soon, List.of(item("0", NUMBER)));
        postEverything();

        assertThat(late.statusCode()).isEqualTo(202);
        assertThat(late.body()).isEmpty();
        assertThat(carrier.posted).isEmpty();
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(account(later, NUMBER, "a2").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.counts())
                .containsEntry(at.code() + "/unbind.requested.expired", 1L)
                .containsEntry(later.code() + "/unbind.requested.expired", 1L);
    }

    @Test
    void aQueryChangesNothing() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode answer = body(carrier.ask(
                at, Ask.QUERY, "m1", "b1", "", List.of(new Item("0", NUMBER, ""), new Item("1", OTHER, ""))));

        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("BOUND");
        assertThat(answer.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(account(at, NUMBER, "a1").history()).hasSize(1);
    }

    @Test
    void refusesAWrongSignatureAMalformedBodyTooManyItemsAndTooManyRequests() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        long now = clock.instant().getEpochSecond();
        byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(carrier.send(at, "m0", new String(ping, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(carrier.send(at, "m1", now, "v1,AAAA", ping).statusCode()).isEqualTo(401);
        HttpResponse<String> malformed = carrier.send(
                at,
                "m2",
                "{\"type\":\"unbind.requested\",\"data\":{\"batch\":\"b\",\"items\":[{\"ref\":\"0\",\"id\":\"x\"}]}}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(FakeCarrier.json(malformed.body()).at("/pointers/0").asString())
                .isEqualTo("/data/items/0/cutoff");
        List<Item> many = IntStream.rangeClosed(0, at.batchLimit())
                .mapToObj(i -> item(Integer.toString(i), NUMBER))
                .toList();
        assertThat(unbind(at, "m3", "b3", many).statusCode()).isEqualTo(413);
        List<HttpResponse<String>> pings = new ArrayList<>();
        for (int i = 0; i <= at.ratePerSecond(); i++) {
            pings.add(carrier.send(at, "ping" + i, new String(ping, StandardCharsets.UTF_8)));
        }
        assertThat(pings.getLast().statusCode()).isEqualTo(429);
        assertThat(pings.getLast().headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aNewHolderCanBindOnlyWhatIsNoLongerBound() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> p.accountsPerNumber() == 1);
        seed(at, NUMBER, "a1", BEFORE);
        Binding newcomer = new Binding(at.code(), NUMBER, "n1", clock.instant(), 1);
        assertThat(platforms.bind(newcomer)).isFalse();

        unbind(at, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(platforms.bind(newcomer)).isTrue();
        JsonNode reasked = body(unbind(at, "m2", "b2", List.of(item("0", NUMBER))));
        assertThat(FakeCarrier.result(reasked, "0").path("reason").asString()).isEqualTo("BOUND_AFTER_CUTOFF");
    }

    @Test
    void aFolderKeepsItsPortsAndRefusesAnotherSeed() {
        var base = platforms.base();
        var control = platforms.controlBase();
        platforms.close();
        assertThatThrownBy(
                        () -> SimulatedPlatforms.start(new PlatformSettings(folder, 4, 40, 0, 0), clock, carrier::base))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3/40");

        platforms = open(folder);

        assertThat(platforms.base()).isEqualTo(base);
        assertThat(platforms.controlBase()).isEqualTo(control);
    }

    private SimulatedPlatforms open(Path where) {
        return SimulatedPlatforms.start(new PlatformSettings(where, 3, 40, 0, 0), clock, carrier::base);
    }

    /** Opens a copy of the file as it is now: what a process that is killed at this instant leaves behind. */
    private void reopenAsIfKilled() throws Exception {
        Path copy = Files.createTempDirectory(folder, "killed");
        Files.copy(folder.resolve("platforms.mv"), copy.resolve("platforms.mv"));
        platforms.close();
        platforms = open(copy);
    }

    private void postEverything() {
        for (var due = platforms.nextDue(); due.isPresent(); due = platforms.nextDue()) {
            clock.advance(Duration.between(clock.instant(), due.get()));
            platforms.postDue(due.get());
        }
    }

    private PlatformContract at(Behaviour behaviour, Predicate<PlatformProfile> more) {
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

    private PlatformProfile profile(PlatformContract contract) {
        return platforms.catalogue().stream()
                .filter(p -> p.code().equals(contract.code()))
                .findFirst()
                .orElseThrow();
    }

    private void seed(PlatformContract at, String digits, String handle, Instant boundOn) {
        platforms.seed(List.of(new Binding(at.code(), digits, handle, boundOn, 2)));
    }

    private Account account(PlatformContract at, String digits, String handle) {
        return platforms.number(digits).stream()
                .filter(found -> found.platform().equals(at.code()))
                .flatMap(found -> found.accounts().stream())
                .filter(account -> account.handle().equals(handle))
                .findFirst()
                .orElseThrow();
    }

    /** A handle that a refusing platform refuses: one in three. */
    private static String refusedHandle() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "acct-" + i)
                .filter(handle -> Math.floorMod(handle.hashCode(), 3) == 0)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> unbind(PlatformContract at, String id, String batch, List<Item> items)
            throws Exception {
        return carrier.ask(at, Ask.UNBIND, id, batch, "", items);
    }

    private HttpResponse<String> restore(PlatformContract at, String id, String batch, List<Item> items)
            throws Exception {
        return carrier.ask(at, Ask.RESTORE, id, batch, "", items);
    }

    private static Item item(String ref, String digits) {
        return new Item(ref, digits, CUTOFF);
    }

    private static JsonNode body(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return FakeCarrier.json(response.body());
    }
}
