package io.reissue.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** What somebody types, or another program writes. Arguments land in shell histories and process lists, this does not. */
@FunctionalInterface
interface Typed {

    /**
     * The next line.
     *
     * @param prompt shown where somebody sits there
     * @return empty at the end
     */
    String line(String prompt) throws IOException;

    static Typed atTheTerminal() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return prompt -> {
            Console console = System.console();
            String line = console != null && console.isTerminal() ? console.readLine("%s", prompt) : in.readLine();
            return line == null ? "" : line;
        };
    }
}
