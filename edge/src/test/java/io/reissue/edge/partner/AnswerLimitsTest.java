package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.edge.partner.PartnerEdge.Reply;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.ContractsForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are too much, or no answers, over HTTP: refused as a whole, and nothing of them is stored. */
class AnswerLimitsTest {
    private static final Caller PARTNER = new Caller(REQUIRED, ContractsForTests.FROM);

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final UUID batch = scene.asked(1).batch(REQUIRED);
    private final PartnerEdge edge;

    AnswerLimitsTest() throws Exception {
        edge = new PartnerEdge(parts);
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
        store.close();
    }

    @Test
    void tenThousandResultsAreTakenAndOneMoreIsNot() throws Exception {
        assertThat(answer(results(10_001)).status()).isEqualTo(413);
        assertThat(taken()).isZero();

        assertThat(answer(results(10_000)).status()).isEqualTo(202);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void eightMebibytesAreTakenAndOneByteMoreIsNot() throws Exception {
        var most = padded(8 * 1024 * 1024);

        assertThat(answer(most + " ").status()).isEqualTo(413);
        assertThat(zipped(most + " ").status()).isEqualTo(413);
        assertThat(taken()).isZero();
        assertThat(answer(most).status()).isEqualTo(202);
        assertThat(zipped(most).status()).isEqualTo(202);
    }

    @Test
    void strangersWhoBeginAndSendNoMoreKeepNobodyOut() throws Exception {
        var begun = new ArrayList<Socket>();
        try {
            for (int stranger = 0; stranger < 40; stranger++) begun.add(begun());

            assertThat(answer(results(1)).status()).isEqualTo(202);
        } finally {
            for (var socket : begun) socket.close();
        }
    }

    /** An answer of any length, of which three bytes came. */
    private Socket begun() throws IOException {
        var at = URI.create(edge.address());
        var socket = new Socket(at.getHost(), at.getPort());
        var head = "POST %s HTTP/1.1\r\nhost: %s\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{ \"\r\n"
                .formatted(path(), at.getAuthority());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aBodyThatUnzipsToGigabytesIsRefusedWhereTheLimitIs() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            var zeros = new byte[1024 * 1024];
            for (int i = 0; i < 256; i++) zip.write(zeros);
        }

        var reply = edge.post(PARTNER, path(), "", bomb.toByteArray(), "Content-Encoding", "gzip");

        assertThat(bomb.size()).as("small on its way").isLessThan(1024 * 1024);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aBodyThatBreaksOffWithinItsZipIsRefused() throws Exception {
        var whole = zip(results(50));

        var reply = edge.post(
                PARTNER, path(), results(50), Arrays.copyOf(whole, whole.length - 12), "Content-Encoding", "gzip");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(taken()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'part':1,'of':1,'results':[],'results':[]} | /results",
                "{'part':1,'of':1,'results':[{'ref':'0','ref':'0','outcome':'UNBOUND'}]} | /results/0/ref",
                "{'part':NaN,'of':1,'results':[]} | /part",
                "{'part':1,'of':-Infinity,'results':[]} | /of",
                "{'part':1e0,'of':1,'results':[]} | /part",
                "{'part':2,'of':1,'results':[]} | /part",
                "{'part':1,'of':1,'results':[{'ref':0,'outcome':'UNBOUND'}]} | /results/0/ref",
                "{'part':1,'of':1,'results':[{'ref':'0','outcome':'GONE'}]} | /results/0/outcome",
                "{'part':1,'of':1,'results':[{'ref':'0','outcome':'REFUSED'}]} | /results/0/reason",
                "[1] | ''",
                "{'part':1 | /part"
            })
    void whatIsNoAnswerIsPointedAt(String json, String pointer) throws Exception {
        var reply = answer(json.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(taken()).isZero();
    }

    @Test
    void whatIsNestedWithoutEndIsTooLargeAlsoWhereNobodyReadsIt() throws Exception {
        var deep = "{\"part\":1,\"of\":1,\"results\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(answer(deep).status()).isEqualTo(413);
        assertThat(taken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "ISO-8859-1", "UTF-16"})
    void whatIsNotUtf8IsMalformedAlthoughItIsSigned(String charset) throws Exception {
        var bytes = "{\"part\":1,\"of\":1,\"results\":[],\"x\":\"号\u00e9\"}".getBytes(Charset.forName(charset));
        if (charset.equals("ISO-8859-1")) bytes[bytes.length - 4] = (byte) 0xe9;

        var reply = edge.postBytes(PARTNER, path(), bytes);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(taken()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=ISO-8859-1 | 415",
                "application/json; charset=utf-16 | 415",
                "application/json; charset=klingon | 415",
                "nonsense | 415",
                "text/plain | 415",
                "*/* | 415",
                "application/json; charset=UTF-8 | 202",
                "application/json | 202"
            })
    void whatSaysThatItIsNoJsonInUtf8IsNotTakenEvenWhereItsBytesAreTheSame(String contentType, int status)
            throws Exception {
        assertThat(edge.post(PARTNER, path(), results(1), "Content-Type", contentType)
                        .status())
                .isEqualTo(status);
    }

    private Reply answer(String json) throws Exception {
        return edge.post(PARTNER, path(), json, "Content-Type", "application/json");
    }

    private Reply zipped(String json) throws Exception {
        return edge.post(PARTNER, path(), json, zip(json), "Content-Encoding", "gzip");
    }

    private static byte[] zip(String json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String results(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> "{\"ref\":\"0\",\"outcome\":\"UNBOUND\"}")
                .collect(Collectors.joining(",", "{\"part\":1,\"of\":1,\"results\":[", "]}"));
    }

    private static String padded(int length) {
        var json = results(1);
        return json + " ".repeat(length - json.length());
    }

    private long taken() {
        return store.jdbc().sql("select count(*) from inbox").query(Long.class).single();
    }

    private String path() {
        return "/partner/v1/batches/" + batch + "/outcomes";
    }
}
