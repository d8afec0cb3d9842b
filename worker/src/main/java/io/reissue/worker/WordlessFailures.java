package io.reissue.worker;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.FailureConverter;
import io.temporal.failure.DefaultFailureConverter;
import org.jspecify.annotations.NonNull;

/**
 * The backstop behind typed failures: whatever is thrown, no message and no stack trace gets into a history. A driver's message can
 * quote a number.
 */
public final class WordlessFailures implements FailureConverter {
    private final FailureConverter usual = new DefaultFailureConverter();

    @Override
    public @NonNull RuntimeException failureToException(
            @NonNull Failure failure, @NonNull DataConverter dataConverter) {
        return usual.failureToException(failure, dataConverter);
    }

    @Override
    public @NonNull Failure exceptionToFailure(@NonNull Throwable throwable, @NonNull DataConverter dataConverter) {
        return wordless(usual.exceptionToFailure(throwable, dataConverter));
    }

    private static Failure wordless(Failure failure) {
        Failure.Builder builder = failure.toBuilder().setStackTrace("");
        // what this system throws on purpose has a code for a message; everything else, a bare number too, loses its
        // words
        if (!failure.getMessage().matches("[A-Z][A-Z0-9_]{0,39}")) builder.clearMessage();
        if (failure.hasCause()) builder.setCause(wordless(failure.getCause()));
        return builder.build();
    }
}
