package io.reissue.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks back on all tests of this module, so it runs last and finds little when it runs alone. */
@Order(Integer.MAX_VALUE)
class WholeAdminContractTest {
    @Test
    void allThatTheContractSaysACallerMayHearWasHeard() {
        assertThat(AdminConversation.OF_THIS_RUN.neverAnswered())
                .as("in the contract, but no test of this module was answered so")
                .isEmpty();
    }
}
