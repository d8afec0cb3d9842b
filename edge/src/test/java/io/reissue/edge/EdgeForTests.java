package io.reissue.edge;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.reissue.contract.Conversation;
import io.reissue.edge.access.AccessConfiguration;
import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.Principals.Known;
import io.reissue.edge.access.SessionLimits;
import io.reissue.edge.contract.AdminConversation;
import io.reissue.edge.outage.StoreAway;
import io.reissue.edge.request.Problems;
import io.reissue.edge.request.StrictJson;
import jakarta.servlet.Filter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Controllers behind the filter that asks for a token; the principals are operator-a, operator-b, shop-a, auditor-a, policy-a, policy-b,
 * approver-a, lead-a, who writes policies and approves them, and guest-a, who has no role. Whatever is said is held against the contract.
 */
public final class EdgeForTests implements AutoCloseable {
    private static final SessionLimits SESSIONS = new SessionLimits(Duration.ofMinutes(15), Duration.ofHours(12));

    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockMvc edge;

    @EnableWebMvc
    static class Mvc {}

    /** @param part what the controller is made with */
    public <T> EdgeForTests(Class<?> controller, Class<T> type, T part) {
        this(controller, context -> context.registerBean(type, () -> part));
    }

    /** @param parts what the controller is made with */
    public EdgeForTests(Class<?> controller, Consumer<GenericApplicationContext> parts) {
        this(parts, context -> new AnnotatedBeanDefinitionReader(context).register(controller));
    }

    /**
     * @param parts what the controllers are made with
     * @param controllers registers them
     */
    public EdgeForTests(Consumer<GenericApplicationContext> parts, Consumer<GenericApplicationContext> controllers) {
        context.registerBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        context.registerBean(AccessSettings.class, () -> new AccessSettings(true, null, SESSIONS));
        context.registerBean(
                Principals.class,
                () -> new Principals(List.of(
                        known("operator-a", "OPERATOR"),
                        known("operator-b", "OPERATOR"),
                        known("shop-a", "SHOP"),
                        known("auditor-a", "AUDITOR"),
                        known("policy-a", "POLICY_ADMIN"),
                        known("policy-b", "POLICY_ADMIN"),
                        known("approver-a", "APPROVER"),
                        known("lead-a", "POLICY_ADMIN", "APPROVER"),
                        known("guest-a"))));
        parts.accept(context);
        new AnnotatedBeanDefinitionReader(context)
                .register(Mvc.class, AccessConfiguration.class, Problems.class, StoreAway.class, StrictJson.class);
        controllers.accept(context);
        context.refresh();
        edge = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }

    /** Every method and path that is answered. */
    public Set<String> routes() {
        return context.getBean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(route -> route.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> route.getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toSet());
    }

    public MockHttpServletResponse read(String who, String path) throws Exception {
        return send(who, HttpMethod.GET, path, null, Map.of());
    }

    public MockHttpServletResponse send(String who, String path, String body) throws Exception {
        return send(who, HttpMethod.POST, path, body, Map.of());
    }

    /** @param type of what is sent as the body */
    public MockHttpServletResponse upload(String who, String path, String type, String body) throws Exception {
        return send(who, HttpMethod.POST, path, body, Map.of("Content-Type", type));
    }

    /** @param ifMatch the entity tag of what was seen; null: none */
    public MockHttpServletResponse change(
            String who, HttpMethod method, String path, @Nullable String ifMatch, String body) throws Exception {
        return send(who, method, path, body, ifMatch == null ? Map.of() : Map.of("If-Match", ifMatch));
    }

    /**
     * Anything.
     *
     * @param who nobody, where it is no principal's name; empty: he does not say it
     * @param body JSON, where the headers don't say otherwise; null: none
     */
    public MockHttpServletResponse send(
            String who, HttpMethod method, String path, @Nullable String body, Map<String, String> headers)
            throws Exception {
        var request = request(method, URI.create(path));
        if (!who.isEmpty()) request.header("Authorization", "Bearer token-of-" + who);
        if (body != null && !headers.containsKey("Content-Type")) request.contentType(MediaType.APPLICATION_JSON);
        if (body != null) request.content(body);
        headers.forEach(request::header);
        var result = edge.perform(request).andReturn();
        if (result.getRequest().isAsyncStarted())
            result = edge.perform(asyncDispatch(result)).andReturn();
        var sent = result.getRequest();
        var response = result.getResponse();
        AdminConversation.OF_THIS_RUN.answered(
                new Conversation.Request(method.name(), path, sent::getHeader, body),
                new Conversation.Response(
                        response.getStatus(),
                        response::getHeader,
                        response.getContentAsString(StandardCharsets.UTF_8)));
        return response;
    }

    private static Known known(String name, String... roles) {
        return new Known(name, Principals.digest("token-of-" + name), Set.of(roles));
    }

    @Override
    public void close() {
        context.close();
    }
}
