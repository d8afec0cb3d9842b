package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.CannotCreateTransactionException;

class FailedTurnsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(FailedTurns.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(said);
    }

    static Stream<RuntimeException> signsThatTheStoreIsAway() {
        return Stream.of(
                new CannotGetJdbcConnectionException("", new SQLException("", "08001")),
                new CannotCreateTransactionException(""),
                new QueryTimeoutException(""));
    }

    @ParameterizedTest
    @MethodSource("signsThatTheStoreIsAway")
    void aStoreThatIsAwayIsOneLineATurn(RuntimeException failure) throws Exception {
        fail(failure);

        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("the store is away (" + failure.getClass().getSimpleName() + "); trying again");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void aDefectIsShownWhereItArose() throws Exception {
        fail(new IllegalStateException("a defect"));

        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a defect");
        });
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
