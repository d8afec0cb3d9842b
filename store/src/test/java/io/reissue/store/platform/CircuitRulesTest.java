package io.reissue.store.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.platform.CircuitRules.Admission;
import io.reissue.store.platform.CircuitRules.Circuit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CircuitRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Admission PASS = new Admission.Pass(false);
    private static final Admission PROBE = new Admission.Probe();

    private final CircuitRules rules =
            new CircuitRules(3, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofSeconds(90));

    @Test
    void itOpensAtTheThirdFailureInARow() {
        var second = failed(failed(Circuit.CLOSED, PASS, NOON), PASS, NOON);
        assertThat(rules.admit(second, NOON)).isEqualTo(new Admission.Pass(true));

        var third = failed(second, PASS, NOON);
        assertThat(rules.admit(third, NOON.plusSeconds(20))).isEqualTo(new Admission.Refused(Duration.ofSeconds(40)));
    }

    @Test
    void whenItsTimeIsOverOneTriesAndTheOthersStayOut() {
        var open = failed(new Circuit(2, null, ""), PASS, NOON);
        var later = NOON.plus(Duration.ofMinutes(1));
        assertThat(rules.admit(open, later)).isEqualTo(PROBE);

        var probing = rules.probing(open, later);
        assertThat(rules.admit(probing, later)).isEqualTo(new Admission.Refused(Duration.ofSeconds(90)));
        assertThat(rules.admit(probing, later.plusSeconds(90)))
                .as("the one that tried never came back")
                .isEqualTo(PROBE);
    }

    @Test
    void eachFailedTryDoublesTheTimeUpToTheLongest() {
        var times = new ArrayList<Duration>();
        var circuit = new Circuit(2, null, "");
        var now = NOON;
        for (int i = 0; i < 5; i++) {
            circuit = failed(circuit, i == 0 ? PASS : PROBE, now);
            times.add(Duration.between(now, Objects.requireNonNull(circuit.openUntil())));
            now = circuit.openUntil();
        }

        assertThat(times)
                .isEqualTo(List.of(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5)));
    }

    @Test
    void requestsThatWereUnderWayWhenItOpenedAddNothing() {
        var open = failed(new Circuit(2, null, ""), PASS, NOON);

        assertThat(failed(open, PASS, NOON.plusSeconds(5))).isEqualTo(open);
    }

    @Test
    void aPlatformThatSaysWhenToComeBackIsLeftAloneUntilThenWithoutAFailure() {
        var busy = rules.afterBusy(Circuit.CLOSED, Duration.ofSeconds(30), "HTTP_429", NOON);

        assertThat(busy).isEqualTo(new Circuit(0, NOON.plusSeconds(30), "HTTP_429"));
        assertThat(rules.afterBusy(busy, Duration.ofSeconds(10), "HTTP_429", NOON))
                .as("the longer wait stands")
                .isEqualTo(busy);
    }

    @Test
    void aThousandFailuresDoNotOverflow() {
        var circuit = failed(new Circuit(100_000, null, ""), PASS, NOON);

        assertThat(circuit.openUntil()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void openForAtMostAMomentItDoesNotDouble() {
        var hurried = rules.openAtMost(Duration.ofSeconds(30));

        for (int failures : List.of(2, 3, 100)) {
            assertThat(hurried.afterFailure(new Circuit(failures, null, ""), PASS, "HTTP_500", NOON)
                            .openUntil())
                    .as("failures before: %d", failures)
                    .isEqualTo(NOON.plusSeconds(30));
        }
        assertThat(rules.openAtMost(Duration.ofDays(1)))
                .as("longer is no reason")
                .isEqualTo(rules);
    }

    private Circuit failed(Circuit circuit, Admission admission, Instant now) {
        return rules.afterFailure(circuit, admission, "HTTP_500", now);
    }
}
