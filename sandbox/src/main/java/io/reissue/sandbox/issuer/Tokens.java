package io.reissue.sandbox.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the issuer signs. Its key is made when it is first needed, which is after the start, and lives as long as the process. */
final class Tokens {
    /** Of virtual time, of which days pass in a second. */
    static final Duration LIFETIME = Duration.ofDays(30);

    private static final int BITS = 2048;

    private final Clock clock;
    private @Nullable RSAKey key;

    Tokens(Clock clock) {
        this.clock = clock;
    }

    private synchronized RSAKey key() throws JOSEException {
        if (key == null) {
            key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        }
        return key;
    }

    String publicKeys() throws JOSEException {
        return new JWKSet(key().toPublicJWK()).toString();
    }

    /** @param audience the client, for an ID token; the API, for an access token */
    String token(URI issuer, StaffMember person, String audience, @Nullable String nonce) throws JOSEException {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .subject(person.name())
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("roles", List.of(person.role()));
        if (nonce != null) claims.claim("nonce", nonce);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key().getKeyID())
                        .build(),
                claims.build());
        token.sign(new RSASSASigner(key()));
        return token.serialize();
    }
}
