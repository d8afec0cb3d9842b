package io.reissue.edge.access;

import io.reissue.store.login.LoginRates;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The door to the console: people log in at their issuer (authorization code with PKCE) and come back with a session. Whoever has any
 * role reads how everything is going; single numbers, files and the audit are read, and things changed, by the roles that may in the API.
 */
@Configuration(proxyBeanMethods = false)
public class ConsoleAccess {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAccess.class);

    /** Leads to the issuer. */
    static final String LOGIN = "/console/login";

    /** Where the issuer sends people back to. */
    static final String SIGNED_IN = "/console/signed-in";

    /** What failed is forwarded there, when it is known no longer who asked for it. */
    public static final String FAILED = "/console/failed";

    private static final String BEGIN = LOGIN + "/" + Issuer.CLIENT;

    /** Nothing inline; forms lead back here, or on to the issuer, where a session has ended. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                    + "connect-src 'self'; form-action 'self' %s; frame-ancestors 'none'; base-uri 'none'";

    /** Before that of the API, which takes what is left. */
    @Bean
    @Order(1)
    SecurityFilterChain console(
            HttpSecurity http, AccessSettings settings, ObjectProvider<LoginRates> logins, Clock clock) {
        http.securityMatcher("/console", "/console/**");
        Issuer issuer = settings.issuer();
        if (!settings.edge() || issuer == null) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
        ClientRegistrationRepository client = issuer.client();
        LoginRates rates = logins.getObject();
        return http.addFilterBefore(new LoginThrottle(rates), OAuth2AuthorizationRequestRedirectFilter.class)
                .addFilterBefore(new SessionLife(settings.sessions(), clock), SecurityContextHolderFilter.class)
                .addFilterBefore(new UploadsOfTheKnown(), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/console/assets/**", LoginThrottle.TOO_OFTEN, FAILED)
                        .permitAll()
                        // so that a policy admin and an approver can shorten a freeze, or many
                        .requestMatchers(HttpMethod.GET, "/console/cycles/*", "/console/bulk/**")
                        .hasAnyRole("OPERATOR", "AUDITOR", "POLICY_ADMIN", "APPROVER")
                        .requestMatchers(HttpMethod.POST, "/console/cycles/*/commands", "/console/bulk/**")
                        .hasAnyRole("OPERATOR", "POLICY_ADMIN", "APPROVER")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/console/numbers",
                                "/console/cycles/**",
                                "/console/stuck",
                                "/console/intake/**",
                                "/console/audit")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        .requestMatchers(HttpMethod.GET, "/console/platforms/*/deliveries")
                        .hasAnyRole("POLICY_ADMIN", "OPERATOR", "AUDITOR")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/console/onboarding",
                                "/console/platforms/*/edit",
                                "/console/policies/calendars/edit",
                                "/console/policies/calendars/*/*/edit")
                        .hasRole("POLICY_ADMIN")
                        .requestMatchers(HttpMethod.GET, "/console", "/console/**")
                        .hasAnyRole(Role.names())
                        .requestMatchers(HttpMethod.POST, "/console/policies/drafts/*/approval")
                        .hasRole("APPROVER")
                        .requestMatchers(HttpMethod.POST, "/console/platforms/*/ping")
                        .hasAnyRole("POLICY_ADMIN", "OPERATOR")
                        .requestMatchers(
                                HttpMethod.POST,
                                "/console/platforms/*/suspend",
                                "/console/platforms/*/resume",
                                "/console/platforms/*/deliveries/*/resend")
                        .hasRole("OPERATOR")
                        .requestMatchers(
                                HttpMethod.POST, "/console/policies/**", "/console/platforms", "/console/platforms/**")
                        .hasRole("POLICY_ADMIN")
                        .requestMatchers(
                                HttpMethod.POST,
                                "/console/brakes/**",
                                "/console/numbers",
                                "/console/cycles/**",
                                "/console/clock")
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .denyAll())
                .oauth2Login(login -> login.clientRegistrationRepository(client)
                        .authorizedClientRepository(new NoClients())
                        .loginPage(BEGIN)
                        .authorizationEndpoint(begin -> begin.baseUri(LOGIN))
                        .redirectionEndpoint(back -> back.baseUri(SIGNED_IN))
                        .userInfoEndpoint(people -> people.oidcUserService(ConsoleAccess::person))
                        .defaultSuccessUrl("/console")
                        .failureHandler((request, response, failed) -> {
                            rates.failed(request.getRemoteAddr());
                            turnAway(request, response, failed);
                        }))
                .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessHandler(left(client)))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, unknown) -> toLogin(request, response))
                        .accessDeniedHandler(ConsoleAccess::refuse))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(POLICY.formatted(issuer.origin())))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(AccessSettings settings) {
        return client -> Objects.requireNonNull(settings.issuer()).idTokens().createDecoder(client);
    }

    /** By his ID token alone, which the issuer has signed. */
    private static OidcUser person(OidcUserRequest login) {
        OidcIdToken token = login.getIdToken();
        return new DefaultOidcUser(Issuer.granted(token), token, JwtClaimNames.SUB);
    }

    /** What the issuer said, or what is wrong with its token, is for the log; what is wrong with somebody's name, for him too. */
    static void turnAway(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException {
        LOG.warn("a login failed", failed);
        Optional<String> refusal = Identity.refusal(failed);
        if (refusal.isEmpty()) {
            response.sendError(HttpStatus.FORBIDDEN.value(), "the login failed");
            return;
        }
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.getWriter().print(refusal.get());
    }

    private static OidcClientInitiatedLogoutSuccessHandler left(ClientRegistrationRepository client) {
        OidcClientInitiatedLogoutSuccessHandler handler = new OidcClientInitiatedLogoutSuccessHandler(client);
        handler.setDefaultTargetUrl("/console/assets/signed-out.html");
        return handler;
    }

    /** A form whose session has ended was not taken; its sender logs in again. Anything else that is forged stays refused. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException, ServletException {
        if (refused instanceof CsrfException
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            toLogin(request, response);
        } else {
            new AccessDeniedHandlerImpl().handle(request, response, refused);
        }
    }

    /** A page leads to the login; a part of one, which htmx asked for, has the whole page do so. */
    private static void toLogin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") == null) {
            response.sendRedirect(request.getContextPath() + BEGIN);
        } else {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
    }
}
