package io.reissue.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ErrorHandler;

/**
 * A task that runs by the clock runs again soon, whatever has failed it. So that the store is away is a line a turn; anything else is
 * a defect, with its stack trace.
 */
@Component
class FailedTurns implements ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(FailedTurns.class);

    @Bean
    SimpleAsyncTaskSchedulerCustomizer failedTurnsAreLogged() {
        return scheduler -> scheduler.setErrorHandler(this);
    }

    @Override
    public void handleError(Throwable failure) {
        switch (failure) {
            case DataAccessResourceFailureException _, TransientDataAccessException _, TransactionException _ ->
                log.warn(
                        "the store is away ({}); trying again",
                        failure.getClass().getSimpleName());
            default -> log.error("a task that runs by the clock has failed", failure);
        }
    }
}
