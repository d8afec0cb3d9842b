package io.reissue.store.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reissue.store.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Duration AWHILE = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final List<String> counted = new ArrayList<>();

    @Test
    void whoLooksWithinAWhileReadsWhatWasCountedForAnother() {
        var reading = reading(new Freshness(AWHILE));

        assertThat(reading.of("CN")).isEqualTo("CN 1");
        clock.advance(AWHILE.minusMillis(1));
        assertThat(reading.of("CN")).isEqualTo("CN 1");
        clock.advance(Duration.ofMillis(1));
        assertThat(reading.of("CN")).isEqualTo("CN 2");
    }

    @Test
    void whoLooksForSomethingElseReadsThat() {
        var reading = reading(new Freshness(AWHILE));
        reading.of("CN");

        assertThat(reading.of("KR")).isEqualTo("KR 2");
        assertThat(reading.of("KR")).isEqualTo("KR 2");
    }

    @Test
    void whereTimeStandsStillNothingIsKept() {
        var reading = reading(Freshness.ALWAYS);
        reading.of("CN");

        assertThat(reading.of("CN")).isEqualTo("CN 2");
    }

    @Test
    void whatCouldNotBeCountedIsCountedForTheNext() {
        var reading = new Reading<String, String>(new Freshness(AWHILE), clock, wanted -> {
            counted.add(wanted);
            if (counted.size() == 1) throw new IllegalStateException("the store is away");
            return "counted";
        });

        assertThatIllegalStateException().isThrownBy(() -> reading.of("CN"));
        assertThat(reading.of("CN")).isEqualTo("counted");
    }

    @Test
    void howeverManyLookAtOnceItIsCountedOnce() throws Exception {
        var reading = reading(new Freshness(AWHILE));
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = people.invokeAll(java.util.Collections.nCopies(20, (Callable<String>) () -> reading.of("CN")));
            for (var look : looks) assertThat(look.get()).isEqualTo("CN 1");
        }
    }

    private Reading<String, String> reading(Freshness freshness) {
        return new Reading<>(freshness, clock, wanted -> {
            counted.add(wanted);
            return wanted + " " + counted.size();
        });
    }
}
