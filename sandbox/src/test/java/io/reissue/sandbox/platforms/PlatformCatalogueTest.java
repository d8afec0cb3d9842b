package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    void usualSizesHaveEveryBehaviourAndEveryIdentifierFormAndASilentRequiredPlatform(int count) {
        List<PlatformProfile> platforms = PlatformCatalogue.generate(3, count);

        assertThat(platforms).extracting(p -> p.manners().behaviour()).contains(Behaviour.values());
        assertThat(platforms).extracting(p -> p.terms().identifierForm()).contains(IdentifierForm.values());
        assertThat(platforms)
                .filteredOn(p -> p.required() && p.manners().behaviour() == Behaviour.SILENT_AT_FIRST)
                .isNotEmpty();
        assertThat(platforms).allMatch(p -> p.terms().batchLimit() <= 1_000);
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
}
