package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.reissue.sandbox.platforms.manners.Judging;
import io.reissue.sandbox.platforms.manners.Manners;
import io.reissue.sandbox.platforms.manners.Slip;
import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.manners.Trouble;
import io.reissue.sandbox.platforms.wire.IdentifierForm;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformCatalogueTest {
    @ParameterizedTest
    @ValueSource(ints = {PlatformCatalogue.FEWEST, 40, 220, PlatformCatalogue.MOST})
    void everySizeHasTheStagesItNeedsUnderDistinctNames(int count) {
        List<PlatformProfile> platforms = PlatformCatalogue.generate(3, count);

        assertThat(platforms).hasSize(count);
        assertThat(platforms)
                .extracting(PlatformProfile::code)
                .doesNotHaveDuplicates()
                .allMatch(c -> c.matches("[a-z]+"));
        assertThat(platforms).extracting(PlatformProfile::nameZh).doesNotHaveDuplicates();
        assertThat(platforms).extracting(PlatformProfile::nameEn).doesNotHaveDuplicates();
        assertThat(platforms).extracting(PlatformProfile::stage).isSorted().contains(1, 2, 3);
        assertThat(platforms).filteredOn(p -> p.kind() == PlatformKind.IDENTITY).hasSizeGreaterThanOrEqualTo(2);
        assertThat(platforms).filteredOn(p -> p.kind() == PlatformKind.LABEL).hasSizeGreaterThanOrEqualTo(2);
        assertThat(platforms).filteredOn(PlatformProfile::required).hasSize(count / 5);
        assertThat(platforms).allMatch(p -> p.required() == (p.stage() == 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 220})
    void usualSizesHaveEveryIdentifierFormAndARequiredPlatformWithALongOutage(int count) {
        List<PlatformProfile> platforms = PlatformCatalogue.generate(3, count);

        assertThat(platforms).extracting(p -> p.terms().identifierForm()).contains(IdentifierForm.values());
        assertThat(platforms)
                .filteredOn(p -> p.required() && p.manners().timing() instanceof Timing.Outage)
                .isNotEmpty();
        assertThat(platforms).allMatch(p -> p.terms().batchLimit() <= 1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoHundredAndTwentyHaveEveryHabitThatThereIs(long seed) {
        List<Manners> all = PlatformCatalogue.generate(seed, 220).stream()
                .map(PlatformProfile::manners)
                .toList();

        assertThat(all).extracting(m -> (Object) m.timing().getClass()).contains(habits(Timing.class));
        assertThat(all)
                .flatExtracting(Manners::troubles)
                .extracting(t -> (Object) t.getClass())
                .contains(habits(Trouble.class));
        assertThat(all)
                .flatExtracting(Manners::slips)
                .extracting(t -> (Object) t.getClass())
                .contains(habits(Slip.class));
        assertThat(all)
                .flatExtracting(m -> m.judging().stances())
                .extracting(Judging.Stance::reason)
                .contains(EnumSet.complementOf(EnumSet.of(Refusal.BOUND_AFTER_CUTOFF))
                        .toArray(Refusal[]::new));
        assertThat(all).flatExtracting(m -> m.judging().stances()).anyMatch(stance -> stance.relentsAfter() == null);
        assertThat(all).flatExtracting(m -> m.judging().stances()).anyMatch(stance -> stance.says());
        assertThat(all).anyMatch(m -> !m.judging().lag().isZero());
        assertThat(all).anyMatch(m -> m.judging().denial() != null);
        assertThat(all).anyMatch(m -> !m.restoring().failsFor().isZero());
        assertThat(all)
                .flatExtracting(Manners::slips)
                .contains(
                        new Slip.TakingBack(ItemOutcome.REFUSED, Duration.ofHours(6)),
                        new Slip.TakingBack(ItemOutcome.NOT_BOUND, Duration.ofHours(3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatBlocksAPurgeAnswersInTheEndAndKeepsFewAccountsForGood(long seed) {
        assertThat(PlatformCatalogue.generate(seed, 220))
                .filteredOn(PlatformProfile::required)
                .allMatch(p -> !(p.manners().timing() instanceof Timing.Never))
                .allMatch(p -> p.manners().judging().stances().stream()
                        .allMatch(stance -> stance.relentsAfter() != null || stance.oneIn() >= 30));
    }

    @Test
    void someRequiredPlatformsAreEverybodysAndOneOfThemWillDenyEverythingOnceItIsKnownHowMany() {
        List<PlatformProfile> leaders = PlatformCatalogue.generate(3, 220).stream()
                .filter(p -> p.required() && p.reach() >= 0.2)
                .toList();

        assertThat(leaders).hasSizeGreaterThanOrEqualTo(4);
        assertThat(leaders).anyMatch(p -> p.manners().judging().denial() != null);
    }

    @ParameterizedTest
    @ValueSource(ints = {PlatformCatalogue.FEWEST, 40, 220})
    void onePlatformWithoutABadHabitFetchesOneIsToldStatusAndOneReadsTheFeed(int count) {
        List<PlatformProfile> special = PlatformCatalogue.generate(1, count).stream()
                .filter(platform -> !platform.dealings().equals(Dealings.CALLED))
                .toList();

        assertThat(special)
                .extracting(PlatformProfile::dealings)
                .containsExactlyInAnyOrder(Dealings.FETCHING, Dealings.TOLD, Dealings.READING);
        assertThat(special)
                .filteredOn(platform -> platform.dealings().fetches())
                .allSatisfy(platform -> assertThat(platform.manners())
                        .isEqualTo(Manners.good(platform.manners().chance())));
        assertThat(special)
                .noneMatch(PlatformProfile::required)
                .allMatch(platform -> platform.manners().troubles().isEmpty());
    }

    private static Object[] habits(Class<?> line) {
        return line.getPermittedSubclasses();
    }

    @Test
    void aNumberIsExpectedAtFourOf220Platforms() {
        double expected = PlatformCatalogue.generate(3, 220).stream()
                .mapToDouble(PlatformProfile::reach)
                .sum();
        assertThat(expected).isCloseTo(4, within(0.01));
    }

    @Test
    void theSameSeedGivesTheSamePlatformsAndKeysAndAnotherSeedOtherKeys() {
        List<PlatformProfile> platforms = PlatformCatalogue.generate(3, 40);

        assertThat(PlatformCatalogue.generate(3, 40)).isEqualTo(platforms);
        assertThat(PlatformCatalogue.generate(4, 40))
                .extracting(p -> p.terms().secretToPlatform())
                .doesNotContainAnyElementsOf(platforms.stream()
                        .map(p -> p.terms().secretToPlatform())
                        .toList());
        assertThat(platforms.stream()
                        .flatMap(p -> List.of(
                                p.terms().secretToPlatform(),
                                p.terms().secretFromPlatform(),
                                p.terms().identifierKey())
                                .stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesACountThatItHasNoNamesFor() {
        assertThatThrownBy(() -> PlatformCatalogue.generate(3, PlatformCatalogue.MOST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wellBehavedTheyAreTheSamePlatformsWithoutABadHabit() {
        List<PlatformProfile> platforms = PlatformCatalogue.wellBehaved(3, 220);
        assertThat(platforms)
                .extracting(PlatformProfile::code, PlatformProfile::terms)
                .isEqualTo(PlatformCatalogue.generate(3, 220).stream()
                        .map(platform -> tuple(platform.code(), platform.terms()))
                        .toList());
        assertThat(platforms)
                .allSatisfy(platform -> assertThat(platform.manners())
                        .isEqualTo(Manners.good(platform.manners().chance())));
    }
}
