package io.reissue.sandbox.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.reissue.sandbox.oracle.RecordedRun.Copy;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import tools.jackson.databind.JsonNode;

/** Which planted numbers and accounts a violation is about. */
final class PlantedFacts {
    private PlantedFacts() {}

    static Planted.Number number(Copy copy) {
        return copy.planted().numbers().getFirst();
    }

    /** A planted number whose cycle is in that state. */
    static Planted.Number in(Copy copy, String state) {
        int line = Integer.parseInt(copy.one("""
                select c.intake_line::text from cycle c join intake_file f on f.id = c.intake_file_id
                where f.name = '%s' and c.state = '%s' order by c.intake_line limit 1
                """.formatted(copy.planted().file(), state)));
        return copy.planted().numbers().stream()
                .filter(number -> number.line() == line)
                .findFirst()
                .orElseThrow();
    }

    static Predicate<JsonNode> ofUndone(Copy copy) {
        String digits = in(copy, "REINSTATED").digits();
        Set<String> handles = handles(copy, account -> account.digits().equals(digits));
        return account -> handles.contains(handle(account));
    }

    static boolean isLater(Copy copy, Planted.Account account) {
        return copy.planted().numbers().stream()
                .filter(number -> number.digits().equals(account.digits()))
                .map(Planted.Number::cutoff)
                .anyMatch(cutoff -> !account.boundOn().isBefore(cutoff));
    }

    static Set<String> handles(Copy copy, Predicate<Planted.Account> which) {
        return copy.planted().accounts().stream()
                .filter(which)
                .map(Planted.Account::handle)
                .collect(Collectors.toSet());
    }

    static String handle(JsonNode account) {
        return account.path("handle").asString("");
    }

    /** The first platform that names numbers by a key of its own. */
    static Books.Platform keyed(Copy copy) {
        try (Books books = new Books(copy.control().base())) {
            return books.platforms().stream()
                    .filter(platform -> platform.identifierKey() != null
                            && platform.identifierForm().equals("HMAC_SHA256"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How that platform names a number. */
    static String identifier(Copy copy, String digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(requireNonNull(keyed(copy).identifierKey()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(digits.getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    static byte[] sm3(String text) {
        byte[] message = text.getBytes(UTF_8);
        SM3Digest digest = new SM3Digest();
        digest.update(message, 0, message.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
