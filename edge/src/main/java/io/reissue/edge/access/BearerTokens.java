package io.reissue.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** Who judges a token: a machine's is looked up, an issuer's is verified. They are told apart by their shape. */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {
    /** Three parts of base64url, the first of which is a JSON object. */
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private final DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
    private final AuthenticationManager machines;
    private final @Nullable AuthenticationManager people;

    BearerTokens(Principals principals, @Nullable Issuer issuer) {
        machines = new ProviderManager(new OpaqueTokenAuthenticationProvider(principals));
        people = issuer == null ? null : new ProviderManager(jwts(issuer));
    }

    private static JwtAuthenticationProvider jwts(Issuer issuer) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(issuer.accessTokens());
        provider.setJwtAuthenticationConverter(token ->
                new JwtAuthenticationToken(token, Issuer.granted(token), Objects.requireNonNull(token.getSubject())));
        return provider;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        String token = header.resolve(request);
        return people != null && token != null && JWT.matcher(token).matches() ? people : machines;
    }
}
