package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import io.reissue.sandbox.platforms.FakeCarrier.Posted;
import io.reissue.sandbox.platforms.manners.Said.Signing;
import io.reissue.sandbox.platforms.manners.Slip;
import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** How a platform puts its answers, with nothing wrong in what it did. */
class SlipsTest extends SimulatedPlatformsFixture {
    private static final int ALWAYS = 1;

    @Test
    void severalPartsComeLastFirstAndTogetherListEveryExceptionOnceUnderOneRemainder() throws Exception {
        askLater(new Slip.InParts(3), 10);

        assertThat(carrier.posted)
                .extracting(posted -> posted.body().path("part").asInt())
                .containsExactly(3, 2, 1);
        assertThat(carrier.posted).allMatch(posted -> posted.body().path("of").asInt() == 3);
        assertThat(carrier.posted)
                .allMatch(posted -> posted.body().path("remainder").asString().equals("NOT_BOUND"));
        assertThat(carrier.posted).extracting(Posted::webhookId).doesNotHaveDuplicates();
        List<String> refs = new ArrayList<>();
        carrier.posted.forEach(posted -> posted.body()
                .path("results")
                .forEach(r -> refs.add(r.path("ref").asString())));
        assertThat(refs).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void everythingIsPostedTwiceUnderOneId() throws Exception {
        askLater(new Slip.Twice(), 1);

        assertThat(carrier.posted).hasSize(2);
        assertThat(carrier.posted.get(1)).isEqualTo(carrier.posted.get(0));
    }

    @ParameterizedTest
    @EnumSource(value = Signing.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void anAnswerThatNobodyVouchesForIsRefusedAndComesRightAnHourLater(Signing signing) throws Exception {
        Instant due = askLater(new Slip.Missigning(ALWAYS, signing), 1);

        assertThat(carrier.posted).extracting(Posted::status).containsExactly(401, 202);
        assertThat(carrier.posted)
                .extracting(Posted::text)
                .containsOnly(carrier.posted.getFirst().text());
        assertThat(clock.instant()).isEqualTo(due.plus(Slip.NOTICED));
        assertThat(platforms.undelivered()).singleElement().matches(failed -> failed.status() == 401 && !failed.kept());
    }

    @Test
    void anAnswerOfBrokenJsonIsRefusedAndComesWholeAnHourLaterUnderAnotherId() throws Exception {
        askLater(new Slip.Garbling(ALWAYS), 1);

        assertThat(carrier.posted).extracting(Posted::status).containsExactly(400, 202);
        assertThat(carrier.posted).extracting(Posted::webhookId).doesNotHaveDuplicates();
        assertThat(carrier.posted.getLast().said("0")).isEqualTo("UNBOUND");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, PT6H", "NOT_BOUND, PT30H"})
    void saysSomethingLowerAfterwardsOfWhatItDetachedWhileItStaysDetached(ItemOutcome lower, Duration after)
            throws Exception {
        PlatformContract contradicting = having(m -> m.with(new Slip.TakingBack(lower, after)));
        seed(contradicting, NUMBER, "a1", BEFORE);
        JsonNode answer = body(unbind(contradicting, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));
        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("UNBOUND");
        assertThat(platforms.nextDue()).contains(clock.instant().plus(after));

        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.said("0")).isEqualTo(lower.name());
            assertThat(posted.body().path("results")).hasSize(1);
            assertThat(posted.body().path("remainder").isMissingNode()).isTrue();
        });
        assertThat(account(contradicting, NUMBER, "a1").history()).hasSize(2);
    }

    @Test
    void twoPartsSayTwoRemaindersAndTheSecondIsPutRight() throws Exception {
        askLater(new Slip.TwoRemainders(), 2);

        assertThat(carrier.posted)
                .extracting(posted -> posted.body().path("part").asInt() + "/"
                        + posted.body().path("of").asInt() + " "
                        + posted.body().path("remainder").asString())
                .containsExactly("1/2 NOT_BOUND", "2/2 NOT_YET_SYNCED", "2/2 NOT_BOUND");
        assertThat(carrier.posted).extracting(Posted::webhookId).doesNotHaveDuplicates();
    }

    @Test
    void unknownFieldsAreEverywhereAndTheKnownOnesAreAsEver() throws Exception {
        PlatformContract embellishing = having(m -> m.with(new Slip.Embellishing()));
        seed(embellishing, NUMBER, "a1", BEFORE);

        JsonNode answer = body(unbind(embellishing, "m1", "b1", List.of(item("0", NUMBER))));

        assertThat(answer.propertyNames()).contains("part", "of", "remainder", "results", "trace", "schemaVersion");
        assertThat(answer.at("/results/0").propertyNames()).contains("ref", "outcome", "confidence");
        assertThat(answer.at("/results/0/accounts/0").propertyNames()).contains("handle", "outcome", "labels");
    }

    @Test
    void speaksOfAnItemThatItWasNeverGivenBesideThoseItWas() throws Exception {
        PlatformContract strange = having(m -> m.with(new Slip.SpeakingOfStrangers()));
        seed(strange, NUMBER, "a1", BEFORE);

        JsonNode answer = body(unbind(strange, "m1", "b1", List.of(item("0", NUMBER))));

        assertThat(answer.path("results")).hasSize(2);
        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("UNBOUND");
        assertThat(FakeCarrier.result(answer, "999999").path("outcome").asString())
                .isEqualTo("NOT_BOUND");
    }

    @Test
    void repeatsWhatItSaidInTheResponseTwoMonthsLaterAsIfItWereNew() throws Exception {
        PlatformContract repeating = having(m -> m.with(new Slip.Repeating(Duration.ofDays(60))));
        seed(repeating, NUMBER, "a1", BEFORE);
        JsonNode answer = body(unbind(repeating, "m1", "b1", List.of(item("0", NUMBER))));
        assertThat(platforms.nextDue()).contains(clock.instant().plus(Duration.ofDays(60)));

        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.body()).isEqualTo(answer);
            assertThat(posted.signed()).isTrue();
        });
    }

    @Test
    void slipsGoTogether() throws Exception {
        PlatformContract both = having(m -> m.with(new Timing.After(Duration.ofHours(3)))
                .with(new Slip.InParts(2))
                .with(new Slip.Missigning(ALWAYS, Signing.STALE))
                .with(new Slip.Embellishing()));
        ask(both, 4);

        assertThat(carrier.posted).extracting(Posted::status).containsExactly(401, 401, 202, 202);
        assertThat(carrier.posted).allMatch(posted -> posted.body().has("trace"));
        assertThat(carrier.posted)
                .extracting(posted -> posted.body().path("part").asInt())
                .containsExactly(2, 1, 2, 1);
    }

    /** Has so many numbers unbound by a platform that answers three hours later, and lets it say all it has to say. */
    private Instant askLater(Slip slip, int numbers) throws Exception {
        PlatformContract later =
                having(m -> m.with(new Timing.After(Duration.ofHours(3))).with(slip));
        Instant due = clock.instant().plus(Duration.ofHours(3));
        ask(later, numbers);
        return due;
    }

    private void ask(PlatformContract at, int numbers) throws Exception {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < numbers; i++) {
            seed(at, "861380013800" + i, "a" + i, BEFORE);
            items.add(item(Integer.toString(i), "861380013800" + i));
        }
        unbind(at, "m1", "b1", items);
        postEverything();
    }
}
