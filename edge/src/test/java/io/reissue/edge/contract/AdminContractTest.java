package io.reissue.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkState;
import io.reissue.contract.ContractForTests;
import io.reissue.contract.ContractForTests.Operation;
import io.reissue.edge.access.Role;
import io.reissue.edge.operator.FollowedRule;
import io.reissue.edge.platform.Deliveries;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.CalendarRefusal;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.PolicyRefusal;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.Refusal;
import io.reissue.recycle.StuckReason;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.bulk.Selection;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.inventory.AssignmentRefusal;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRefusal;
import io.reissue.store.story.Event;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AdminContractTest {
    private static final ContractForTests CONTRACT = ContractForTests.closed(AdminContract.yaml());

    /** 422 of its own. */
    private static final String TAKEN = "ID_TAKEN";

    static Stream<Operation> operations() {
        return CONTRACT.paths().stream();
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("CycleState", CycleState.values()),
                Arguments.of("StuckReason", StuckReason.values()),
                Arguments.of("Ending", Ending.values()),
                Arguments.of("Asking", Asking.values()),
                Arguments.of("LineType", LineType.values()),
                Arguments.of("DisconnectReason", DisconnectReason.values()),
                Arguments.of("CommandKind", CommandKind.values()),
                Arguments.of("Refusal", Refusal.values()),
                Arguments.of("BrakeScope", Brake.Scope.values()),
                Arguments.of("BrakeRefusal", BrakeRefusal.values()),
                Arguments.of("PolicyRefusal", PolicyRefusal.values()),
                Arguments.of("CalendarRefusal", CalendarRefusal.values()),
                Arguments.of("WhyFollowed", FollowedRule.Why.values()),
                Arguments.of("AssignmentRefusal", AssignmentRefusal.values()),
                Arguments.of("Broken", AuditChain.Why.values()),
                Arguments.of("Outcome", Outcome.values()),
                Arguments.of("RefusalReason", RefusalReason.values()),
                Arguments.of("BulkRefusal", BulkRefusal.values()),
                Arguments.of("BulkState", BulkState.values()),
                Arguments.of("BulkSelection", Selection.Kind.values()),
                Arguments.of("BadRow", BadRow.values()),
                Arguments.of("PlatformKind", Platform.Kind.values()),
                Arguments.of("DeliveryWay", Delivery.values()),
                Arguments.of("Direction", Direction.values()),
                Arguments.of("IdentifierForm", IdentifierForm.values()),
                Arguments.of("PlatformRefusal", PlatformRefusal.values()),
                Arguments.of("DeliveryRefusal", Deliveries.Refusal.values()),
                Arguments.of("EventKind", Event.Kind.values()),
                Arguments.of("Verdict", CommandDecision.Verdict.values()));
    }

    @Test
    void everyBodyHeaderAndParameterHasAnExampleAndEveryExampleIsWhatItsSchemaSays() {
        assertThat(CONTRACT.faultsOfExamples()).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        assertThat(CONTRACT.looseEnds()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    void theCodesAreThoseOfTheCode(String schema, Enum<?>[] codes) {
        assertThat(texts(CONTRACT.schema(schema).path("enum")))
                .isEqualTo(Arrays.stream(codes)
                        .map(Enum::name)
                        .filter(code -> !code.equals(TAKEN))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationSaysWhatItDoesWhoMayAskAndWhyItMayBeRepeated(Operation operation) {
        JsonNode said = operation.node();
        assertThat(said.path("summary").stringValue("")).isNotBlank();
        boolean open = said.has("security");
        assertThat(texts(said.path("x-roles")))
                .isSubsetOf(Arrays.stream(Role.values()).map(Role::name).toList())
                .matches(roles -> roles.isEmpty() == open, "roles, unless it is open to everybody");
        assertThat(CONTRACT.document().path("info").path("description").stringValue())
                .as("why it may be repeated, explained once")
                .contains(operation.method().equals("GET") ? "" : "`" + repeat(said) + "`");
        List<String> parameters = StreamSupport.stream(said.path("parameters").spliterator(), false)
                .map(CONTRACT::resolved)
                .map(parameter -> parameter.path("name").stringValue())
                .toList();
        assertThat(parameters.contains("Idempotency-Key"))
                .isEqualTo(repeat(said).equals("BY_ID"));
        assertThat(said.path("responses").has("422")).isEqualTo(repeat(said).equals("BY_ID"));
        assertThat(parameters.contains("If-Match")).isEqualTo(repeat(said).equals("BY_REVISION"));
        assertThat(parameters.contains("after") && parameters.contains("limit"))
                .as("pages")
                .isEqualTo(operation.method().equals("GET") && said.toString().contains("schemas/Next"));
    }

    private static String repeat(JsonNode operation) {
        return operation.path("x-repeat").stringValue("?");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
