package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.kit.PreparedNumber.PreparedAccount;
import io.reissue.kit.Result.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Partners that come by themselves: for what they are asked, and for the status feed. */
class FetchConformanceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String KEY = "a2V5IG9mIHRoZSB0ZXN0cw==";
    private static final Instant BEFORE = Instant.parse("2020-02-02T02:02:02Z");
    private static final Instant LATER = Instant.parse("2024-04-04T04:04:04Z");
    private static final List<PreparedNumber> PREPARED = IntStream.range(0, 20)
            .mapToObj(i -> new PreparedNumber(
                    "99900000" + (1000 + i),
                    i % 2 == 0
                            ? List.of(new PreparedAccount("a" + i, BEFORE))
                            : List.of(new PreparedAccount("a" + i, BEFORE), new PreparedAccount("b" + i, LATER))))
            .toList();

    @Test
    void aPartnerThatFetchesAndKeepsTheProtocolPassesEveryCheck() throws Exception {
        Report report = check(Set.of(), Optional.of(Set.of()));

        assertThat(report.results())
                .hasSizeGreaterThan(15)
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.check().id() + ": " + result.what())
                        .isEqualTo(Verdict.HELD));
    }

    @ParameterizedTest(name = "a partner that {0} fails one check")
    @EnumSource
    void exactlyTheCheckFailsThatIsAboutTheHabit(FetchHabit habit) throws Exception {
        assertThat(broken(check(Set.of(habit), Optional.empty()))).containsExactly(habit.seenBy());
    }

    static Stream<Habit> habitsOfReaders() {
        return Stream.of(Habit.values()).filter(Habit::ofReaders);
    }

    @ParameterizedTest(name = "a partner that {0} fails one check")
    @MethodSource("habitsOfReaders")
    void exactlyTheCheckFailsThatIsAboutTheFeed(Habit habit) throws Exception {
        assertThat(broken(check(Set.of(), Optional.of(Set.of(habit))))).containsExactly(habit.seenBy());
    }

    @ParameterizedTest(name = "a partner that is called and {0} fails one check")
    @MethodSource("habitsOfReaders")
    void aPartnerThatIsCalledMayReadTheFeedToo(Habit habit) throws Exception {
        try (PartnerForTests partner = new PartnerForTests(CLOCK, Set.of());
                CarrierEdge edge = edge(partner.endpoint());
                var reader = new FetchingPartnerForTests(
                        CLOCK, partner, edge.base(), Set.of(), Optional.of(Set.of(habit)), false)) {
            Report report = new Conformance(terms(partner.endpoint()), List.of(), Optional.of(edge), CLOCK, _ -> {})
                    .check(Check.together(Check.ofEndpoint(), Check.ofFeed()));

            assertThat(reader.trouble()).isEmpty();
            assertThat(broken(report)).containsExactly(habit.seenBy());
        }
    }

    @Test
    void whoDoesNotReadTheFeedIsNotJudgedByIt() throws Exception {
        Report report = check(Set.of(), Optional.empty());

        assertThat(report.results())
                .filteredOn(result -> result.check().id().startsWith("feed-"))
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.NOT_SEEN));
    }

    @Test
    void whereNobodyComesNothingIsJudged() throws Exception {
        URI nowhere = URI.create("");
        Terms hasty = new Terms(
                nowhere,
                new Secret(PartnerForTests.SECRET),
                Identifier.HMAC_SHA256,
                KEY,
                1_000,
                Duration.ofMillis(10),
                Duration.ZERO);
        try (CarrierEdge edge = new CarrierEdge(new Secret(PartnerForTests.CALLBACK_SECRET), 0, hasty, CLOCK)) {
            Conformance conformance = new Conformance(hasty, PREPARED, Optional.of(edge), CLOCK, _ -> {});

            assertThatThrownBy(() -> conformance.checkFetching(Check.ofFetching()))
                    .isInstanceOf(Conformance.NobodyThere.class)
                    .hasMessage("nobody came to " + edge.base() + "/partner/v1/batches");
        }
    }

    /** @param reading empty: it does not read the feed */
    private static Report check(Set<FetchHabit> habits, Optional<Set<Habit>> reading) throws Exception {
        Set<Habit> inTheBooks = habits.stream()
                .flatMap(habit -> habit.inTheBooks().stream())
                .collect(java.util.stream.Collectors.toSet());
        URI nowhere = URI.create("");
        try (PartnerForTests judge = new PartnerForTests(CLOCK, inTheBooks);
                CarrierEdge edge = edge(nowhere)) {
            for (PreparedNumber number : PREPARED)
                for (PreparedAccount account : number.accounts())
                    judge.books.bind(
                            Identifier.HMAC_SHA256.of(
                                    number.number(), Base64.getDecoder().decode(KEY)),
                            account.handle(),
                            account.boundOn());
            try (var partner = new FetchingPartnerForTests(CLOCK, judge, edge.base(), habits, reading, true)) {
                Report report = new Conformance(terms(nowhere), PREPARED, Optional.of(edge), CLOCK, _ -> {})
                        .checkFetching(Check.together(Check.ofFetching(), Check.ofFeed()));
                assertThat(partner.trouble()).isEmpty();
                return report;
            }
        }
    }

    private static CarrierEdge edge(URI endpoint) throws Exception {
        return new CarrierEdge(new Secret(PartnerForTests.CALLBACK_SECRET), 0, terms(endpoint), CLOCK);
    }

    private static Terms terms(URI endpoint) {
        return new Terms(
                endpoint,
                new Secret(PartnerForTests.SECRET),
                Identifier.HMAC_SHA256,
                KEY,
                1_000,
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    private static List<String> broken(Report report) {
        return report.results().stream()
                .filter(result -> result.verdict() == Verdict.BROKEN)
                .map(result -> result.check().id() + "")
                .toList();
    }
}
