package io.reissue.edge.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** The principals by their tokens. Only digests are known here, so a leaked configuration opens nothing. */
public final class Principals implements OpaqueTokenIntrospector {
    private final Map<String, Known> byDigest;

    /** @param tokenSha256 lower-case hex; roles such as {@code OPERATOR} */
    public record Known(String name, String tokenSha256, Set<String> roles) {}

    public Principals(Collection<Known> principals) {
        byDigest = principals.stream().collect(Collectors.toUnmodifiableMap(Known::tokenSha256, Function.identity()));
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        Known known = byDigest.get(digest(token));
        if (known == null) throw new BadOpaqueTokenException("unknown token");
        return new DefaultOAuth2AuthenticatedPrincipal(
                known.name(), Map.of("sub", known.name()), Role.granted(known.roles()));
    }

    /** As configured: lower-case hex of the token's SHA-256. */
    public static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256 is part of every JDK", absent);
        }
    }
}
