package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl calendar}. */
@Command(
        name = "calendar",
        description = "The working days that deadlines are counted in, year by year, as the official notice has them.",
        footer = {"", "Example:", "  ./run ctl calendar list"},
        subcommands = {CalendarCommand.Listing.class, CalendarCommand.Show.class, CalendarCommand.Enter.class})
final class CalendarCommand extends Group {
    private static final String CALENDARS = "/v1/calendars";

    /** {@code ./run ctl calendar list}. */
    @Command(
            name = "list",
            description = "Lists the years that somebody has entered; and, as a remark, those that are missed.",
            footer = {"", "Example:", "  ./run ctl calendar list"})
    static final class Listing extends ApiCommand {
        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.get(CALENDARS);
            for (JsonNode missing : reply.json().path("missing"))
                say("missing: " + missing.path("jurisdiction").asString("") + " "
                        + missing.path("year").asString(""));
            return show(
                    reply,
                    said -> Texts.table(said.path("years"), "jurisdiction", "year", "editedBy", "revision", "source"));
        }
    }

    /** Is about one year. */
    private abstract static class OfOne extends ApiCommand {
        @Parameters(index = "0", paramLabel = "JURISDICTION", description = "By its ISO 3166-1 code, CN say.")
        String jurisdiction = "";

        @Parameters(index = "1", paramLabel = "YEAR", description = "2027 say.")
        int year;

        final String path() {
            return CALENDARS + "/" + Query.encoded(jurisdiction) + "/" + year;
        }
    }

    /** {@code ./run ctl calendar show}. */
    @Command(
            name = "show",
            description = "Shows a year and its revision.",
            footer = {"", "Example:", "  ./run ctl calendar show CN 2027 --document >2027.json"})
    static final class Show extends OfOne {
        @Option(
                names = "--document",
                description = "Print its days and source only, as JSON, to be edited and entered.")
        boolean document;

        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.get(path());
            if (!document) return show(reply, Texts::sheet);
            JsonNode said = reply.json();
            Body body = new Body();
            for (String field : Enter.FIELDS) body.with(field, said.path(field));
            out().println(body.pretty());
            return 0;
        }
    }

    /** {@code ./run ctl calendar enter}. */
    @Command(
            name = "enter",
            description =
                    "Enters a year; or, with --revision, writes it anew. It counts for every deadline set from then on.",
            footer = {"", "Example:", "  ./run ctl calendar enter CN 2027 2027.json"})
    static final class Enter extends OfOne {
        /** What a year says. */
        private static final String[] FIELDS = {"holidays", "makeUpDays", "source"};

        @Parameters(
                index = "2",
                paramLabel = "FILE",
                description = {
                    "The year as JSON: holidays, makeUpDays, which are days as 2027-02-20, and source.",
                    "calendar show --document prints one."
                })
        Path file = Path.of("");

        @Option(
                names = "--revision",
                paramLabel = "N",
                description = "Which revision of the year you saw: the file replaces it.")
        @Nullable
        Integer revision;

        @Override
        int run(Api api) throws IOException, InterruptedException {
            Body document = Body.in(file);
            Integer seen = revision;
            if (seen == null) return decided(api.put(path(), document), "entered");
            return decided(api.put(path(), seen, document), "written anew");
        }
    }
}
