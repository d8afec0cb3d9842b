package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import io.reissue.sandbox.platforms.manners.Call;
import io.reissue.sandbox.platforms.manners.Chance;
import io.reissue.sandbox.platforms.manners.Mishap;
import io.reissue.sandbox.platforms.manners.RetryAfter;
import io.reissue.sandbox.platforms.manners.Trouble;
import io.reissue.sandbox.platforms.manners.Window;
import io.reissue.sandbox.platforms.wire.Ask;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes wrong between carrier and platform. */
class TroublesTest extends SimulatedPlatformsFixture {
    private static final int ALWAYS = 1;

    @Test
    void aBurstTurnsAwayWithSecondsThatEndItAndThenTheSameMessageIsTaken() throws Exception {
        // It began an hour ago and has two more.
        Window window = new Window(
                Duration.ofHours(31),
                Duration.ofHours(3),
                Duration.between(Instant.EPOCH, clock.instant().minusSeconds(3_600)));
        PlatformContract busy = having(m -> m.with(new Trouble.TurningAway(429, window, RetryAfter.SECONDS)));
        seed(busy, NUMBER, "a1", BEFORE);

        HttpResponse<String> turnedAway = unbind(busy, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(turnedAway.statusCode()).isEqualTo(429);
        assertThat(turnedAway.headers().firstValue("Retry-After")).contains("7200");
        assertThat(account(busy, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        clock.advance(Duration.ofSeconds(7_200));
        assertThat(unbind(busy, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(200);
        assertThat(account(busy, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void aMaintenanceWindowNamesItsEndAsADate() throws Exception {
        Window window = new Window(Duration.ofDays(1), Duration.ofHours(5), Duration.ofHours(21));
        PlatformContract closed = having(m -> m.with(new Trouble.TurningAway(503, window, RetryAfter.HTTP_DATE)));

        HttpResponse<String> turnedAway = unbind(closed, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(turnedAway.statusCode()).isEqualTo(503);
        assertThat(turnedAway.headers().firstValue("Retry-After")).contains("Thu, 1 Oct 2026 02:00:00 GMT");
        clock.advance(Duration.ofHours(2));
        assertThat(unbind(closed, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClosedPlatformRefusesTheConnectionAndIsThereAgainOnTheSamePortAfterwards() throws Exception {
        Window window = new Window(
                Duration.ofDays(30),
                Duration.ofDays(2),
                Duration.between(Instant.EPOCH, clock.instant().plusSeconds(60)));
        PlatformContract closing = having(m -> m.with(new Trouble.Closing(window)));
        assertThat(closing.endpoint().getPort()).isNotEqualTo(platforms.base().getPort());
        seed(closing, NUMBER, "a1", BEFORE);
        assertThat(platforms.nextDue()).contains(clock.instant().plusSeconds(60));

        postAt(clock.instant().plusSeconds(60));
        assertThatThrownBy(() -> unbind(closing, "m1", "b1", List.of(item("0", NUMBER))))
                .isInstanceOf(ConnectException.class);
        assertThat(account(closing, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);

        Instant reopens = platforms.nextDue().orElseThrow();
        assertThat(reopens).isEqualTo(clock.instant().plus(Duration.ofDays(2)));
        postAt(reopens);
        assertThat(unbind(closing, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDroppedRequestWasNotActedOn() throws Exception {
        PlatformContract dropping = having(m -> m.with(new Trouble.Dropping(ALWAYS)));
        seed(dropping, NUMBER, "a1", BEFORE);

        assertThatThrownBy(() -> unbind(dropping, "m1", "b1", List.of(item("0", NUMBER))))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);

        assertThat(account(dropping, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.counts()).containsExactly(java.util.Map.entry("railbook/unbind.requested.CUT", 1L));
    }

    @Test
    void aConnectionDroppedAfterTheWorkLosesAnAnswerThatIsThereWhenAskedAgainInAnotherHour() throws Exception {
        PlatformContract interrupting = having(m -> m.with(new Trouble.Interrupting(2)));
        seed(interrupting, NUMBER, "a1", BEFORE);
        int lost = 0;
        for (int hour = 0; hour < 24; hour++) {
            try {
                assertThat(FakeCarrier.result(body(unbind(interrupting, "m1", "b1", List.of(item("0", NUMBER)))), "0")
                                .path("outcome")
                                .asString())
                        .isEqualTo("UNBOUND");
            } catch (IOException dropped) {
                lost++;
            }
            assertThat(account(interrupting, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(lost).isBetween(4, 20);
        assertThat(account(interrupting, NUMBER, "a1").history()).hasSize(2);
    }

    @Test
    void aLostAnswerDoesNotComeOutForDaysAndAnotherBatchHearsInTheEndThatNothingIsBound() throws Exception {
        Trouble losing = new Trouble.Losing(3, 500);
        PlatformContract at = having(m -> m.with(losing));
        seed(at, NUMBER, "a1", BEFORE);
        // What is lost follows from who is asked about: some company is unlucky.
        List<Item> unlucky = IntStream.range(0, 100)
                .mapToObj(i -> List.of(
                        item("0", NUMBER), item("1", "861390013900" + i % 10), item("2", "86138%08d".formatted(i))))
                .filter(items -> struck(losing, at, items))
                .findFirst()
                .orElseThrow();

        int tries = 0;
        while (unbind(at, "m1", "b1", unlucky).statusCode() == 500) {
            tries++;
            assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
            clock.advance(Duration.ofDays(1));
        }

        assertThat(tries).isBetween(1, 100);
        assertThat(account(at, NUMBER, "a1").history()).hasSize(2);
        assertThat(body(unbind(at, "m2", "b2", unlucky)).path("remainder").asString())
                .isEqualTo("NOT_BOUND");
    }

    private boolean struck(Trouble trouble, PlatformContract at, List<Item> items) {
        byte[] key = Base64.getDecoder().decode(at.identifierKey());
        Ask ask = new Ask(
                Ask.UNBIND,
                "b1",
                null,
                items.stream()
                        .map(item ->
                                new Ask.Item(item.ref(), at.identifierForm().of(item.digits(), key), null))
                        .toList());
        return trouble.with(new Call(Chance.of(3).and(ask.content()), clock.instant(), Duration.ZERO))
                .isPresent();
    }

    @Test
    void aTricklingResponseIsWholeAndTakesItsTime() throws Exception {
        Duration takes = Duration.ofMillis(150);
        PlatformContract slow = having(m -> m.with(new Trouble.Trickling(ALWAYS, takes)));
        seed(slow, NUMBER, "a1", BEFORE);
        long begun = System.nanoTime();

        HttpResponse<String> response = unbind(slow, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(takes);
        assertThat(FakeCarrier.result(body(response), "0").path("outcome").asString())
                .isEqualTo("UNBOUND");
    }

    @Test
    void theVeryFirstResponseNeverEndsAndTheSecondOneDoes() throws Exception {
        PlatformContract endless = having(m -> m.with(new Trouble.NeverEnding()));
        seed(endless, NUMBER, "a1", BEFORE);
        carrier.patience = Duration.ofMillis(800);

        assertThatThrownBy(() -> unbind(endless, "m1", "b1", List.of(item("0", NUMBER))))
                .isInstanceOf(TimeoutException.class);
        assertThat(account(endless, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);

        carrier.patience = Duration.ofSeconds(30);
        clock.advance(Duration.ofMinutes(30));
        assertThat(FakeCarrier.result(body(unbind(endless, "m1", "b1", List.of(item("0", NUMBER)))), "0")
                        .path("outcome")
                        .asString())
                .isEqualTo("UNBOUND");
    }

    @Test
    void aGarbledResponseIsNoJsonThoughTheWorkWasDone() throws Exception {
        PlatformContract garbling = having(m -> m.with(new Trouble.Garbling(ALWAYS)));
        seed(garbling, NUMBER, "a1", BEFORE);

        HttpResponse<String> response = unbind(garbling, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotEmpty();
        assertThat(FakeCarrier.isJson(response.body())).isFalse();
        assertThat(account(garbling, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void whatStrikesFollowsFromTheMessageAndTheTimeAlone() {
        Trouble trouble = new Trouble.Dropping(3);
        Chance platform = Chance.of(7).and("railbook");
        List<Boolean> struck = IntStream.range(0, 600)
                .mapToObj(i -> trouble.with(new Call(platform.and("m" + i), clock.instant(), Duration.ZERO)))
                .map(java.util.Optional<Mishap>::isPresent)
                .toList();

        assertThat(struck.stream().filter(Boolean::booleanValue)).hasSizeBetween(150, 250);
        assertThat(IntStream.range(0, 600)
                        .mapToObj(
                                i -> trouble.with(new Call(platform.and("m" + i), clock.instant(), Duration.ofDays(1)))
                                        .isPresent())
                        .toList())
                .isEqualTo(struck);
    }
}
