package io.reissue.worker;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A database that is not there, or lets nobody in: its own line instead of a stack trace. */
final class DatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    /** SQL state classes: connection, authorization, no such database. */
    private static final String NOT_LET_IN = "(08|28|3D).*";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (cause.getSQLState() == null || !cause.getSQLState().matches(NOT_LET_IN)) return null;
        return new FailureAnalysis("spring.datasource: " + cause.getMessage(), null, cause);
    }
}
