package io.reissue.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sandbox in a process of its own, started by {@code ./run}, whose demo has been played to its end; with numbers enough that cohorts have
 * more than a byte's worth of them.
 */
final class RunningSandbox implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("API (http://127\\.0\\.0\\.1:\\d+)");
    private static final String PLAYED = "Serving until Ctrl-C";

    private final Process process;
    private final String address;

    RunningSandbox(Path folder) {
        Path root = Path.of(System.getProperty("reissue.root"));
        try {
            process = new ProcessBuilder(
                            root.resolve("run").toString(),
                            "--data",
                            folder.toString(),
                            "--numbers",
                            "200",
                            "--platforms",
                            "30",
                            "--port",
                            "0")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            address = played(process);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String played(Process process) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        String address = null;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) address = found.group(1);
            if (line.startsWith(PLAYED) && address != null) return address;
        }
        throw new IllegalStateException("the sandbox ended before it served:\n" + all);
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
