package io.reissue.sandbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LinkCommandTest {
    private static final String NUMBER = "8613900000001";
    private static final String LATER = "01a223db-b459-7a1c-bec5-564b786f1b5d";
    private static final String EARLIER = "01a11111-b459-7a1c-bec5-564b786f1b5d";

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer edge;
    private String answer = "[]";

    @BeforeEach
    void anEdge() throws IOException {
        edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        edge.createContext("/v1/cycles", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestURI() + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        edge.start();
        Files.writeString(folder.resolve("token"), "a-token");
        Files.writeString(folder.resolve("stack.properties"), """
                edge=http://127.0.0.1:%d
                ui=http://127.0.0.1:8233
                namespace=reissue
                token.file=%s
                """.formatted(
                        edge.getAddress().getPort(), folder.resolve("token")));
    }

    @AfterEach
    void noEdge() {
        edge.stop(0);
    }

    @Test
    void a_number_leads_to_the_pages_of_its_cycles_and_stands_on_none() {
        answer = """
                [{"id":"%s","state":"RESTING","stuck":"REQUIRED_REFUSES"}, {"id":"%s","state":"RELEASED","stuck":null}]
                """.formatted(LATER, EARLIER);
        String printed = link(NUMBER, 0);
        assertThat(printed.lines())
                .containsExactly(
                        "http://127.0.0.1:8233/namespaces/reissue/workflows/recycle." + LATER
                                + "  RESTING, stuck: REQUIRED_REFUSES",
                        "http://127.0.0.1:8233/namespaces/reissue/workflows/recycle." + EARLIER + "  RELEASED");
        assertThat(asked).containsExactly("/v1/cycles/search {\"number\":\"" + NUMBER + "\"}");
        assertThat(printed).doesNotContain(NUMBER);
    }

    @Test
    void a_cycle_leads_to_its_page() {
        answer = """
                {"id":"%s","state":"RESTING"}
                """.formatted(LATER);
        assertThat(link(LATER, 0))
                .isEqualToIgnoringNewLines(
                        "http://127.0.0.1:8233/namespaces/reissue/workflows/recycle." + LATER + "  RESTING");
        assertThat(asked).containsExactly("/v1/cycles/" + LATER + " ");
    }

    @Test
    void what_nobody_knows_leads_nowhere() {
        assertThat(link(NUMBER, 1)).isEmpty();
    }

    private String link(String wanted, int exitCode) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new LinkCommand()).setOut(new PrintWriter(out));
        assertThat(line.execute(
                        wanted, "--stack", folder.resolve("stack.properties").toString()))
                .isEqualTo(exitCode);
        return out.toString();
    }
}
