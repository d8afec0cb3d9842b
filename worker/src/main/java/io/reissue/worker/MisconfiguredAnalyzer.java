package io.reissue.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** One line instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MisconfiguredAnalyzer extends AbstractFailureAnalyzer<Misconfigured> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Misconfigured cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
