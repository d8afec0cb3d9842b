package io.reissue.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LawTest {
    private static final Instant DISCONNECTED = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "CN, RESIDENTIAL, 2026-04-01T16:00:00Z",
        "US, RESIDENTIAL, 2026-02-16T10:00:00Z",
        "US, BUSINESS,    2026-02-16T10:00:00Z",
        "KR, IOT,         2026-04-01T15:00:00Z",
        "IN, BUSINESS,    2026-04-01T18:30:00Z",
        "AU, RESIDENTIAL, 2026-06-30T16:00:00Z",
        "CH, RESIDENTIAL, 2026-06-30T22:00:00Z",
        "XD, RESIDENTIAL, 2026-01-01T12:07:00Z",
    })
    void aNumberMayBeReleasedWhenTheLastWholeDayIsOverInTheWesternmostZone(
            String jurisdiction, String lineType, Instant floor) {
        assertThat(Law.of(jurisdiction, lineType).orElseThrow().floor(DISCONNECTED))
                .isEqualTo(floor);
    }

    @ParameterizedTest
    @CsvSource({
        "RESIDENTIAL, 2026-04-02T10:00:00Z",
        "BUSINESS,    2027-01-02T10:00:00Z",
        "IOT,         2027-01-02T10:00:00Z",
    })
    void theUnitedStatesHaveACeilingAndItIsLowerForHomes(String lineType, Instant ceiling) {
        assertThat(Law.of("US", lineType).orElseThrow().ceiling(DISCONNECTED)).contains(ceiling);
        assertThat(Law.of("CN", lineType).orElseThrow().ceiling(DISCONNECTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:00Z,     2026-01-01T12:07:00Z, 2026-01-01T12:41:00Z",
        "2026-01-01T12:00:59.999Z, 2026-01-01T12:07:00Z, 2026-01-01T12:41:00Z",
        "2026-01-01T12:01:00Z,     2026-01-01T12:08:00Z, 2026-01-01T12:42:00Z",
    })
    void theDemoJurisdictionCountsWholeMinutesInPlaceOfDays(Instant disconnected, Instant floor, Instant ceiling) {
        Law law = Law.of("XD", "RESIDENTIAL").orElseThrow();

        assertThat(law.floor(disconnected)).isEqualTo(floor);
        assertThat(law.ceiling(disconnected)).contains(ceiling);
    }

    @Test
    void whoRestsPastACeilingOfMinutesHasMinutesToSaySo() {
        assertThat(Law.of("XD", "RESIDENTIAL").orElseThrow().spread()).isLessThan(Duration.ofMinutes(6));
        assertThat(Law.of("US", "RESIDENTIAL").orElseThrow().spread()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void nobodyJudgesByALawThatIsNotKnown() {
        assertThat(Law.of("FR", "RESIDENTIAL")).isEmpty();
    }
}
