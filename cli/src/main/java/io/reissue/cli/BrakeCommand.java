package io.reissue.cli;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run ctl brake}. */
@Command(
        name = "brake",
        description = "Stops the purges of many numbers at once, and lets them go on.",
        footer = {"", "Example:", "  ./run ctl brake list"},
        subcommands = {BrakeCommand.Listing.class, BrakeCommand.Setting.class, BrakeCommand.Lifting.class})
final class BrakeCommand extends Group {

    /** {@code ./run ctl brake list}. */
    @Command(
            name = "list",
            description = "Lists the brakes that stand, then those that were lifted, the latest first.",
            footer = {"", "Example:", "  ./run ctl brake list"})
    static final class Listing extends ApiCommand {
        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(paging.of(new Query("/v1/brakes"))),
                    page -> Texts.table(
                                    page.path("brakes"),
                                    "id",
                                    "scope",
                                    "code",
                                    "reasonCode",
                                    "setBy",
                                    "setAt",
                                    "waiting",
                                    "liftWantedBy",
                                    "liftedAt")
                            + more(page));
        }
    }

    /** {@code ./run ctl brake set}. */
    @Command(
            name = "set",
            description = "Sets a brake: from now on nothing that it reaches is purged. One operator is enough.",
            footer = {"", "Example:", "  ./run ctl brake set --scope PROVINCE --code CN/Guangdong --reason WRONG_FILE"})
    static final class Setting extends ApiCommand {
        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                required = true,
                description = "EVERYTHING, JURISDICTION, PROVINCE, INTAKE_FILE or PLATFORM.")
        String scope = "";

        @Option(
                names = "--code",
                paramLabel = "CODE",
                description = "What of it: CN, CN/Guangdong, a file's id or a platform's code.")
        @Nullable
        String code;

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                required = true,
                description = "Why: upper-case letters, digits, underscores.")
        String reason = "";

        @Option(
                names = "--id",
                paramLabel = "UUID",
                description = "Id of the brake (default: a new one). The same again gives the brake that is there.")
        @Nullable
        UUID id;

        @Override
        int run(Api api) throws InterruptedException {
            Body body = new Body().with("scope", scope).with("code", code).with("reasonCode", reason);
            body.with("id", numbered(id, "brake"));
            return decided(api.post("/v1/brakes", body), "set");
        }
    }

    /** {@code ./run ctl brake lift}. */
    @Command(
            name = "lift",
            description = "Lifts a brake. It takes two operators.",
            footer = {
                "",
                "Example:",
                "  ./run ctl brake lift 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --reason FILE_CORRECTED"
            })
    static final class Lifting extends ApiCommand {
        @Parameters(paramLabel = "BRAKE", description = "Id of the brake.")
        UUID brake = new UUID(0, 0);

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                required = true,
                description = "Why it may be lifted: upper-case letters, digits, underscores.")
        String reason = "";

        @Override
        int run(Api api) throws InterruptedException {
            return decided(api.post("/v1/brakes/" + brake + "/lift", new Body().with("reasonCode", reason)), "lifted");
        }
    }
}
