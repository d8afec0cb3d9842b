package io.reissue.store.protocol;

import io.reissue.outcome.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the answer of a platform, as the partner protocol defines it. Strict where a guess would cost somebody an account;
 * fields that it does not know it passes over, so that the protocol can grow.
 */
public final class AnswerParser {
    /** Of the JSON, unzipped. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

    public static final int MOST_RESULTS = 10_000;

    // The protocol's own depth is 5.
    private static final int DEEPEST = 32;
    // More than 8 MiB of the shortest accounts hold; keeps the tree of an absurd document small.
    private static final int MOST_TOKENS = 2_000_000;
    private static final Set<String> NAMES = Set.of(
            "part", "of", "remainder", "results", "ref", "outcome", "reason", "askAgainAfter", "accounts", "handle");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param body JSON in UTF-8
     * @throws MalformedAnswer with everything that is wrong, up to a limit; then nothing of it may be used
     */
    public Answer parse(byte[] body) throws MalformedAnswer {
        if (body.length > MOST_BYTES) throw tooLarge("", "at most 8 MiB");
        var problems = new Problems();
        var answer = new AnswerReader(problems).read(tree(text(body)));
        if (answer == null) throw new MalformedAnswer(problems.list(), problems.ofSize());
        return answer;
    }

    private static String text(byte[] body) throws MalformedAnswer {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("", "UTF-8");
        }
    }

    private JsonNode tree(String text) throws MalformedAnswer {
        try (var parser = mapper.createParser(text)) {
            try {
                JsonNode tree = mapper.readTree(parser);
                if (tree == null || tree.isMissingNode()) throw malformed("", "a JSON object");
                return tree;
            } catch (StreamConstraintsException _) {
                throw tooLarge(known(parser.streamReadContext()), "fewer, shorter or flatter values");
            } catch (JacksonException _) {
                throw malformed(known(parser.streamReadContext()), "strict JSON, each name once");
            }
        }
    }

    /** The way to where the parser stands, as far as its names are the protocol's own. */
    private static String known(@Nullable TokenStreamContext place) {
        var steps = new ArrayDeque<TokenStreamContext>();
        for (var step = place; step != null && !step.inRoot(); step = step.getParent()) steps.push(step);
        var pointer = new StringBuilder();
        for (var step : steps) {
            if (step.inArray() && step.hasCurrentIndex()) {
                pointer.append('/').append(step.getCurrentIndex());
            } else if (step.hasCurrentName() && NAMES.contains(step.currentName())) {
                pointer.append('/').append(step.currentName());
            } else {
                break;
            }
        }
        return pointer.toString();
    }

    private static MalformedAnswer malformed(String pointer, String message) {
        return new MalformedAnswer(List.of(new MalformedAnswer.Problem(pointer, message)), false);
    }

    private static MalformedAnswer tooLarge(String pointer, String message) {
        return new MalformedAnswer(List.of(new MalformedAnswer.Problem(pointer, message)), true);
    }
}
