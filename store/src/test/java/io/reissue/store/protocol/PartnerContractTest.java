package io.reissue.store.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.contract.ContractForTests;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.RefusalReason;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.platform.IdentifierForm;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PartnerContractTest {
    private static final ContractForTests CONTRACT = ContractForTests.closed(PartnerContract.yaml());
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyBodyHeaderAndParameterHasAnExampleAndEveryExampleIsWhatItsSchemaSays() {
        assertThat(CONTRACT.faultsOfExamples()).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        assertThat(CONTRACT.looseEnds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theVectorsNameTheNumberAsWeDo(IdentifierForm form) {
        var vectors = CONTRACT.document().path("x-test-vectors").path("identifiers");
        var key = Base64.getDecoder().decode(vectors.path("key").stringValue());
        var identifiers = form.keyed() ? Identifiers.keyed(key) : Identifiers.unkeyed(form);

        var id = identifiers.identify("+" + vectors.path("number").stringValue());

        assertThat(vectors.path("forms").path(form.name()).stringValue()).isEqualTo(id);
        assertThat(CONTRACT.faults(schema("NumberId"), JSON.valueToTree(id))).isEmpty();
    }

    @Test
    void theVectorsAreSignedAsWeSign() {
        for (var vector : CONTRACT.document().path("x-test-vectors").path("signatures")) {
            assertThat(Signatures.sign(
                            List.of(vector.path("secret").stringValue()),
                            vector.path("webhook-id").stringValue(),
                            Instant.ofEpochSecond(Long.parseLong(
                                    vector.path("webhook-timestamp").stringValue())),
                            vector.path("content").stringValue()))
                    .isEqualTo(vector.path("webhook-signature").stringValue());
        }
    }

    @Test
    void theCodesAreThoseThatWeRead() {
        assertThat(codes(property("Result", "outcome")))
                .as("what binding.queried is answered with has no code of ours yet")
                .isEqualTo(Stream.concat(names(Said.values()).stream(), Stream.of("BOUND"))
                        .toList());
        assertThat(codes(property("Account", "outcome"))).isEqualTo(names(Said.values()));
        assertThat(codes(property("Answer", "remainder"))).isEqualTo(names(Remainder.values()));
        assertThat(codes(schema("Reason"))).isEqualTo(names(RefusalReason.values()));
        assertThat(codes(schema("IdentifierForm"))).isEqualTo(names(IdentifierForm.values()));
        assertThat(codes(schema("StatusType")))
                .isEqualTo(Arrays.stream(FeedEventType.values())
                        .map(FeedEventType::code)
                        .toList());
        assertThat(property("Answer", "results").path("maxItems").intValue()).isEqualTo(AnswerParser.MOST_RESULTS);
    }

    private static JsonNode schema(String name) {
        return CONTRACT.schema(name);
    }

    private static JsonNode property(String schema, String name) {
        return schema(schema).path("properties").path(name);
    }

    private static List<String> codes(JsonNode schema) {
        return schema.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static List<String> names(Enum<?>[] codes) {
        return Arrays.stream(codes).map(Enum::name).toList();
    }
}
