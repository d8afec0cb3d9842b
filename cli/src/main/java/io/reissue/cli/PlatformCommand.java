package io.reissue.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl platform}. */
@Command(
        name = "platform",
        description = "Platforms: taken in and changed by policy admins, switched on and off by operators.",
        footer = {"", "Example:", "  ./run ctl platform list"},
        subcommands = {
            PlatformCommand.Listing.class,
            PlatformCommand.Show.class,
            PlatformCommand.Create.class,
            PlatformCommand.Change.class,
            PlatformCommand.Ping.class,
            PlatformCommand.Rotate.class,
            PlatformCommand.Suspend.class,
            PlatformCommand.Resume.class,
            PlatformLogCommands.Log.class,
            PlatformLogCommands.Resend.class,
            PlatformLogCommands.Score.class
        })
final class PlatformCommand extends Group {
    static final String PLATFORMS = "/v1/platforms";

    /** Is about one. */
    abstract static class OfOne extends ApiCommand {
        @Parameters(index = "0", paramLabel = "PLATFORM", description = "Its code.")
        String code = "";

        final String path(String below) {
            return PLATFORMS + "/" + Query.encoded(code) + below;
        }
    }

    /** {@code ./run ctl platform list}. */
    @Command(
            name = "list",
            description = "Lists all platforms.",
            footer = {"", "Example:", "  ./run ctl platform list"})
    static final class Listing extends ApiCommand {
        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(PLATFORMS),
                    found -> Texts.table(
                            found,
                            "code",
                            "nameEn",
                            "kind",
                            "jurisdictions",
                            "delivery",
                            "identifierForm",
                            "reachable",
                            "active",
                            "revision"));
        }
    }

    /** {@code ./run ctl platform show}. */
    @Command(
            name = "show",
            description =
                    "Shows what is agreed with a platform, its revision, and which secrets are live, not what they are.",
            footer = {"", "Example:", "  ./run ctl platform show bank-one"})
    static final class Show extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("")), Texts::sheet);
        }
    }

    /** {@code ./run ctl platform create}. */
    @Command(
            name = "create",
            description = {
                "Takes a platform in, switched off, and prints its secrets.",
                "This is the only time: hand them to the platform.",
                "Then it is pinged, and an operator switches it on."
            },
            footer = {
                "",
                "Example:",
                "  ./run ctl platform create bank-two --name-zh 银行 --name-en Bank --kind LENDER --jurisdictions CN"
                        + " --endpoint https://bank.example/hooks"
            })
    static final class Create extends ApiCommand {
        @Parameters(paramLabel = "PLATFORM", description = "Its code: lower-case letters, digits, hyphens.")
        String code = "";

        @Mixin
        PlatformTerms terms = new PlatformTerms();

        @Override
        int run(Api api) throws InterruptedException {
            Body body = new Body()
                    .with("code", code)
                    .with("identifierForm", "HMAC_SHA256")
                    .with("batchLimit", 1000)
                    .with("ratePerSecond", 100);
            return show(api.post(PLATFORMS, terms.over(body)), Texts::sheet);
        }
    }

    /** {@code ./run ctl platform change}. */
    @Command(
            name = "change",
            description = {
                "Changes what is agreed with a platform; what is not given stays.",
                "With another endpoint it is switched off, and has to be pinged and switched on anew."
            },
            footer = {"", "Example:", "  ./run ctl platform change bank-one --rate 20 --revision 1"})
    static final class Change extends OfOne {
        private static final List<String> TERMS = List.of(
                "nameZh",
                "nameEn",
                "kind",
                "jurisdictions",
                "delivery",
                "endpoint",
                "identifierForm",
                "batchLimit",
                "ratePerSecond",
                "statusPushes");

        @Mixin
        PlatformTerms terms = new PlatformTerms();

        @Option(
                names = "--revision",
                paramLabel = "N",
                required = true,
                description = "Which revision you saw; where it was changed since, nothing is changed.")
        int revision;

        @Override
        int run(Api api) throws InterruptedException {
            JsonNode present = api.get(path("")).json();
            Body body = new Body();
            for (String term : TERMS) if (!present.path(term).isNull()) body.with(term, present.path(term));
            return show(api.put(path(""), revision, terms.over(body)), Texts::sheet);
        }
    }

    /** {@code ./run ctl platform ping}. */
    @Command(
            name = "ping",
            description = "Asks a platform's endpoint whether it hears us. Exits with 1 where it does not.",
            footer = {"", "Example:", "  ./run ctl platform ping bank-one"})
    static final class Ping extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.post(path("/ping"), new Body());
            show(reply, Texts::sheet);
            return reply.json().path("heard").asBoolean() ? 0 : Failure.REFUSED;
        }
    }

    /** {@code ./run ctl platform rotate}. */
    @Command(
            name = "rotate",
            description = "Begins with a new secret and prints it, this once; the old one lives on until it ends.",
            footer = {
                "",
                "Example:",
                "  ./run ctl platform rotate bank-one --direction TO_PLATFORM --old-ends-after P2D"
            })
    static final class Rotate extends OfOne {
        @Option(
                names = "--direction",
                paramLabel = "WHOSE",
                required = true,
                description = "TO_PLATFORM: ours, which signs what we send. FROM_PLATFORM: the platform's.")
        String direction = "";

        @Option(
                names = "--old-ends-after",
                paramLabel = "TIME",
                description = "For how long the old one lives on (default: P7D). PT0S: it got out, and ends now.")
        @Nullable
        String overlap;

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.post(
                            path("/secrets"),
                            new Body().with("direction", direction).with("oldEndsAfter", overlap)),
                    Texts::sheet);
        }
    }

    /** Switches a platform on or off. */
    abstract static class Switch extends OfOne {
        @Option(
                names = "--reason",
                paramLabel = "CODE",
                required = true,
                description = "Why: upper-case letters, digits, underscores.")
        String reason = "";

        private final String what;

        Switch(String what) {
            this.what = what;
        }

        @Override
        final int run(Api api) throws InterruptedException {
            return show(api.post(path("/" + what), new Body().with("reasonCode", reason)), Texts::sheet);
        }
    }

    /** {@code ./run ctl platform suspend}. */
    @Command(
            name = "suspend",
            description = "Switches a platform off: it is asked nothing, and may answer what it was asked.",
            footer = {"", "Example:", "  ./run ctl platform suspend bank-one --reason MAINTENANCE"})
    static final class Suspend extends Switch {
        Suspend() {
            super("suspend");
        }
    }

    /** {@code ./run ctl platform resume}. */
    @Command(
            name = "resume",
            description = "Switches a platform on that was reached: the next round asks it.",
            footer = {"", "Example:", "  ./run ctl platform resume bank-one --reason MAINTENANCE_OVER"})
    static final class Resume extends Switch {
        Resume() {
            super("resume");
        }
    }
}
