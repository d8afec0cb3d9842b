package io.reissue.platforms;

import io.reissue.store.protocol.Bodies;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One POST over HTTP/1.1: no redirect, no cookie, no proxy, no repetition of its own. Apache's client, because the JDK's offers no
 * place to judge the address that it connects to.
 */
final class PlatformHttp implements AutoCloseable {
    // As many as a worker delivers to at once; a platform has few connections, its rate limit is what counts.
    private static final int CONNECTIONS = 400;
    private static final int CONNECTIONS_OF_ONE = 20;
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private final EndpointGuard guard;
    private final CloseableHttpClient client;
    private final long totalMillis;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("platform-deadlines").factory());

    PlatformHttp(ConnectorSettings settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    PlatformHttp(ConnectorSettings settings, DnsResolver names) {
        this.guard = new EndpointGuard(settings, names);
        this.totalMillis = settings.totalTimeout().toMillis();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_OF_ONE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.readTimeout()))
                        .setIdleTimeout(IDLE.toTimeout())
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.totalTimeout()))
                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Reissue")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression() // unzipped by us, within a limit
                .build();
    }

    /** @param retryAfter as it was sent */
    record Response(int status, @Nullable String retryAfter, byte[] body) {}

    /**
     * @throws EndpointGuard.Refused nothing was sent
     * @throws InterruptedIOException out of time
     * @throws Bodies.Unreadable there was a response, but its body is no use
     */
    Response post(URI endpoint, Map<String, String> headers, byte[] json, int most)
            throws IOException, Bodies.Unreadable {
        guard.check(endpoint);
        var request = new HttpPost(endpoint);
        headers.forEach(request::setHeader);
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        // Read timeouts hold between two bytes: without this, one byte a second would keep a slot for weeks.
        var deadline = deadlines.schedule(request::abort, totalMillis, TimeUnit.MILLISECONDS);
        try (var response = client.executeOpen(null, request, null)) {
            return read(response, most);
        } catch (IOException e) {
            throw request.isAborted() ? new InterruptedIOException() : e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Response read(ClassicHttpResponse response, int most) throws IOException, Bodies.Unreadable {
        var retryAfter = header(response, HttpHeaders.RETRY_AFTER);
        var entity = response.getEntity();
        // What a refusal says is not read: closing drops it.
        if (entity == null || response.getCode() / 100 != 2)
            return new Response(response.getCode(), retryAfter, new byte[0]);
        try (var content = entity.getContent()) {
            var body = Bodies.read(content, header(response, HttpHeaders.CONTENT_ENCODING), most);
            return new Response(response.getCode(), retryAfter, body);
        }
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
