package io.reissue.store.certificate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.KeyRingException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signs and keeps certificates: JWS, ES256. The caller owns the transaction; a cycle has at most one, by constraint. */
public final class Certificates {
    /** Media type of the signed claims, so that no other token signed with the key passes for one. */
    static final JOSEObjectType TYPE = new JOSEObjectType("reissue-certificate+jwt");

    private final JdbcClient jdbc;
    private final ECKey key;
    private final ECDSASigner signer;

    public Certificates(JdbcClient jdbc, KeyRing keys) {
        this.jdbc = jdbc;
        this.key = keys.certificateSigning();
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new KeyRingException("the certificate key can't sign", e);
        }
    }

    /**
     * A certificate as stored.
     *
     * @param jws as handed out; {@link CertificateVerifier} reads it
     */
    public record Issued(UUID certificateId, UUID cycleId, String jws) {}

    /**
     * Signs and stores a certificate.
     *
     * @return the JWS, compact form
     */
    public String issue(CertificateClaims claims) {
        var signed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.getKeyID())
                        .build(),
                ClaimsCodec.write(claims));
        try {
            signed.sign(signer);
        } catch (JOSEException e) {
            throw new KeyRingException("the certificate key can't sign", e);
        }
        var jws = signed.serialize();
        keep(claims, jws);
        return jws;
    }

    /** Stores a certificate that was signed before. */
    public void keep(CertificateClaims claims, String jws) {
        jdbc.sql("insert into certificate (id, cycle_id, jws, issued_at) values (:id, :cycle, :jws, :at)")
                .param("id", claims.certificateId())
                .param("cycle", claims.cycleId())
                .param("jws", jws)
                .param("at", claims.purgedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Issued> find(UUID certificateId) {
        return find("select id, cycle_id, jws from certificate where id = :id", certificateId);
    }

    public Optional<Issued> ofCycle(UUID cycleId) {
        return find("select id, cycle_id, jws from certificate where cycle_id = :id", cycleId);
    }

    /** The public keys as a JWK set, JSON: to be published, and to be given to {@link CertificateVerifier}. */
    public String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString(true);
    }

    private Optional<Issued> find(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query((row, _) -> new Issued(
                        row.getObject("id", UUID.class), row.getObject("cycle_id", UUID.class), row.getString("jws")))
                .optional();
    }
}
