package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.StoreForTests;
import io.reissue.store.platform.CircuitRules.Admission;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformCircuitsTest {
    private static final CircuitRules RULES =
            new CircuitRules(2, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(90));
    private static final Admission PASS = new Admission.Pass(false);

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformCircuits here = circuits();
    private final PlatformCircuits there = circuits();

    @Test
    void failuresSeenByTwoWorkersAddUpAndBothStayAway() {
        int id = platform("addsup");
        here.failed(id, here.admit(id), "TIMEOUT");
        there.failed(id, there.admit(id), "HTTP_500");

        assertThat(here.admit(id)).isEqualTo(new Admission.Refused(Duration.ofMinutes(1)));
        assertThat(there.admit(id)).isEqualTo(new Admission.Refused(Duration.ofMinutes(1)));
        assertThat(here.admit(platform("another"))).isEqualTo(PASS);
    }

    @Test
    void aSuccessBetweenFailuresStartsTheCountAnew() {
        int id = platform("recovers");
        here.failed(id, PASS, "TIMEOUT");
        Admission troubled = there.admit(id);
        assertThat(troubled).isEqualTo(new Admission.Pass(true));
        there.succeeded(id, troubled);
        assertThat(here.admit(id)).isEqualTo(PASS);
        here.failed(id, PASS, "TIMEOUT");

        assertThat(there.admit(id)).isEqualTo(new Admission.Pass(true));
    }

    @Test
    void whenTheTimeIsOverOneOfManyTriesAndItsSuccessLetsAllThrough() throws Exception {
        int id = platform("probed");
        here.failed(id, PASS, "TIMEOUT");
        here.failed(id, PASS, "TIMEOUT");
        STORE.clock().advance(Duration.ofMinutes(1));

        Callable<Admission> ask = () -> there.admit(id);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var admissions = workers
                    .invokeAll(Stream.generate(() -> ask).limit(12).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(admissions).filteredOn(Admission.Probe.class::isInstance).hasSize(1);
            assertThat(admissions)
                    .filteredOn(Admission.Refused.class::isInstance)
                    .hasSize(11);
        }

        there.succeeded(id, new Admission.Probe());
        assertThat(here.admit(id)).isEqualTo(PASS);
    }

    @Test
    void aFailedTryKeepsEverybodyAwayForLonger() {
        int id = platform("staysdown");
        here.failed(id, PASS, "TIMEOUT");
        here.failed(id, PASS, "TIMEOUT");
        STORE.clock().advance(Duration.ofMinutes(1));
        here.failed(id, here.admit(id), "TIMEOUT");

        assertThat(there.admit(id)).isEqualTo(new Admission.Refused(Duration.ofMinutes(2)));
    }

    @Test
    void aBusyPlatformIsLeftAloneByEverybodyUntilItSaid() {
        int id = platform("busy");
        here.busy(id, "HTTP_429", Duration.ofSeconds(30));

        assertThat(there.admit(id)).isEqualTo(new Admission.Refused(Duration.ofSeconds(30)));
    }

    private static int platform(String code) {
        return PlatformsForTests.registry(STORE)
                .register(ContractsForTests.keyed(code, URI.create("https://platform.example")))
                .id();
    }

    private static PlatformCircuits circuits() {
        return PlatformsForTests.circuits(STORE, RULES);
    }
}
