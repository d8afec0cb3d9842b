package io.reissue.edge;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.reissue.edge.access.AccessConfiguration;
import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.Principals.Known;
import io.reissue.edge.access.SessionLimits;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * One controller behind the filter that asks for a token; the principals are operator-a, operator-b, shop-a, auditor-a, policy-a, policy-b,
 * approver-a, and lead-a, who writes policies and approves them.
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
                        known("lead-a", "POLICY_ADMIN", "APPROVER"))));
        parts.accept(context);
        new AnnotatedBeanDefinitionReader(context).register(Mvc.class, AccessConfiguration.class, controller);
        context.refresh();
        edge = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }

    public MockHttpServletResponse read(String who, String path) throws Exception {
        return perform(who, get(path));
    }

    public MockHttpServletResponse send(String who, String path, String body) throws Exception {
        return perform(who, post(path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    /** @param type of what is sent as the body */
    public MockHttpServletResponse upload(String who, String path, String type, String body) throws Exception {
        return perform(who, post(path).contentType(MediaType.valueOf(type)).content(body));
    }

    /** @param ifMatch the entity tag of what was seen; null: none */
    public MockHttpServletResponse change(
            String who, HttpMethod method, String path, @Nullable String ifMatch, String body) throws Exception {
        var request =
                request(method, path).contentType(MediaType.APPLICATION_JSON).content(body);
        return perform(who, ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    private MockHttpServletResponse perform(String who, MockHttpServletRequestBuilder request) throws Exception {
        return edge.perform(request.header("Authorization", "Bearer token-of-" + who))
                .andReturn()
                .getResponse();
    }

    private static Known known(String name, String... roles) {
        return new Known(name, Principals.digest("token-of-" + name), Set.of(roles));
    }

    @Override
    public void close() {
        context.close();
    }
}
