package io.reissue.store.certificate;

import com.nimbusds.jwt.JWTClaimsSet;
import io.reissue.recycle.Ending;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The claims as JSON: the registered {@code jti}, {@code iss}, {@code iat}, {@code sub} (the cycle), and our own. */
final class ClaimsCodec {
    private ClaimsCodec() {}

    static JWTClaimsSet write(CertificateClaims claims) {
        return new JWTClaimsSet.Builder()
                .jwtID(claims.certificateId().toString())
                .subject(claims.cycleId().toString())
                .issuer(claims.issuer())
                .issueTime(Date.from(claims.purgedAt()))
                .claim("jurisdiction", claims.jurisdiction())
                .claim("ending", claims.ending().name())
                .claim("disconnectedOn", claims.disconnectedOn().toString())
                .claim("floorAt", claims.floorAt().toString())
                .claim("freezeEnd", claims.freezeEnd().toString())
                .claim(
                        "purgedAt",
                        claims.purgedAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .claim(
                        "stages",
                        Map.of(
                                "identity", claims.counts().identity(),
                                "required", claims.counts().required(),
                                "rest", claims.counts().rest()))
                .claim("unresolved", claims.unresolved())
                .claim("waived", claims.waived())
                .claim("temporalRetention", claims.temporalRetention().toString())
                .claim("backupHorizon", claims.backupHorizon().toString())
                .claim("keyEncryptionKey", claims.keyEncryptionKeyId())
                .claim("disclosureVersion", claims.disclosureVersion())
                .build();
    }

    /** @throws ParseException when a claim is missing or of another form */
    static CertificateClaims read(JWTClaimsSet set) throws ParseException {
        try {
            var stages = set.getJSONObjectClaim("stages");
            return new CertificateClaims(
                    UUID.fromString(text(set, "jti")),
                    UUID.fromString(text(set, "sub")),
                    text(set, "jurisdiction"),
                    Ending.valueOf(text(set, "ending")),
                    LocalDate.parse(text(set, "disconnectedOn")),
                    Instant.parse(text(set, "floorAt")),
                    Instant.parse(text(set, "freezeEnd")),
                    Instant.parse(text(set, "purgedAt")),
                    new StageCounts(count(stages, "identity"), count(stages, "required"), count(stages, "rest")),
                    texts(set, "unresolved"),
                    texts(set, "waived"),
                    Period.parse(text(set, "temporalRetention")),
                    Period.parse(text(set, "backupHorizon")),
                    text(set, "keyEncryptionKey"),
                    text(set, "disclosureVersion"),
                    text(set, "iss"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw (ParseException) new ParseException("a claim has another form", 0).initCause(e);
        }
    }

    private static String text(JWTClaimsSet set, String name) throws ParseException {
        return required(set.getStringClaim(name), name);
    }

    private static List<String> texts(JWTClaimsSet set, String name) throws ParseException {
        return required(set.getStringListClaim(name), name);
    }

    private static String count(@Nullable Map<String, Object> stages, String stage) throws ParseException {
        if (required(stages, "stages").get(stage) instanceof String count) return count;
        throw new ParseException("no claim stages." + stage, 0);
    }

    private static <T> T required(@Nullable T value, String name) throws ParseException {
        if (value == null) throw new ParseException("no claim " + name, 0);
        return value;
    }
}
