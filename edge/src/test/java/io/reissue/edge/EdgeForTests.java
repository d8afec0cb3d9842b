package io.reissue.edge;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.reissue.edge.access.AccessConfiguration;
import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.Principals.Known;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** One controller behind the filter that asks for a token; the principals are operator-a, operator-b and shop-a. */
public final class EdgeForTests implements AutoCloseable {
    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockMvc edge;

    @EnableWebMvc
    static class Mvc {}

    /** @param part what the controller is made with */
    public <T> EdgeForTests(Class<?> controller, Class<T> type, T part) {
        context.registerBean(AccessSettings.class, () -> new AccessSettings(true));
        context.registerBean(
                Principals.class,
                () -> new Principals(List.of(
                        known("operator-a", "OPERATOR"), known("operator-b", "OPERATOR"), known("shop-a", "SHOP"))));
        context.registerBean(type, () -> part);
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

    private MockHttpServletResponse perform(String who, MockHttpServletRequestBuilder request) throws Exception {
        return edge.perform(request.header("Authorization", "Bearer token-of-" + who))
                .andReturn()
                .getResponse();
    }

    private static Known known(String name, String role) {
        return new Known(name, Principals.digest("token-of-" + name), Set.of(role));
    }

    @Override
    public void close() {
        context.close();
    }
}
