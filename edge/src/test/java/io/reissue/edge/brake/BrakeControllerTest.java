package io.reissue.edge.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.reissue.edge.access.AccessConfiguration;
import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.Principals.Known;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.brake.Brakes;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Behind the filter that asks for a token. */
class BrakeControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final String EVERYTHING = "{\"scope\":\"EVERYTHING\",\"reasonCode\":\"WRONG_UNBINDS\"}";
    private static final String MENDED = "{\"reasonCode\":\"MENDED\"}";

    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockMvc edge;

    @EnableWebMvc
    static class Mvc {}

    BrakeControllerTest() {
        context.registerBean(AccessSettings.class, () -> new AccessSettings(true));
        context.registerBean(
                Principals.class,
                () -> new Principals(List.of(
                        known("operator-a", "OPERATOR"), known("operator-b", "OPERATOR"), known("shop-a", "SHOP"))));
        context.registerBean(Brakes.class, () -> new StoreParts(STORE).brakes());
        new AnnotatedBeanDefinitionReader(context)
                .register(Mvc.class, AccessConfiguration.class, BrakeController.class);
        context.refresh();
        edge = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void anOperatorSetsOneAndTwoLiftIt() throws Exception {
        var set = send("operator-a", "/v1/brakes", EVERYTHING);
        assertThat(set.getStatus()).isEqualTo(201);
        assertThat(set.getContentAsString())
                .contains("\"scope\":\"EVERYTHING\"", "\"code\":null", "\"setBy\":\"operator-a\"", "\"liftedAt\":null");
        var brake = Objects.requireNonNull(set.getHeader("Location"));

        assertThat(send("operator-a", brake + "/lift", MENDED).getStatus()).isEqualTo(202);
        assertThat(send("operator-a", brake + "/lift", MENDED).getStatus()).isEqualTo(202);
        assertThat(read("operator-b")).contains("\"liftWantedBy\":[\"operator-a\"]", "\"waiting\":0");
        var lifted = send("operator-b", brake + "/lift", MENDED);

        assertThat(lifted.getStatus()).isEqualTo(200);
        assertThat(lifted.getContentAsString()).doesNotContain("\"liftedAt\":null");
    }

    @Test
    void aRepeatedRequestIsAnsweredWithTheBrakeThatIsThere() throws Exception {
        var body = "{\"id\":\"" + UUID.randomUUID() + "\",\"scope\":\"EVERYTHING\",\"reasonCode\":\"WRONG_UNBINDS\"}";

        assertThat(send("operator-a", "/v1/brakes", body).getStatus()).isEqualTo(201);
        assertThat(send("operator-a", "/v1/brakes", body).getStatus()).isEqualTo(200);
    }

    @Test
    void aRefusalSaysWhatWouldMakeItPossible() throws Exception {
        var unknown = send(
                "operator-a",
                "/v1/brakes",
                "{\"scope\":\"PLATFORM\",\"code\":\"no-such-bank\",\"reasonCode\":\"WRONG_UNBINDS\"}");
        var reasonless = send("operator-a", "/v1/brakes", "{\"scope\":\"EVERYTHING\"}");

        assertThat(unknown.getStatus()).isEqualTo(409);
        assertThat(unknown.getContentAsString()).contains("UNKNOWN_CODE", "a platform's code");
        assertThat(reasonless.getStatus()).isEqualTo(409);
        assertThat(reasonless.getContentAsString()).contains("REASON_MISSING");
        assertThat(send("operator-a", "/v1/brakes", "{\"scope\":\"MOON\",\"reasonCode\":\"WRONG_UNBINDS\"}")
                        .getStatus())
                .isEqualTo(400);
        assertThat(send("operator-a", "/v1/brakes/" + UUID.randomUUID() + "/lift", MENDED)
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void nobodyButAnOperatorSetsReadsOrLiftsOne() throws Exception {
        assertThat(send("shop-a", "/v1/brakes", EVERYTHING).getStatus()).isEqualTo(403);
        assertThat(send("shop-a", "/v1/brakes/" + UUID.randomUUID() + "/lift", MENDED)
                        .getStatus())
                .isEqualTo(403);
        assertThat(send("nobody", "/v1/brakes", EVERYTHING).getStatus()).isEqualTo(401);
        assertThat(edge.perform(get("/v1/brakes")).andReturn().getResponse().getStatus())
                .isEqualTo(401);
    }

    private String read(String who) throws Exception {
        return perform(who, get("/v1/brakes")).getContentAsString();
    }

    private MockHttpServletResponse send(String who, String path, String body) throws Exception {
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
}
