package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl doubt}. */
@Command(
        name = "doubt",
        description = "What of a platform is not believed, since it calls implausibly many numbers not bound.",
        footer = {"", "Example:", "  ./run ctl doubt list bank-one"},
        subcommands = {DoubtCommand.Listing.class, DoubtCommand.Accept.class})
final class DoubtCommand extends Group {

    private static String text(JsonNode doubts) {
        return Texts.table(
                doubts, "jurisdiction", "beganAt", "doubtedAt", "items", "predicted", "resting", "gone", "streak");
    }

    /** {@code ./run ctl doubt list}. */
    @Command(
            name = "list",
            description = "Lists what is doubted of a platform now: until somebody accepts it, its numbers wait.",
            footer = {"", "Example:", "  ./run ctl doubt list bank-one"})
    static final class Listing extends PlatformCommand.OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("/doubts")), DoubtCommand::text);
        }
    }

    /** {@code ./run ctl doubt accept}. */
    @Command(
            name = "accept",
            description = {
                "Believes it, after you have made sure at the platform; then its numbers go on.",
                "Prints what was accepted: none where nothing was doubted."
            },
            footer = {"", "Example:", "  ./run ctl doubt accept bank-one --jurisdiction CN --reason MADE_SURE"})
    static final class Accept extends PlatformCommand.OfOne {
        @Option(
                names = "--jurisdiction",
                paramLabel = "CODE",
                description = "In this country only (default: wherever the platform is doubted).")
        @Nullable
        String jurisdiction;

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                required = true,
                description = "Why: upper-case letters, digits, underscores.")
        String reason = "";

        @Override
        int run(Api api) throws InterruptedException {
            Body body = new Body().with("jurisdiction", jurisdiction).with("reasonCode", reason);
            return show(api.post(path("/doubts/accept"), body), DoubtCommand::text);
        }
    }
}
