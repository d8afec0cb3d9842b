package io.reissue.edge.access;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Roles by path. Partners are known by their signatures, everybody else by a token, and people in the console by a session. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Import(ConsoleAccess.class)
public class AccessConfiguration {

    /** A request is observed as a whole; each of a dozen filters by itself costs more than most requests. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, Principals principals, AccessSettings settings) {
        if (!settings.edge()) {
            return http.authorizeHttpRequests(
                            requests -> requests.requestMatchers("/actuator/health/**", "/actuator/prometheus")
                                    .permitAll()
                                    .anyRequest()
                                    .denyAll())
                    .build();
        }
        Denials denials = new Denials();
        return http.addFilterAfter(new HeardOut(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/partner/v1/**")
                        .permitAll()
                        .requestMatchers("/actuator/health/**", "/actuator/prometheus")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/.well-known/reissue-certificates.json", "/v1/openapi.yaml")
                        .permitAll()
                        .requestMatchers("/v1/assignments")
                        .hasRole("SHOP")
                        .requestMatchers("/v1/audit/**", "/v1/stuck")
                        .hasAnyRole("AUDITOR", "OPERATOR")
                        .requestMatchers("/v1/certificates/**")
                        .hasAnyRole("AUDITOR", "OPERATOR", "SHOP")
                        // so that a policy admin and an approver can shorten a freeze, or many
                        .requestMatchers(HttpMethod.GET, "/v1/cycles/*", "/v1/bulk/**")
                        .hasAnyRole("OPERATOR", "AUDITOR", "POLICY_ADMIN", "APPROVER")
                        .requestMatchers(HttpMethod.POST, "/v1/cycles/*/commands", "/v1/bulk/**")
                        .hasAnyRole("OPERATOR", "POLICY_ADMIN", "APPROVER")
                        .requestMatchers(HttpMethod.GET, "/v1/cycles/**")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        .requestMatchers(
                                "/v1/cycles/**", "/v1/intake-files/**", "/v1/brakes/**", "/v1/platforms/*/doubts/**")
                        .hasRole("OPERATOR")
                        .requestMatchers(HttpMethod.GET, "/v1/platforms/**")
                        .hasAnyRole("POLICY_ADMIN", "OPERATOR", "AUDITOR")
                        .requestMatchers(HttpMethod.POST, "/v1/platforms/*/ping")
                        .hasAnyRole("POLICY_ADMIN", "OPERATOR")
                        .requestMatchers(
                                HttpMethod.POST,
                                "/v1/platforms/*/suspend",
                                "/v1/platforms/*/resume",
                                "/v1/platforms/*/deliveries/*/resend")
                        .hasRole("OPERATOR")
                        .requestMatchers("/v1/platforms/**")
                        .hasRole("POLICY_ADMIN")
                        .requestMatchers(HttpMethod.GET, "/v1/policies/**", "/v1/calendars/**")
                        .hasAnyRole(Role.names())
                        .requestMatchers(HttpMethod.POST, "/v1/policies/drafts/*/approval")
                        .hasRole("APPROVER")
                        .requestMatchers(HttpMethod.POST, "/v1/policies/drafts/*/preview")
                        .hasAnyRole("POLICY_ADMIN", "APPROVER")
                        .requestMatchers("/v1/policies/**", "/v1/calendars/**")
                        .hasRole("POLICY_ADMIN")
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // no cookies, so nothing that another site could make a browser send
                .csrf(csrf -> csrf.disable())
                .exceptionHandling(
                        denied -> denied.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .oauth2ResourceServer(tokens -> tokens.authenticationEntryPoint(denials)
                        .accessDeniedHandler(denials)
                        .authenticationManagerResolver(new BearerTokens(principals, settings.issuer())))
                .build();
    }
}
