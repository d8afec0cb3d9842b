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
                "How numbers are named to it: HMAC_SHA256, SHA256, SM3 or E164.",
                "But the first, all can be turned back into numbers in minutes, or are the numbers."
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
        body.with("nameZh", nameZh);
        body.with("nameEn", nameEn);
        body.with("kind", kind);
        if (jurisdictions != null) {
            ArrayNode codes = JsonNodeFactory.instance.arrayNode();
            jurisdictions.forEach(codes::add);
            body.with("jurisdictions", codes);
        }
        if (endpoint != null) body.with("delivery", "PUSH").with("endpoint", endpoint);
        if (fetches) body.with("delivery", "PULL").without("endpoint");
        body.with("identifierForm", form);
        if (acknowledged) body.with("enumerableAcknowledged", true);
        body.with("batchLimit", batchLimit);
        body.with("ratePerSecond", rate);
        body.with("statusPushes", statusPushes);
        return body;
    }
}
