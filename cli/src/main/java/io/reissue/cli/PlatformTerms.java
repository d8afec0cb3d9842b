package io.reissue.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is agreed with a platform, as options. What is not given is left out. */
final class PlatformTerms {
    @Option(names = "--name-zh", paramLabel = "NAME", description = "Its name in Chinese.")
    @Nullable
    String nameZh;

    @Option(names = "--name-en", paramLabel = "NAME", description = "Its name in English.")
    @Nullable
    String nameEn;

    @Option(names = "--kind", paramLabel = "KIND", description = "ACCOUNT, LENDER, LABEL or IDENTITY.")
    @Nullable
    String kind;

    @Option(
            names = "--jurisdictions",
            paramLabel = "CODE",
            split = ",",
            description = "Where it is asked, separated by commas.")
    @Nullable
    List<String> jurisdictions;

    @Option(names = "--endpoint", paramLabel = "URL", description = "Where it is called, by https.", arity = "1")
    @Nullable
    String endpoint;

    @Option(names = "--fetches", description = "It can't be called, and fetches; then there is no endpoint.")
    boolean fetches;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = {
                "How numbers are named to it: HMAC_SHA256, SHA256, SM3 or E164. But the first, all can be turned back into numbers in",
                "minutes, or are the numbers."
            })
    @Nullable
    String form;

    @Option(names = "--acknowledge-enumerable", description = "You know that, and answer for it.")
    boolean acknowledged;

    @Option(names = "--batch-limit", paramLabel = "N", description = "Items in a batch, at most (up to 1000).")
    @Nullable
    Integer batchLimit;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second, each way.")
    @Nullable
    Integer rate;

    @Option(
            names = "--status-pushes",
            negatable = true,
            description = "Whether it is also told what becomes of numbers.")
    @Nullable
    Boolean statusPushes;

    /** What is given, over what is there. */
    Body over(Body body) {
        with(body, "nameZh", nameZh);
        with(body, "nameEn", nameEn);
        with(body, "kind", kind);
        if (jurisdictions != null) {
            ArrayNode codes = JsonNodeFactory.instance.arrayNode();
            jurisdictions.forEach(codes::add);
            body.with("jurisdictions", codes);
        }
        if (endpoint != null) body.with("delivery", "PUSH").with("endpoint", endpoint);
        if (fetches) body.with("delivery", "PULL").without("endpoint");
        with(body, "identifierForm", form);
        if (acknowledged) body.with("enumerableAcknowledged", true);
        with(body, "batchLimit", batchLimit);
        with(body, "ratePerSecond", rate);
        with(body, "statusPushes", statusPushes);
        return body;
    }

    private static void with(Body body, String field, @Nullable Object value) {
        if (value != null) body.with(field, value);
    }
}
