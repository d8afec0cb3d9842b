package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Said;
import io.reissue.sandbox.platforms.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as text, in the form that a platform gives it. */
final class Wording {
    private Wording() {}

    static String of(Said said) {
        return switch (said.form()) {
            case PLAIN -> Json.text(said.answer());
            case EMBELLISHED ->
                embellished(Json.MAPPER.valueToTree(said.answer())).toString();
            case GARBLED -> garbled(Json.text(said.answer()));
        };
    }

    /** The first two thirds of it. */
    static String garbled(String text) {
        return text.substring(0, text.length() * 2 / 3);
    }

    private static JsonNode embellished(ObjectNode answer) {
        answer.put("schemaVersion", "2.7");
        answer.putObject("trace").put("node", 4).put("sampled", false);
        for (JsonNode result : answer.path("results")) {
            ((ObjectNode) result).put("confidence", 0.97);
            result.path("accounts").forEach(account -> ((ObjectNode) account).putArray("labels"));
        }
        return answer;
    }
}
