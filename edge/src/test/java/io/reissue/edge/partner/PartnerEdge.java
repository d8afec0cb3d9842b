package io.reissue.edge.partner;

import io.reissue.contract.Conversation;
import io.reissue.edge.access.AccessConfiguration;
import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.SessionLimits;
import io.reissue.edge.outage.StoreAway;
import io.reissue.edge.request.Problems;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.AnswerBook;
import io.reissue.store.answers.AnswersInTurns;
import io.reissue.store.cohort.Offers;
import io.reissue.store.cohort.Requests;
import io.reissue.store.cohort.Restorations;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.feed.CloudEvents;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.PartnerConversation;
import io.reissue.store.protocol.Signatures;
import io.reissue.store.protocol.SignedRequests;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** What partners call, over HTTP on the loopback interface, in front of a store. Whatever is said is held against the contract. */
final class PartnerEdge implements AutoCloseable {
    private static final SessionLimits SESSIONS = new SessionLimits(Duration.ofMinutes(15), Duration.ofHours(12));
    private static final int AT_ONCE = 6; // as the application has it, where nobody says otherwise
    private static final AtomicInteger MESSAGES = new AtomicInteger();

    private final Clock clock;
    private final Tomcat server = new Tomcat();
    private final Path work;
    private final HttpClient http = HttpClient.newHttpClient();

    @EnableWebMvc
    static class Mvc {}

    PartnerEdge(StoreParts parts) throws IOException, LifecycleException {
        this(parts, Duration.ofSeconds(5), new Hands());
    }

    /**
     * @param patience of an answer that waits for its turn
     * @param hands for answers that wait
     */
    PartnerEdge(StoreParts parts, Duration patience, Hands hands) throws IOException, LifecycleException {
        StoreForTests store = parts.store();
        clock = store.clock();
        work = Files.createTempDirectory("reissue-edge-");
        server.setBaseDir(work.toString());
        server.setPort(0);
        var connector = server.getConnector();
        connector.setProperty("address", "127.0.0.1");
        var servlets = server.addContext("", work.toString());
        var context = new GenericWebApplicationContext(servlets.getServletContext());
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(AccessSettings.class, () -> new AccessSettings(true, null, SESSIONS));
        context.registerBean(Principals.class, () -> new Principals(List.of()));
        context.registerBean(PlatformRegistry.class, () -> PlatformsForTests.registry(store));
        context.registerBean(PlatformRates.class, () -> PlatformsForTests.rates(store));
        context.registerBean(Signatures.class, () -> new Signatures(clock));
        context.registerBean(SignedRequests.class, () -> new SignedRequests(PlatformsForTests.registry(store), clock));
        context.registerBean(AnswerBook.class, () -> new AnswersInTurns(parts.answers(), AT_ONCE, patience));
        context.registerBean(Hands.class, () -> hands);
        context.registerBean(DeliveryLog.class, () -> PlatformsForTests.deliveries(store));
        context.registerBean(Offers.class, parts::offers);
        context.registerBean(Requests.class, parts::requests);
        context.registerBean(Restorations.class, parts::restorations);
        context.registerBean(FeedReader.class, () -> new FeedReader(store.jdbc()));
        context.registerBean(
                CloudEvents.class, () -> new CloudEvents(parts.inventory(), PlatformsForTests.registry(store)));
        new AnnotatedBeanDefinitionReader(context)
                .register(
                        Mvc.class,
                        Problems.class,
                        AccessConfiguration.class,
                        StoreAway.class,
                        PartnerGate.class,
                        AnswerController.class,
                        BatchController.class,
                        FeedController.class,
                        ContractController.class);
        context.refresh();
        var access = new FilterDef();
        access.setFilterName("access");
        access.setFilter(context.getBean("springSecurityFilterChain", Filter.class));
        servlets.addFilterDef(access);
        var everything = new FilterMap();
        everything.setFilterName("access");
        everything.addURLPattern("/*");
        servlets.addFilterMap(everything);
        Tomcat.addServlet(servlets, "edge", new DispatcherServlet(context)).setLoadOnStartup(1);
        servlets.addServletMappingDecoded("/", "edge");
        server.start();
    }

    /** @param code null: it does not say who it is */
    record Caller(@Nullable String code, String secret) {
        Caller unnamed() {
            return new Caller(null, secret);
        }
    }

    record Reply(int status, String body, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The target that its link to the next page names; empty: there is none. */
        String next() {
            var link = header("Link");
            return link.isEmpty() ? "" : link.substring(link.indexOf('<') + 1, link.indexOf('>'));
        }
    }

    Reply get(Caller caller, String target, String... headers) throws IOException, InterruptedException {
        return send(caller, "GET " + target, request(target).GET(), headers);
    }

    /** A page of the feed, for a benchmark: held against nothing. */
    String page(Caller caller, String target) throws IOException, InterruptedException {
        var id = "msg-" + MESSAGES.incrementAndGet();
        var now = clock.instant();
        var response = http.send(
                request(target)
                        .header(Signatures.ID, id)
                        .header(Signatures.TIMESTAMP, Long.toString(now.getEpochSecond()))
                        .header(
                                Signatures.SIGNATURE,
                                Signatures.sign(List.of(caller.secret()), id, now, "GET " + target))
                        .header(PartnerGate.PARTNER, Objects.requireNonNull(caller.code()))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200)
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        return response.body();
    }

    /** As if it were signed then. */
    Reply getAt(Instant at, Caller caller, String target) throws IOException, InterruptedException {
        return send(at, caller, "GET " + target, request(target).GET());
    }

    /** Without a body. */
    Reply post(Caller caller, String target) throws IOException, InterruptedException {
        return send(caller, "POST " + target, request(target).POST(BodyPublishers.noBody()));
    }

    Reply post(Caller caller, String target, String json, String... headers) throws IOException, InterruptedException {
        return post(caller, target, json, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** @param body as it goes over the wire, of what was signed */
    Reply post(Caller caller, String target, String signed, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(caller, signed, request(target).POST(BodyPublishers.ofByteArray(body)), headers);
    }

    /** An answer under an id of its own choice, so that it can be sent again. */
    Reply answer(Caller caller, UUID batch, String id, String json) throws IOException, InterruptedException {
        var now = clock.instant();
        return sent(
                caller,
                id,
                now,
                Signatures.sign(List.of(caller.secret()), id, now, json),
                json,
                request("/partner/v1/batches/" + batch + "/outcomes").POST(BodyPublishers.ofString(json)));
    }

    /** Bytes that are no text, signed as they are. */
    Reply postBytes(Caller caller, String target, byte[] body) throws IOException, InterruptedException {
        var id = "msg-" + MESSAGES.incrementAndGet();
        var now = clock.instant();
        var signature = signature(caller.secret(), id, now, body);
        return sent(caller, id, now, signature, null, request(target).POST(BodyPublishers.ofByteArray(body)));
    }

    Reply send(Fuzzer.Attempt attempt) throws IOException, InterruptedException {
        var at = clock.instant().plus(attempt.off());
        return sent(
                attempt.caller(),
                attempt.id(),
                at,
                signature(attempt.caller().secret(), attempt.id(), at, attempt.signed()),
                new String(attempt.signed(), StandardCharsets.UTF_8),
                request(attempt.target())
                        .method(
                                attempt.method(),
                                attempt.body() == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(attempt.body())),
                attempt.headers().toArray(String[]::new));
    }

    private static String signature(String secret, String id, Instant at, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Signed for something else than it is. */
    Reply getSignedAs(Caller caller, String target, String signed) throws IOException, InterruptedException {
        return send(caller, signed, request(target).GET());
    }

    private Reply send(Caller caller, String signed, HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        return send(clock.instant(), caller, signed, request, headers);
    }

    private Reply send(Instant now, Caller caller, String signed, HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        var id = "msg-" + MESSAGES.incrementAndGet();
        return sent(
                caller, id, now, Signatures.sign(List.of(caller.secret()), id, now, signed), signed, request, headers);
    }

    private Reply sent(
            Caller caller,
            String id,
            Instant now,
            String signature,
            @Nullable String signed,
            HttpRequest.Builder request,
            String... headers)
            throws IOException, InterruptedException {
        request.setHeader(Signatures.ID, id)
                .setHeader(Signatures.TIMESTAMP, Long.toString(now.getEpochSecond()))
                .setHeader(Signatures.SIGNATURE, signature);
        if (caller.code() != null) request.setHeader(PartnerGate.PARTNER, caller.code());
        for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
        return sent(request.build(), signed);
    }

    /** By nobody in particular. */
    Reply getUnsigned(String target) throws IOException, InterruptedException {
        return sent(request(target).GET().build(), null);
    }

    private Reply sent(HttpRequest request, @Nullable String signed) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        var query = request.uri().getRawQuery();
        PartnerConversation.OF_THIS_RUN.answered(
                new Conversation.Request(
                        request.method(),
                        request.uri().getRawPath() + (query == null ? "" : "?" + query),
                        name -> request.headers().firstValue(name).orElse(null),
                        signed),
                new Conversation.Response(
                        response.statusCode(),
                        name -> response.headers().firstValue(name).orElse(null),
                        response.body()));
        return new Reply(response.statusCode(), response.body(), response);
    }

    /** Of the carrier, without a path. */
    String address() {
        return "http://127.0.0.1:" + server.getConnector().getLocalPort();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(address() + target));
    }

    @Override
    public void close() throws IOException, LifecycleException {
        http.close();
        server.stop();
        server.destroy();
        try (var files = Files.walk(work)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
