package io.reissue.sandbox;

import io.reissue.names.SearchAttributes;
import io.reissue.sandbox.time.VirtualTemporal;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;

/** Makes our search attributes known to a Temporal server that has just come into being. */
final class Attributes {
    private Attributes() {}

    static void register(VirtualTemporal temporal) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(temporal.workflowServiceStubs().getRawChannel())
                .validateAndBuildWithDefaults());
        operator.blockingStub()
                .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                        .setNamespace(VirtualTemporal.NAMESPACE)
                        .putSearchAttributes(
                                SearchAttributes.JURISDICTION.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .putSearchAttributes(
                                SearchAttributes.INTAKE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .putSearchAttributes(
                                SearchAttributes.STUCK_REASON.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .putSearchAttributes(
                                SearchAttributes.STUCK_SINCE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
                        .build());
    }
}
