package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.sandbox.Sandbox.Login;
import io.reissue.store.bulk.Bulks;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fifty megabytes, and bodies without an end, sent over HTTP to a whole sandbox. */
class OversizedUploadTest {
    private static final String LISTS = "/console/bulk/lists";
    private static final int MEBIBYTE = 1 << 20;
    private static final String FIFTY = "+8613000000000\n".repeat(50 * MEBIBYTE / 15);

    @RegisterExtension
    static final OpenSandbox OPEN = new OpenSandbox();

    private final Sandbox sandbox = OPEN.sandbox();
    private final Browser browser = new Browser(sandbox.edge());

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aPageInThePersonsLanguageSaysHowMuchIsTakenAndNothingIs() {
        browser.logIn("operator-a");
        Map<String, String> form = form();

        var english = browser.upload(LISTS, form, FIFTY);
        browser.get("/console?lang=zh");
        var chinese = browser.upload(LISTS, form, FIFTY);

        assertThat(english.statusCode()).isEqualTo(413);
        assertThat(english.body()).contains("At most 16 MiB", "operator-a", "Sign out", "href=\"/console/numbers\"");
        assertThat(Browser.csrf(english)).as("its forms can be sent").isNotEmpty();
        assertThat(chinese.statusCode()).isEqualTo(413);
        assertThat(chinese.body()).contains("<html lang=\"zh\"", "一次最多接收 16 MiB");
        assertThat(sandbox.bean(Bulks.class).latest(null, 1)).isEmpty();
        assertThat(browser.upload(LISTS, form, "+8613000000000\n").statusCode())
                .as("the form, with a list that is small enough")
                .isEqualTo(302);
    }

    @Test
    void aScriptGetsThePartOfThePageThatItShows() {
        browser.logIn("operator-a");

        var part = browser.uploadPart(LISTS, form(), FIFTY);

        assertThat(part.statusCode()).isEqualTo(413);
        assertThat(part.body()).contains("id=\"content\"", "At most 16 MiB").doesNotContain("<html", "<nav");
        assertThat(part.headers().firstValue("hx-retarget")).hasValue("#content");
    }

    @Test
    void itIsTheSameWithoutALengthInItsHeader() throws Exception {
        browser.logIn("operator-a");
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.edge().resolve(LISTS))
                .header("cookie", "reissue=" + browser.session())
                .header("content-type", "multipart/form-data; boundary=x")
                .POST(chunked("--x\r\nContent-Disposition: form-data; name=\"list\"; filename=\"l\"\r\n\r\n" + FIFTY));

        assertThat(send(request).statusCode()).isEqualTo(413);
    }

    @Test
    void thePageIsThereForNobodyWhoSentNothing() {
        browser.logIn("operator-a");

        assertThat(browser.get("/console/too-large").statusCode()).isEqualTo(404);
    }

    @Test
    void theInterfaceTellsWhyItTookNothing() throws Exception {
        var list = send(api("/v1/bulk?kind=HOLD&reasonCode=CASE", BodyPublishers.ofString(FIFTY)));
        var nameless = send(api("/v1/intake-files?fileDate=2026-01-01", chunked(FIFTY)));
        var foreign = send(api("/v1/intake-files?name=f&fileDate=2026-01-01&region=ZZ", chunked(FIFTY)));

        assertThat(list.statusCode()).isEqualTo(413);
        assertThat(list.body()).contains("LIST_TOO_LARGE", "16 MiB");
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(foreign.body()).contains("REGION");
    }

    @Test
    void whoIsNotKnownIsCutOffBeforeHeHasSentMuch() throws Exception {
        for (String path : new String[] {
            LISTS, "/v1/bulk", "/v1/intake-files", "/partner/v1/batches/" + UUID.randomUUID() + "/answers"
        }) {
            assertThatThrownBy(() -> sendWithoutEnd(path, "", 64)).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoIsKnownIsCutOffAsWellIfThereIsNoEnd() {
        browser.logIn("operator-a");

        assertThatThrownBy(() -> sendWithoutEnd(LISTS, "cookie: reissue=" + browser.session() + "\r\n", 512))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoSendsNothingMoreKeepsHisConnection() throws IOException {
        String request =
                "GET /.well-known/reissue-certificates.json HTTP/1.1\r\nhost: %s\r\nauthorization: Bearer %s\r\n\r\n"
                        .formatted(
                                sandbox.edge().getAuthority(), sandbox.folder().token(Login.AUDITOR.principal()));
        try (Socket socket = new Socket(sandbox.edge().getHost(), sandbox.edge().getPort())) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int asked = 0; asked < 2; asked++) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(answers.readLine()).as("request %s", asked + 1).startsWith("HTTP/1.1 200");
                readToItsEnd(answers);
            }
        }
    }

    private static void readToItsEnd(BufferedReader answer) throws IOException {
        int length = 0;
        for (String header = answer.readLine(); !header.isEmpty(); header = answer.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                length = Integer.parseInt(header.substring(16));
        }
        assertThat(answer.skip(length)).isEqualTo(length);
    }

    private Map<String, String> form() {
        Map<String, String> fields = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "kind",
                "HOLD",
                "reasonCode",
                "TRIED",
                "until",
                "",
                "platform",
                ""));
        fields.put("_csrf", Browser.csrf(browser.get("/console/bulk")));
        return fields;
    }

    /** @param mebibytes after which it gives up, and nobody has cut it off */
    private void sendWithoutEnd(String path, String header, int mebibytes) throws IOException {
        byte[] chunk = (Integer.toHexString(MEBIBYTE) + "\r\n" + "x".repeat(MEBIBYTE) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        String head = "POST %s HTTP/1.1\r\nhost: %s\r\ncontent-type: %s\r\n%stransfer-encoding: chunked\r\n\r\n";
        String type = path.startsWith("/console") ? "multipart/form-data; boundary=x" : "text/csv";
        try (Socket socket = new Socket(sandbox.edge().getHost(), sandbox.edge().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.formatted(path, sandbox.edge().getAuthority(), type, header)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < mebibytes; sent++) out.write(chunk);
        }
    }

    private static BodyPublisher chunked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private HttpRequest.Builder api(String path, BodyPublisher body) {
        return HttpRequest.newBuilder(sandbox.edge().resolve(path))
                .header("authorization", "Bearer " + sandbox.folder().token(Login.OPERATOR_A.principal()))
                .header("content-type", "text/csv")
                .POST(body);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
