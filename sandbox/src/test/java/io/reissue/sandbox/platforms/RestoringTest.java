package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.manners.Restoring;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a platform gives back what it detached. */
class RestoringTest extends SimulatedPlatformsFixture {
    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aRestoreFailsForDaysWhateverItsMessageIdAndThenLands(int status) throws Exception {
        PlatformContract failing = having(m -> m.with(new Restoring(Duration.ofDays(3), status, Duration.ZERO)));
        seed(failing, NUMBER, "a1", BEFORE);
        unbind(failing, "m1", "b1", List.of(item("0", NUMBER)));

        for (int day = 0; day < 3; day++) {
            assertThat(restore(failing, "restore." + day, "b1", List.of(item("0", NUMBER)))
                            .statusCode())
                    .isEqualTo(status);
            assertThat(account(failing, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
            clock.advance(Duration.ofDays(1));
        }

        assertThat(FakeCarrier.result(body(restore(failing, "restore.0", "b1", List.of(item("0", NUMBER)))), "0")
                        .path("outcome")
                        .asString())
                .isEqualTo("RESTORED");
        assertThat(account(failing, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
    }

    @Test
    void aRestoreTakesEffectAtOnceAlsoWhereItIsSaidLater() throws Exception {
        PlatformContract later = having(m -> m.with(new Restoring(Duration.ZERO, 503, Duration.ofHours(5))));
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(restore(later, "m2", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(202);

        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.nextDue()).contains(clock.instant().plus(Duration.ofHours(5)));
        postEverything();
        assertThat(carrier.posted)
                .singleElement()
                .matches(posted -> posted.said("0").equals("RESTORED"));
    }
}
