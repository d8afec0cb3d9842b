package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ./run ctl policy}. */
@Command(
        name = "policy",
        description = "Policies from draft to effect: one person drafts, another approves, a day makes effective.",
        footer = {"", "Example:", "  ./run ctl policy list"},
        subcommands = {
            PolicyCommand.Listing.class,
            PolicyCommand.Show.class,
            PolicyCommand.Draft.class,
            PolicyCommand.Preview.class,
            PolicyCommand.Approve.class,
            PolicyCommand.Diff.class
        })
final class PolicyCommand extends Group {
    private static final String POLICIES = "/v1/policies/";
    private static final String DRAFTS = "/v1/policies/drafts";

    /** {@code ./run ctl policy list}. */
    @Command(
            name = "list",
            description =
                    "Lists the versions of all policies, those of one jurisdiction and scope together; or the drafts.",
            footer = {"", "Example:", "  ./run ctl policy list --drafts"})
    static final class Listing extends ApiCommand {
        @Option(names = "--drafts", description = "The drafts that were changed last.")
        boolean drafts;

        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.get(paging.of(new Query(drafts ? DRAFTS : "/v1/policies")));
            if (drafts)
                return show(
                        reply,
                        page -> Texts.table(
                                        page.path("drafts"),
                                        "id",
                                        "author",
                                        "revision",
                                        "draftedAt",
                                        "changedAt",
                                        "version")
                                + more(page));
            return show(
                    reply,
                    page -> Texts.table(
                                    page.path("versions"),
                                    "version",
                                    "jurisdiction",
                                    "province",
                                    "lineType",
                                    "reason",
                                    "effectiveFrom",
                                    "ends",
                                    "origin",
                                    "author",
                                    "approver",
                                    "storedAt")
                            + more(page));
        }
    }

    /** {@code ./run ctl policy show}. */
    @Command(
            name = "show",
            description = "Shows a version, or a draft and its revision.",
            footer = {"", "Example:", "  ./run ctl policy show 1 --document >next.json"})
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "POLICY", description = "Number of a version, or id of a draft.")
        String policy = "";

        @Option(names = "--document", description = "Print its document only, as JSON, to be edited and drafted.")
        boolean document;

        @Override
        int run(Api api) throws InterruptedException {
            boolean version = policy.matches("[0-9]{1,9}");
            Reply reply = api.get(version ? POLICIES + policy : DRAFTS + "/" + draft(policy));
            if (!document) return show(reply, Texts::sheet);
            out().println(reply.json().path("document").toPrettyString());
            return 0;
        }

        private UUID draft(String id) {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException neither) {
                throw new ParameterException(spec.commandLine(), "POLICY is a number or the id of a draft");
            }
        }
    }

    /** {@code ./run ctl policy draft}. */
    @Command(
            name = "draft",
            description = "Proposes a policy; or, with --revision, replaces what a draft says.",
            footer = {"", "Example:", "  ./run ctl policy draft next.json"})
    static final class Draft extends ApiCommand {
        @Parameters(paramLabel = "FILE", description = "The document as JSON, as policy show --document prints it.")
        Path file = Path.of("");

        @Option(
                names = "--id",
                paramLabel = "UUID",
                description = "Id of the draft (default: a new one). The same again gives the draft that is there.")
        @Nullable
        UUID id;

        @Option(
                names = "--revision",
                paramLabel = "N",
                description = "Which revision of the draft you saw: the file replaces it.")
        @Nullable
        Integer revision;

        @Override
        int run(Api api) throws IOException, InterruptedException {
            Body body = new Body().with("document", Body.in(file));
            Integer seen = revision;
            if (seen == null) {
                body.with("id", numbered(id, "draft"));
                return decided(api.post(DRAFTS, body), "drafted");
            }
            if (id == null) throw new ParameterException(spec.commandLine(), "--revision of which draft? give --id");
            return decided(api.put(DRAFTS + "/" + id, seen, body), "changed");
        }
    }

    /** Is about one draft. */
    private abstract static class OfOne extends ApiCommand {
        @Parameters(paramLabel = "DRAFT", description = "Id of the draft.")
        UUID draft = new UUID(0, 0);
    }

    /** {@code ./run ctl policy preview}. */
    @Command(
            name = "preview",
            description = "Counts what a draft would do to the numbers that rest now.",
            footer = {"", "Example:", "  ./run ctl policy preview 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Preview extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.post(DRAFTS + "/" + draft + "/preview", new Body()), Texts::sheet);
        }
    }

    /** {@code ./run ctl policy approve}. */
    @Command(
            name = "approve",
            description = "Makes a version of a draft that somebody else has written.",
            footer = {"", "Example:", "  ./run ctl policy approve 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --revision 1"})
    static final class Approve extends OfOne {
        @Option(
                names = "--revision",
                paramLabel = "N",
                required = true,
                description = "Which revision you saw; where it was changed since, nothing is approved.")
        int revision;

        @Override
        int run(Api api) throws InterruptedException {
            return decided(api.post(DRAFTS + "/" + draft + "/approval", revision, new Body()), "approved");
        }
    }

    /** {@code ./run ctl policy diff}. */
    @Command(
            name = "diff",
            description = "Shows what differs, field by field, from one version to another.",
            footer = {"", "Example:", "  ./run ctl policy diff 1 2"})
    static final class Diff extends ApiCommand {
        @Parameters(index = "0", paramLabel = "BEFORE", description = "Number of a version.")
        int before;

        @Parameters(index = "1", paramLabel = "AFTER", description = "Number of a version.")
        int after;

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(POLICIES + before + "/diff/" + after),
                    changes -> Texts.table(changes, "path", "before", "after"));
        }
    }
}
