package io.reissue.store.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import io.reissue.policy.LineType;
import io.reissue.recycle.Ending;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.store.StoreForTests;
import io.reissue.store.certificate.CertificateVerifier.Genuine;
import io.reissue.store.certificate.CertificateVerifier.Reason;
import io.reissue.store.certificate.CertificateVerifier.Rejected;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.vault.FileKeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

class CertificatesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final Certificates certificates = new Certificates(STORE.jdbc(), STORE.keys());
    private final CertificateVerifier verifier = CertificateVerifier.trusting(certificates.publicKeys());
    private final CertificateClaims claims = claims(STORE.cycle(number()));

    @Test
    void whatIsCertifiedIsReadBackOffline(@TempDir Path folder) throws Exception {
        var jws = certificates.issue(claims);
        var file = Files.writeString(folder.resolve("keys.json"), certificates.publicKeys());

        assertThat(CertificateVerifier.trustingFile(file).verify(jws + "\n")).isEqualTo(new Genuine(claims));
    }

    @Test
    void aSinglePublicKeyIsEnoughToVerify() {
        var single = STORE.keys().certificateSigning().toPublicJWK().toJSONString();

        assertThat(CertificateVerifier.trusting(single).verify(certificates.issue(claims)))
                .isEqualTo(new Genuine(claims));
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateVerifier.trusting("{}"));
    }

    @Test
    void noPrivatePartIsPublished() {
        assertThat(certificates.publicKeys()).contains("\"kid\"").doesNotContain("\"d\"");
    }

    @Test
    void aCertificateIsFoundByItsIdAndByItsCycleAndACycleHasOne() {
        var jws = certificates.issue(claims);
        var issued = new Certificates.Issued(claims.certificateId(), claims.cycleId(), jws);

        assertThat(certificates.find(claims.certificateId())).contains(issued);
        assertThat(certificates.ofCycle(claims.cycleId())).contains(issued);
        assertThat(certificates.find(UUID.randomUUID())).isEmpty();
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> certificates.issue(claims(claims.cycleId())));
    }

    @Test
    void everyChangedPartIsFoundOut() {
        var parts = certificates.issue(claims).split("\\.", -1);
        var changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
                        .replace("RELEASE", "RETIRE")
                        .getBytes(UTF_8));

        assertThat(verifier.verify(parts[0] + "." + changed + "." + parts[2])).isEqualTo(new Rejected(Reason.FORGED));
        assertThat(verifier.verify(parts[0] + "." + parts[1] + "." + "A".repeat(86)))
                .isEqualTo(new Rejected(Reason.FORGED));
    }

    @Test
    void anotherIssuersCertificateIsOfAnUnknownKey(@TempDir Path folder) {
        var jws = certificates.issue(claims);
        var other = new Certificates(STORE.jdbc(), new FileKeyRing(folder, STORE.clock())).publicKeys();

        assertThat(CertificateVerifier.trusting(other).verify(jws)).isEqualTo(new Rejected(Reason.UNKNOWN_KEY));
    }

    @Test
    void aKeyThatTakesATrustedKeysNameIsFoundOut(@TempDir Path folder) throws Exception {
        var forger = new FileKeyRing(folder, STORE.clock()).certificateSigning();
        var forged = new JWSObject(
                header(JWSAlgorithm.ES256, Certificates.TYPE),
                new Payload(ClaimsCodec.write(claims).toJSONObject()));
        forged.sign(new ECDSASigner(forger));

        assertThat(verifier.verify(forged.serialize())).isEqualTo(new Rejected(Reason.FORGED));
    }

    @Test
    void thePublicKeyUsedAsASharedSecretSignsNothing() throws Exception {
        var forged = new JWSObject(
                header(JWSAlgorithm.HS256, Certificates.TYPE),
                new Payload(ClaimsCodec.write(claims).toJSONObject()));
        forged.sign(new MACSigner(certificates.publicKeys().getBytes(UTF_8)));

        assertThat(verifier.verify(forged.serialize())).isEqualTo(new Rejected(Reason.FORGED));
    }

    @Test
    void anotherKindOfTokenUnderTheSameKeyIsNoCertificate() throws Exception {
        var token = new JWSObject(
                header(JWSAlgorithm.ES256, JOSEObjectType.JWT),
                new Payload(ClaimsCodec.write(claims).toJSONObject()));
        token.sign(new ECDSASigner(STORE.keys().certificateSigning()));

        assertThat(verifier.verify(token.serialize())).isEqualTo(new Rejected(Reason.FORGED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"jti\":\"1\"}",
                "[]",
                "{\"jti\":\"00000000-0000-0000-0000-000000000001\",\"sub\":\"00000000-0000-0000-0000-000000000002\",\"jurisdiction\":\"CN\",\"ending\":\"SOMETHING\"}"
            })
    void genuineSignaturesOverOtherClaimsAreMalformed(String payload) throws Exception {
        var signed = new JWSObject(header(JWSAlgorithm.ES256, Certificates.TYPE), new Payload(payload));
        signed.sign(new ECDSASigner(STORE.keys().certificateSigning()));

        assertThat(verifier.verify(signed.serialize())).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoSignatureIsMalformed(String text) {
        assertThat(verifier.verify(text)).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    private static JWSHeader header(JWSAlgorithm algorithm, JOSEObjectType type) {
        return new JWSHeader.Builder(algorithm)
                .type(type)
                .keyID(STORE.keys().certificateSigning().getKeyID())
                .build();
    }

    private static long number() {
        return new Inventory(STORE.jdbc(), STORE.keys())
                .register(List.of(new NewNumber(
                        "86138"
                                + (10_000_000
                                        + STORE.jdbc()
                                                .sql("select count(*) from number")
                                                .query(Long.class)
                                                .single()),
                        "CN",
                        null,
                        null,
                        LineType.RESIDENTIAL,
                        NumberStatus.RECYCLING)))
                .getFirst();
    }

    private static CertificateClaims claims(UUID cycleId) {
        return new CertificateClaims(
                UUID.randomUUID(),
                cycleId,
                "CN",
                Ending.RELEASE,
                LocalDate.parse("2026-08-20"),
                Instant.parse("2026-11-18T16:00:00Z"),
                Instant.parse("2026-11-20T16:00:00Z"),
                Instant.parse("2026-11-23T02:00:00Z"),
                new StageCounts("3/0/0", "7/0/1", "188/2/0"),
                List.of("railbook", "shop-b"),
                List.of("bank-c"),
                Period.ofDays(3),
                Period.ofDays(35),
                "kek-2026Q3",
                "1",
                "Example carrier");
    }
}
