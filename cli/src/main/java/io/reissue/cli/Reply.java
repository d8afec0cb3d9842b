package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API answered to something that it did.
 *
 * @param body as it came
 */
record Reply(int status, String body) {
    private static final int ACCEPTED = 202;
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws Failure where it is no JSON: somebody else answers there */
    JsonNode json() {
        JsonNode read = parsed(body);
        if (read == null) throw new Failure(Failure.NOT_REACHABLE, "what answers there is not Reissue's API");
        return read;
    }

    /** Whether the effect waits for another person. */
    boolean waits() {
        return status == ACCEPTED;
    }

    /** Null: it is no JSON. */
    static @Nullable JsonNode parsed(String body) {
        try {
            return body.isBlank() ? null : JSON.readTree(body);
        } catch (JacksonException other) {
            return null;
        }
    }
}
