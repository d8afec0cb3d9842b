package io.reissue.edge.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class StoreAwayTest {
    /** A step on a store that fails in one way. */
    @RestController
    static final class Step {
        private final RuntimeException failure;

        Step(RuntimeException failure) {
            this.failure = failure;
        }

        @GetMapping("/step")
        public String take() {
            throw failure;
        }
    }

    static Stream<RuntimeException> signsThatItIsAway() {
        return Stream.of(
                new CannotGetJdbcConnectionException("", new SQLException("", "08001")),
                new CannotCreateTransactionException(""),
                new TransactionSystemException("the commit was not answered"),
                new DataAccessResourceFailureException("", new SQLException("", "57P01")),
                new QueryTimeoutException(""));
    }

    @ParameterizedTest
    @MethodSource("signsThatItIsAway")
    void whoeverCallsWhileTheStoreIsAwayIsToldToSendItAgain(RuntimeException failure) throws Exception {
        var response = edge(failure).perform(get("/step")).andReturn().getResponse();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void aDefectIsNotTakenForAnOutage() {
        var defect = new DataIntegrityViolationException("");

        assertThatThrownBy(() -> edge(defect).perform(get("/step"))).hasCause(defect);
    }

    private static MockMvc edge(RuntimeException failure) {
        return MockMvcBuilders.standaloneSetup(new Step(failure))
                .setControllerAdvice(new StoreAway())
                .build();
    }
}
