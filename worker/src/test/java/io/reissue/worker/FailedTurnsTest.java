package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.CannotCreateTransactionException;

@ExtendWith(OutputCaptureExtension.class)
class FailedTurnsTest {
    static Stream<RuntimeException> signsThatTheStoreIsAway() {
        return Stream.of(
                new CannotGetJdbcConnectionException("", new SQLException("", "08001")),
                new CannotCreateTransactionException(""),
                new QueryTimeoutException(""));
    }

    @ParameterizedTest
    @MethodSource("signsThatTheStoreIsAway")
    void aStoreThatIsAwayIsOneLineATurn(RuntimeException failure, CapturedOutput output) throws Exception {
        fail(failure);

        assertThat(output.getAll())
                .contains("the store is away (" + failure.getClass().getSimpleName() + "); trying again")
                .doesNotContain("at io.reissue");
    }

    @Test
    void aDefectIsShownWhereItArose(CapturedOutput output) throws Exception {
        fail(new IllegalStateException("a defect"));

        assertThat(output.getAll())
                .contains("a task that runs by the clock has failed")
                .contains("IllegalStateException: a defect")
                .contains("at io.reissue.worker.FailedTurnsTest");
    }

    /** Lets a turn of a scheduled task fail, and waits for the next one. */
    private static void fail(RuntimeException failure) throws Exception {
        try (var scheduler = new SimpleAsyncTaskScheduler()) {
            new FailedTurns().failedTurnsAreLogged().customize(scheduler);
            var again = new CompletableFuture<Void>();
            var turns = new int[1];
            scheduler.scheduleWithFixedDelay(
                    () -> {
                        if (turns[0]++ == 0) throw failure;
                        again.complete(null);
                    },
                    Duration.ofMillis(1));
            again.get(10, TimeUnit.SECONDS);
        }
    }
}
