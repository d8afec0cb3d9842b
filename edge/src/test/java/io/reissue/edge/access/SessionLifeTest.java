package io.reissue.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.store.MutableClock;
import io.reissue.store.login.LoginRates;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Of a session behind the console's own filters. */
class SessionLifeTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final MutableClock clock = new MutableClock(NINE);
    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockHttpSession session = new MockHttpSession();

    @SuppressWarnings("NullAway.Init")
    private MockMvc console;

    @EnableWebMvc
    static class Mvc {}

    @RestController
    static class Overview {
        @GetMapping("/console")
        String overview() {
            return "fine";
        }
    }

    @BeforeEach
    void somebodyIsLoggedIn() {
        Issuer issuer =
                new Issuer(new Issuer.Settings(URI.create("https://staff.example"), "console", null, "reissue"), clock);
        context.registerBean(Clock.class, () -> clock);
        // never asked: whoever comes here has logged in
        context.registerBean(LoginRates.class, () -> new LoginRates(new HikariDataSource()));
        context.registerBean(Principals.class, () -> new Principals(List.of()));
        context.registerBean(
                AccessSettings.class, () -> new AccessSettings(true, issuer, new SessionLimits(IDLE, LONGEST)));
        new AnnotatedBeanDefinitionReader(context).register(Mvc.class, AccessConfiguration.class, Overview.class);
        context.refresh();
        console = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
        session.setAttribute(
                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                new SecurityContextImpl(new TestingAuthenticationToken("operator-a", "", "ROLE_OPERATOR")));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void whoWorksStaysIn() throws Exception {
        for (int n = 0; n < 20; n++) {
            assertThat(opens()).isEqualTo(200);
            clock.advance(IDLE.minusMillis(1));
        }
    }

    @Test
    void aPageThatLooksAgainByItselfKeepsNobodyIn() throws Exception {
        assertThat(opens()).isEqualTo(200);
        for (int n = 0; n < 59; n++) {
            clock.advance(Duration.ofSeconds(15));
            assertThat(looksAgain()).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(15));

        assertThat(looksAgain()).isEqualTo(401);
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aSessionThatNobodyUsedIsOver() throws Exception {
        assertThat(opens()).isEqualTo(200);
        clock.advance(IDLE);

        assertThat(opens()).as("to the login").isEqualTo(302);
    }

    @Test
    void aSessionIsOverWhenItHasLastedLongEnoughHoweverMuchItIsUsed() throws Exception {
        Duration ten = Duration.ofMinutes(10);
        for (Duration used = Duration.ZERO; used.compareTo(LONGEST) < 0; used = used.plus(ten)) {
            assertThat(opens()).isEqualTo(200);
            clock.advance(ten);
        }

        assertThat(opens()).as("to the login").isEqualTo(302);
    }

    private int opens() throws Exception {
        return status(get("/console"));
    }

    private int looksAgain() throws Exception {
        return status(get("/console").header("HX-Request", "true"));
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return console.perform(request.session(session))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
