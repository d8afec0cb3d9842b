package io.reissue.failures;

import io.reissue.platforms.PlatformUnavailable;
import io.reissue.recycle.RecycleActivities.FailureCode;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Turns exceptions into failures that a history may hold: a code, no other word, no cause, no stack trace. A driver's or a parser's
 * message can quote a number.
 */
public final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Runs a step on the store. */
    public static <T> T inStore(Supplier<T> step) {
        try {
            return step.get();
        } catch (ApplicationFailure | ActivityCompletionException meant) {
            throw meant;
        } catch (DataAccessException | TransactionException unavailable) {
            log.warn("store step failed: {}", unavailable.getClass().getSimpleName());
            throw unavailable();
        } catch (NoSuchElementException missing) {
            throw notFound();
        } catch (RuntimeException defect) {
            throw defect(defect);
        }
    }

    /** A platform could not be asked; tried again no sooner than it said. */
    public static ApplicationFailure platform(PlatformUnavailable unavailable) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setMessage(unavailable.code())
                .setType(FailureCode.PLATFORM_UNAVAILABLE.name());
        Duration wait = unavailable.retryAfter();
        return wait.isPositive() ? failure.setNextRetryDelay(wait).build() : failure.build();
    }

    /** The store can't take the step now. */
    public static ApplicationFailure unavailable() {
        return ApplicationFailure.newFailure(
                FailureCode.STORE_UNAVAILABLE.name(), FailureCode.STORE_UNAVAILABLE.name());
    }

    /** There is nothing by that name, and trying again will not find it. */
    public static ApplicationFailure notFound() {
        return ApplicationFailure.newNonRetryableFailure(FailureCode.NOT_FOUND.name(), FailureCode.NOT_FOUND.name());
    }

    /** The log names class and place of a defect, never its message. */
    private static ApplicationFailure defect(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        log.error("defect {} at {}", defect.getClass().getName(), trace.length == 0 ? "unknown" : trace[0].toString());
        return ApplicationFailure.newFailure(FailureCode.DEFECT.name(), FailureCode.DEFECT.name());
    }
}
