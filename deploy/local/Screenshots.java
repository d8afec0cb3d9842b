import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes pictures of pages of Temporal's Web UI in a Chromium that listens for a debugger: one a line of standard input, {@code FILE TAB URL
 * TAB HEIGHT TAB TEXT [TAB LABEL]}, as soon as the page or a frame in it shows TEXT; without the menus at the left and the top. LABEL is
 * clicked first, where it is there. Arguments: the debugger's port. A page that does not show its text within a minute ends it with 1.
 */
class Screenshots {
    private static final int WIDTH = 1440;
    private static final int MENU_WIDTH = 204;
    private static final int MENU_HEIGHT = 50;
    private static final int PATIENCE_SECONDS = 60;

    private final WebSocket page;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private int sent;

    Screenshots(int port) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String tabs = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher address = Pattern.compile("\"webSocketDebuggerUrl\": *\"([^\"]+)\"").matcher(tabs);
        if (!address.find()) throw new IOException("no page to debug");
        page = http.newWebSocketBuilder().buildAsync(URI.create(address.group(1)), new Listener()).join();
        ask("Page.enable", "{}");
    }

    void take(Path file, String url, int height, String text, String label) throws IOException, InterruptedException {
        ask("Emulation.setDeviceMetricsOverride",
                "{\"width\":" + WIDTH + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false}");
        ask("Page.navigate", "{\"url\":\"" + url + "\"}");
        if (!label.isEmpty()) {
            until("!!" + element(label));
            ask("Runtime.evaluate", "{\"expression\":\"" + element(label) + ".click()\"}");
        }
        until("[document, ...[...document.querySelectorAll('iframe')].map(f => f.contentDocument)]"
                + ".some(d => d && d.body && d.body.innerText.includes('" + text + "'))");
        TimeUnit.SECONDS.sleep(2);
        Matcher data = Pattern.compile("\"data\":\"([^\"]+)\"").matcher(ask(
                        "Page.captureScreenshot",
                        "{\"format\":\"png\",\"clip\":{\"x\":" + MENU_WIDTH + ",\"y\":" + MENU_HEIGHT + ",\"width\":"
                                + (WIDTH - MENU_WIDTH) + ",\"height\":" + (height - MENU_HEIGHT) + ",\"scale\":1}}"));
        if (!data.find()) throw new IOException("no picture of " + url);
        Files.write(file, Base64.getDecoder().decode(data.group(1)));
    }

    private static String element(String label) {
        return "[...document.querySelectorAll('a,button,[role=tab]')].find(e => e.innerText.trim().startsWith('" + label + "'))";
    }

    private void until(String expression) throws IOException, InterruptedException {
        for (int i = 0; i < 2 * PATIENCE_SECONDS; i++) {
            if (ask("Runtime.evaluate", "{\"expression\":\"" + expression + "\"}").contains("\"value\":true")) return;
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IOException("in vain: " + expression);
    }

    private String ask(String method, String parameters) throws InterruptedException, IOException {
        int id = ++sent;
        page.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true).join();
        while (true) {
            String reply = replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (reply == null) throw new IOException(method + " is not answered");
            // the rest are events
            if (reply.startsWith("{\"id\":" + id + ",")) return reply;
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                replies.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Screenshots browser = new Screenshots(Integer.parseInt(arguments[0]));
        List<String> lines = new String(System.in.readAllBytes()).lines().toList();
        for (String line : lines) {
            String[] field = line.split("\t", -1);
            browser.take(Path.of(field[0]), field[1], Integer.parseInt(field[2]), field[3], field.length > 4 ? field[4] : "");
            System.out.println(field[0]);
        }
        System.exit(0);
    }
}
