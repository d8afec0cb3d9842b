package io.reissue.edge.access;

import io.reissue.store.audit.AuditLog;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Who somebody is, whichever way he comes: the {@code sub} that the one issuer of the staff has given him, in a login as in an access token.
 * A token that is configured here names its owner in the same way. One name is one person, and what takes two people rests on that (ADR 14).
 */
final class Identity {
    /** He bears the name under which the system itself acts. */
    static final String RESERVED_NAME = "RESERVED_NAME";

    /** Nobody is let in whose acts the audit would refuse. */
    static final String UNNAMEABLE = "UNNAMEABLE";

    private static final Set<String> REFUSALS = Set.of(RESERVED_NAME, UNNAMEABLE);

    private Identity() {}

    /** Holds of a token that says who somebody is here. */
    static OAuth2TokenValidator<Jwt> by(URI issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(issuer.toString()),
                token -> refusal(token.getSubject())
                        .map(OAuth2TokenValidatorResult::failure)
                        .orElseGet(OAuth2TokenValidatorResult::success));
    }

    private static Optional<OAuth2Error> refusal(@Nullable String sub) {
        if (sub == null || !AuditLog.admits(sub)) {
            return Optional.of(error(UNNAMEABLE, "sub has to be a code without blanks or @, in ASCII"));
        }
        return AuditLog.reserved(sub)
                ? Optional.of(error(RESERVED_NAME, "sub is the name under which the system itself acts"))
                : Optional.empty();
    }

    /** The code stands in what a caller is told too. */
    private static OAuth2Error error(String code, String description) {
        return new OAuth2Error(code, code + ": " + description, null);
    }

    /** What was wrong with a name, where that is what a login failed for. */
    static Optional<String> refusal(AuthenticationException failed) {
        return failed.getCause() instanceof JwtValidationException invalid
                ? invalid.getErrors().stream()
                        .filter(error -> REFUSALS.contains(error.getErrorCode()))
                        .map(OAuth2Error::getDescription)
                        .findFirst()
                : Optional.empty();
    }
}
