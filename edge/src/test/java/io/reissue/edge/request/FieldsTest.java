package io.reissue.edge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.edge.operator.CycleController;
import io.reissue.edge.operator.CycleController.CommandBody;
import io.reissue.edge.operator.CycleController.Search;
import io.reissue.edge.shop.AssignmentController;
import io.reissue.edge.shop.AssignmentController.AssignmentBody;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Assignments;
import io.reissue.store.inventory.Disclosures;
import io.reissue.store.inventory.Tenures;
import java.security.Principal;
import java.time.LocalDate;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;

/** What lacks a field is the sender's fault, and is told so before anything is asked of the store. */
class FieldsTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final Principal SOMEBODY = () -> "somebody-a";
    private static final String NUMBER = "8613800000001";

    private final StoreParts parts = new StoreParts(STORE);
    private final CycleController cycles = new CycleController(
            new CycleRows(STORE.jdbc()),
            parts.commands(),
            parts.inventory(),
            new Certificates(STORE.jdbc(), STORE.keys()),
            parts.policies(),
            STORE.clock());
    private final AssignmentController assignments = new AssignmentController(new Assignments(
            STORE.jdbc(),
            parts.inventory(),
            new Tenures(STORE.jdbc()),
            new Disclosures(),
            new FeedWriter(STORE.jdbc(), STORE.clock()),
            new AuditLog(STORE.jdbc(), STORE.clock()),
            STORE.transaction()));

    @Test
    void aCommandOnAKnownCycleHasAKind() {
        UUID cycle = Scene.begin(parts).resting();

        malformed(
                () -> cycles.command(
                        cycle,
                        null,
                        new CommandBody(null, null, "CASE", null, null, null, null, null, null),
                        SOMEBODY,
                        new MockHttpServletRequest()),
                "kind is missing");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "12345", "123456", "+123456", "0123456", "1234567890123456", "++1234567", "a number"})
    void whatIsNoNumberIsNotSearchedFor(@Nullable String number) {
        malformed(
                () -> cycles.search(new Search(number)),
                number == null ? "number is missing" : "number has to be the digits of an E.164 number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "+1234567", "123456789012345"})
    void aNumberOfAnyLengthThatE164HasIsSearchedFor(String number) {
        assertThat(cycles.search(new Search(number))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "number, false, true, true, true",
        "certificate, true, false, true, true",
        "disclosureVersion, true, true, false, true",
        "startsOn, true, true, true, false"
    })
    void anAssignmentHasAllItsFields(
            String missing, boolean number, boolean certificate, boolean disclosure, boolean start) {
        malformed(
                () -> assignments.assign(
                        new AssignmentBody(
                                number ? NUMBER : null,
                                certificate ? UUID.randomUUID() : null,
                                disclosure ? "1" : null,
                                start ? LocalDate.EPOCH : null),
                        SOMEBODY),
                missing + " is missing");
    }

    private static void malformed(ThrowingCallable request, String why) {
        assertThatExceptionOfType(ResponseStatusException.class)
                .isThrownBy(request)
                .satisfies(refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
                    assertThat(refused.getReason()).isEqualTo(why);
                });
    }
}
