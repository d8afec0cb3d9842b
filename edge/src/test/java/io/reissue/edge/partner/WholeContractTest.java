package io.reissue.edge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.protocol.PartnerConversation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks back on all tests of this module, so it runs last and finds little when it runs alone. */
@Order(Integer.MAX_VALUE)
class WholeContractTest {
    @Test
    void allThatTheContractSaysAPartnerMayHearWasHeard() {
        assertThat(PartnerConversation.OF_THIS_RUN.neverAnswered())
                .as("in the contract, but no test of this package was answered so")
                .isEmpty();
    }
}
