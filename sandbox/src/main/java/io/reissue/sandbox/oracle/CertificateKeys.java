package io.reissue.sandbox.oracle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The issuer's public keys (RFC 7517), and what they say of a certificate: a JWS in compact form, signed by ES256 (RFC 7518, section 3.4).
 */
final class CertificateKeys {
    private static final String TYPE = "reissue-certificate+jwt";
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    /** Of each of the signature's two numbers, in bytes. */
    private static final int HALF = 32;

    private final JsonMapper json = new JsonMapper();
    private final Map<String, ECPublicKeyParameters> keys = new HashMap<>();

    /** @param set a JWK set, JSON */
    CertificateKeys(String set) {
        for (JsonNode key : json.readTree(set).path("keys")) {
            if (!key.path("crv").asString("").equals("P-256")) continue;
            keys.put(
                    key.path("kid").asString(""),
                    new ECPublicKeyParameters(
                            CURVE.getCurve().createPoint(number(key, "x"), number(key, "y")), DOMAIN));
        }
    }

    private static BigInteger number(JsonNode key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asString("")));
    }

    /** The claims of a certificate that one of these keys signed; empty for anything else. */
    Optional<JsonNode> genuine(String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) return Optional.empty();
        try {
            JsonNode header = json.readTree(Base64.getUrlDecoder().decode(parts[0]));
            ECPublicKeyParameters key = keys.get(header.path("kid").asString(""));
            boolean ours = header.path("alg").asString("").equals("ES256")
                    && header.path("typ").asString("").equals(TYPE);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (key == null || !ours || signature.length != 2 * HALF) return Optional.empty();
            return isSigned(parts[0] + "." + parts[1], signature, key)
                    ? Optional.of(json.readTree(Base64.getUrlDecoder().decode(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException notJws) {
            return Optional.empty();
        }
    }

    private static boolean isSigned(String signed, byte[] signature, ECPublicKeyParameters key) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(
                Sha256.of(signed.getBytes(StandardCharsets.US_ASCII)),
                new BigInteger(1, Arrays.copyOf(signature, HALF)),
                new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF)));
    }
}
