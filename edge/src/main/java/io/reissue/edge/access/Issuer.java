package io.reissue.edge.access;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/**
 * The OpenID Connect issuer of the staff. It is asked when somebody first comes, not at the start: an edge starts without it. The {@code
 * sub} of its tokens is the actor of all that is done ({@link Identity}), and their claim {@code roles} says what may be done.
 */
public final class Issuer {
    /** Of the one client that the console is. */
    static final String CLIENT = "oidc";

    private static final String ROLES = "roles";

    private final Settings settings;
    private final Clock clock;

    /**
     * How it is reached, and what this installation is to it.
     *
     * @param issuer as its tokens name it; its discovery document is below it
     * @param clientSecret null: a public client, held to its requests by PKCE alone
     * @param audience for whom its access tokens have to be
     */
    public record Settings(
            URI issuer, String clientId, @Nullable String clientSecret, String audience) {}

    public Issuer(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Scheme, host and port: where a browser is sent to log in. */
    String origin() {
        URI issuer = settings.issuer();
        return issuer.getScheme() + "://" + issuer.getAuthority();
    }

    /** What one of its tokens lets its bearer do. */
    static List<GrantedAuthority> granted(ClaimAccessor token) {
        return Role.granted(Objects.requireNonNullElse(token.getClaimAsStringList(ROLES), List.of()));
    }

    /** The console as its client. */
    ClientRegistrationRepository client() {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(registration()));
    }

    private ClientRegistration registration() {
        ClientRegistration.Builder client = ClientRegistrations.fromOidcIssuerLocation(
                        settings.issuer().toString())
                .registrationId(CLIENT)
                .clientId(settings.clientId())
                .redirectUri("{baseUrl}" + ConsoleAccess.SIGNED_IN)
                .userNameAttributeName(JwtClaimNames.SUB)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .scope("openid");
        return settings.clientSecret() == null
                ? client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build()
                : client.clientSecret(settings.clientSecret()).build();
    }

    /** What a login is proved by. */
    JwtDecoderFactory<ClientRegistration> idTokens() {
        OidcIdTokenDecoderFactory factory = new OidcIdTokenDecoderFactory();
        factory.setJwtValidatorFactory(client -> {
            OidcIdTokenValidator validator = new OidcIdTokenValidator(client);
            validator.setClock(clock);
            return new DelegatingOAuth2TokenValidator<>(List.of(timely(), validator, Identity.by(settings.issuer())));
        });
        return factory;
    }

    /** What a request to the API is proved by: a token that was issued for it, not for the console. */
    JwtDecoder accessTokens() {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(
                            settings.issuer().toString())
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                    timely(),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())),
                    Identity.by(settings.issuer()))));
            return decoder;
        });
    }

    private OAuth2TokenValidator<Jwt> timely() {
        JwtTimestampValidator validator = new JwtTimestampValidator();
        validator.setClock(clock);
        return validator;
    }
}
