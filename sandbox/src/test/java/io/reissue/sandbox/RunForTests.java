package io.reissue.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** {@code ./run} in this process, and what it printed. */
record RunForTests(int exit, String out, String err) {
    static RunForTests run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(arguments);
        return new RunForTests(exit, out.toString(), err.toString());
    }
}
