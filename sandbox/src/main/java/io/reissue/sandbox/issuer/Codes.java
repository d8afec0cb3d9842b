package io.reissue.sandbox.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authorization codes: each is good for one exchange, by whoever knows the verifier of its challenge (RFC 7636, S256). */
final class Codes {
    /** Of logins that nobody finished; the oldest go first. */
    private static final int KEPT = 100;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Login> open = new LinkedHashMap<>();

    /** @param nonce as the client gave it; null: it gave none */
    record Login(
            StaffMember person,
            String redirectUri,
            String challenge,
            @Nullable String nonce) {}

    synchronized String issue(Login login) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (open.size() == KEPT) open.remove(open.keySet().iterator().next());
        open.put(code, login);
        return code;
    }

    /** Empty: the code is not known, was used, was given for another address, or its verifier is not this one. It is used up in any case. */
    synchronized Optional<Login> redeem(String code, String redirectUri, String verifier) {
        return Optional.ofNullable(open.remove(code))
                .filter(login -> login.redirectUri().equals(redirectUri))
                .filter(login -> login.challenge().equals(challenge(verifier)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256 is part of every JDK", absent);
        }
    }
}
