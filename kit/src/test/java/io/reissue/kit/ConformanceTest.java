package io.reissue.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.kit.PreparedNumber.PreparedAccount;
import io.reissue.kit.Result.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String KEY = "a2V5IG9mIHRoZSB0ZXN0cw==";
    private static final Instant BEFORE = Instant.parse("2020-02-02T02:02:02Z");
    private static final Instant LATER = Instant.parse("2024-04-04T04:04:04Z");
    private static final List<PreparedNumber> PREPARED = IntStream.range(0, 40)
            .mapToObj(i -> new PreparedNumber("99900000" + (1000 + i), accounts(i)))
            .toList();

    private static List<PreparedAccount> accounts(int i) {
        PreparedAccount old = new PreparedAccount("a" + i, BEFORE);
        return i % 2 == 0 ? List.of(old) : List.of(old, new PreparedAccount("b" + i, LATER));
    }

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void aPartnerThatKeepsTheProtocolPassesEveryCheck() throws Exception {
        try (PartnerForTests partner = partner(Set.of())) {
            Report report = check(partner, PREPARED, Optional.empty());

            assertThat(report.results())
                    .filteredOn(result -> !result.check().id().equals("answer-signed"))
                    .allSatisfy(result -> assertThat(result.verdict())
                            .as(result.check().id() + ": " + result.what())
                            .isEqualTo(Verdict.HELD));
            assertThat(notSeen(report)).containsExactly("answer-signed");
            assertThat(report.held()).isTrue();
        }
    }

    @Test
    void aPartnerThatAnswersLaterInPartsAndTheLastOneFirstPassesEveryCheck() throws Exception {
        try (PartnerForTests partner = partner(Set.of());
                CarrierEdge callback = callback(partner)) {
            partner.answersAt(callback.base());

            Report report = check(partner, PREPARED, Optional.of(callback));

            assertThat(report.results())
                    .allSatisfy(result -> assertThat(result.verdict())
                            .as(result.check().id() + ": " + result.what())
                            .isEqualTo(Verdict.HELD));
        }
    }

    /** Those of a partner that fetches or reads are in the tests of it. */
    static Stream<Habit> habits() {
        return Stream.of(Habit.values()).filter(habit -> !habit.ofReaders());
    }

    @ParameterizedTest(name = "a partner that {0} fails one check")
    @MethodSource("habits")
    void exactlyTheCheckFailsThatIsAboutTheHabit(Habit habit) throws Exception {
        try (PartnerForTests partner = partner(Set.of(habit));
                CarrierEdge callback = callback(partner)) {
            if (habit.ofCallbacks()) partner.answersAt(callback.base());

            Report report = check(partner, PREPARED, Optional.of(callback).filter(one -> habit.ofCallbacks()));

            assertThat(broken(report)).containsExactly(habit.seenBy());
        }
    }

    @Test
    void withoutPreparedNumbersNothingFailsAndEachCheckSaysWhatItLacked() throws Exception {
        try (PartnerForTests partner = partner(Set.of())) {
            Report report = check(partner, List.of(), Optional.empty());

            assertThat(broken(report)).isEmpty();
            assertThat(notSeen(report))
                    .contains("cutoff", "restore-undoes", "expires")
                    .doesNotContain("remainder", "refs");
            assertThat(report.results())
                    .filteredOn(result -> result.check().id().equals("cutoff"))
                    .allSatisfy(result -> assertThat(result.what()).contains("--numbers"));
        }
    }

    @Test
    void twoPreparedNumbersSufficeForEveryCheck() throws Exception {
        try (PartnerForTests partner = partner(Set.of())) {
            Report report = check(partner, PREPARED.subList(0, 2), Optional.empty());

            assertThat(broken(report)).isEmpty();
            assertThat(notSeen(report)).containsExactly("answer-signed");
        }
    }

    @Test
    void aPlatformThatHasSetLessIsAskedAboutNoMore() throws Exception {
        try (PartnerForTests partner = partner(Set.of(Habit.TAKES_LITTLE))) {
            Report report = new Conformance(terms(partner, 500), PREPARED, Optional.empty(), CLOCK, pauses::add)
                    .check(Check.ofEndpoint());

            assertThat(broken(report)).isEmpty();
        }
    }

    @Test
    void theNumbersAreAsTheyWereWhenAllChecksAreMade() throws Exception {
        try (PartnerForTests partner = partner(Set.of())) {
            check(partner, PREPARED, Optional.empty());

            Report again = check(partner, PREPARED, Optional.empty());

            assertThat(broken(again)).isEmpty();
            assertThat(notSeen(again)).containsExactly("answer-signed");
        }
    }

    @Test
    void aPartnerThatIsBusyIsAskedAgainWhenItSaid() throws Exception {
        try (PartnerForTests partner = partner(Set.of())) {
            partner.isBusy(2);

            assertThat(broken(check(partner, PREPARED, Optional.empty()))).isEmpty();
            assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        }
    }

    @Test
    void whereNobodyListensNothingIsJudged() throws Exception {
        PartnerForTests gone = partner(Set.of());
        gone.close();

        assertThatThrownBy(() -> check(gone, PREPARED, Optional.empty()))
                .isInstanceOf(Conformance.NobodyThere.class)
                .hasMessageContaining("ConnectException");
    }

    private static PartnerForTests partner(Set<Habit> habits) throws Exception {
        PartnerForTests partner = new PartnerForTests(CLOCK, habits);
        for (PreparedNumber number : PREPARED)
            for (PreparedAccount account : number.accounts())
                partner.books.bind(
                        Identifier.HMAC_SHA256.of(
                                number.number(), Base64.getDecoder().decode(KEY)),
                        account.handle(),
                        account.boundOn());
        return partner;
    }

    private static CarrierEdge callback(PartnerForTests partner) throws Exception {
        return new CarrierEdge(new Secret(PartnerForTests.CALLBACK_SECRET), 0, terms(partner, 1_000), CLOCK);
    }

    private Report check(PartnerForTests partner, List<PreparedNumber> prepared, Optional<CarrierEdge> callback)
            throws Exception {
        return new Conformance(terms(partner, 1_000), prepared, callback, CLOCK, pauses::add).check(Check.ofEndpoint());
    }

    private static Terms terms(PartnerForTests partner, int batchLimit) {
        return new Terms(
                partner.endpoint(),
                new Secret(PartnerForTests.SECRET),
                Identifier.HMAC_SHA256,
                KEY,
                batchLimit,
                Duration.ofSeconds(30),
                Duration.ZERO);
    }

    private static List<String> broken(Report report) {
        return ids(report, Verdict.BROKEN);
    }

    private static List<String> notSeen(Report report) {
        return ids(report, Verdict.NOT_SEEN);
    }

    private static List<String> ids(Report report, Verdict verdict) {
        return report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .map(result -> result.check().id())
                .toList();
    }
}
