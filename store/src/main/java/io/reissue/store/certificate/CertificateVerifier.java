package io.reissue.store.certificate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/** Tells whether a certificate is genuine, offline, from the issuer's published keys alone. */
public final class CertificateVerifier {
    private final JWKSet trusted;

    private CertificateVerifier(JWKSet trusted) {
        this.trusted = trusted;
    }

    /**
     * Trusts the keys in a text.
     *
     * @param json a JWK set, or a single JWK
     * @throws IllegalArgumentException when it is neither
     */
    public static CertificateVerifier trusting(String json) {
        try {
            return new CertificateVerifier(JWKSet.parse(json));
        } catch (ParseException _) {
            try {
                return new CertificateVerifier(new JWKSet(List.of(JWK.parse(json))));
            } catch (ParseException e) {
                throw new IllegalArgumentException("neither a JWK set nor a JWK", e);
            }
        }
    }

    /** As {@link #trusting}, from a file. */
    public static CertificateVerifier trustingFile(Path file) throws IOException {
        return trusting(Files.readString(file));
    }

    /** What the check found. */
    public sealed interface Finding {}

    /** Signed by a trusted key, and whole. */
    public record Genuine(CertificateClaims claims) implements Finding {}

    public record Rejected(Reason reason) implements Finding {}

    /** Why a certificate proves nothing. */
    public enum Reason {
        /** The signature is not of the key it names, or the header asks for another algorithm or type. */
        FORGED,
        /** Signed, as it says, with a key that is not trusted here: another issuer's, or newer than the key file. */
        UNKNOWN_KEY,
        /** Not a JWS, or claims are missing or of another form. */
        MALFORMED
    }

    /**
     * Checks the signature first, then the claims.
     *
     * @param text a JWS, compact form; surrounding white space is ignored
     */
    public Finding verify(String text) {
        SignedJWT signed;
        try {
            signed = SignedJWT.parse(text.strip());
        } catch (ParseException _) {
            return new Rejected(Reason.MALFORMED);
        }
        var header = signed.getHeader();
        // Never the header's word on the algorithm: a key must not be usable in another way than ours.
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !Certificates.TYPE.equals(header.getType())) {
            return new Rejected(Reason.FORGED);
        }
        if (header.getKeyID() == null || !(trusted.getKeyByKeyId(header.getKeyID()) instanceof ECKey key)) {
            return new Rejected(Reason.UNKNOWN_KEY);
        }
        try {
            if (!signed.verify(new ECDSAVerifier(key.toPublicJWK()))) return new Rejected(Reason.FORGED);
        } catch (JOSEException _) {
            return new Rejected(Reason.FORGED);
        }
        try {
            return new Genuine(ClaimsCodec.read(signed.getJWTClaimsSet()));
        } catch (ParseException _) {
            return new Rejected(Reason.MALFORMED);
        }
    }
}
