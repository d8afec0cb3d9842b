package io.reissue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Asks the API for something. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or accepted and waiting for a second person",
            "1:refused: with the code, and what would make it possible",
            "2:wrong usage",
            "3:not authorised",
            "4:not reachable, or not able to answer now"
        })
abstract class ApiCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    /**
     * Does it, and prints what came of it.
     *
     * @return the exit code
     * @throws Failure where it did not happen
     */
    abstract int run(Api api) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (Api api = ctl().open()) {
            return run(api);
        } catch (Failure failure) {
            if (ctl().json && failure.body() != null) out().println(failure.body());
            say("ctl: " + failure.getMessage());
            return failure.exit();
        } finally {
            out().flush();
        }
    }

    /** @param text for people; programs get what the API said */
    final int show(Reply reply, Function<JsonNode, String> text) {
        JsonNode said = reply.json();
        out().println(ctl().json ? reply.body() : text.apply(said).stripTrailing());
        return 0;
    }

    /** How to read on, where a page is not the last. */
    static String more(JsonNode page) {
        String next = page.path("next").asString("");
        return next.isEmpty() ? "" : "more: --after " + Texts.printable(next);
    }

    /** @param done in a word, where it waits for nobody */
    final int decided(Reply reply, String done) {
        if (!ctl().json) out().println(reply.waits() ? "waits for a second person" : done);
        return show(reply, Texts::sheet);
    }

    /** An id is said before anything is sent: whoever gets no answer sends it again. */
    final UUID numbered(@Nullable UUID given, String what) {
        UUID id = given == null ? UUID.randomUUID() : given;
        say(what + " " + id + (given == null ? "; to repeat it safely: --id " + id : ""));
        return id;
    }

    /** Beside what was asked for, so that programs don't read it. */
    final void say(String line) {
        spec.commandLine().getErr().println(Texts.printable(line));
    }

    /** @return never empty */
    final String typed(String what) throws IOException {
        String line = ctl().typed().line(what + ": ").strip();
        if (line.isEmpty())
            throw new ParameterException(
                    spec.commandLine(), what + " is missing: type it, or give it on standard input");
        return line;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final CtlCommand ctl() {
        CommandSpec above = spec;
        while (!(above.userObject() instanceof CtlCommand)) above = above.parent();
        return (CtlCommand) above.userObject();
    }
}
