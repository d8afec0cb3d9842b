package io.reissue.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.sandbox.oracle.Needles.Trace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms are made here by the JDK's own means, not by those of the search. */
class NeedlesTest {
    private static final String DIGITS = "8613912345678";
    private static final String ADDRESS = "浙江省松坳市羽石路12号";
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOKEN = noise(32, 7);
    private static final Planted PLANTED = new Planted(
            "GB18030",
            "demo.csv",
            List.of(
                    number("+" + DIGITS, "CN", "H00000000aa", ADDRESS),
                    number("+61412345678", "AU", "H00000000ab", "holder.1@example.com")),
            List.of(),
            List.of(new Planted.Account("bank", DIGITS, "bank-1a2b3c4d", Instant.EPOCH, 0)));

    private final PlantedDigests digests = new PlantedDigests(
            PLANTED,
            List.of(
                    new Books.Platform(
                            "bank", true, "HMAC_SHA256", Base64.getEncoder().encodeToString(KEY)),
                    new Books.Platform("chat", true, "SHA256", null),
                    new Books.Platform("mail", false, "SM3", null),
                    new Books.Platform("label", false, "E164", null)));
    private final Needles needles = new Needles(PLANTED, withToken(digests));

    private static PlantedDigests withToken(PlantedDigests digests) {
        digests.addTokens(List.of(TOKEN));
        return digests;
    }

    private static Needles needles(Planted planted) {
        return new Needles(planted, new PlantedDigests(planted, List.of()));
    }

    static Planted.Number number(String e164, String region, String reference, String contact) {
        return new Planted.Number(
                e164,
                region,
                OffsetDateTime.parse("2026-01-01T12:00:00+08:00"),
                "CANCELLED",
                "RESIDENTIAL",
                null,
                reference,
                contact,
                2,
                "demo.csv");
    }

    private static Stream<Arguments> forms() throws Exception {
        byte[] digits = DIGITS.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] hmac = mac.doFinal(digits);
        byte[] sm3 = sm3("H00000000aa");
        HexFormat hex = HexFormat.of();
        Base64.Encoder base64 = Base64.getEncoder();
        return Stream.of(
                Arguments.of("NUMBER in clear", text("+" + DIGITS)),
                Arguments.of("NUMBER in clear", text("139" + "12345678")),
                Arguments.of("NUMBER in clear", text("412345678")),
                Arguments.of("NUMBER in hex", text(hex.withUpperCase().formatHex(digits))),
                Arguments.of("NUMBER in base64", base64.encode(text("a" + DIGITS + "zz"))),
                Arguments.of("NUMBER in base64", base64.encode(text("ab" + DIGITS + "z"))),
                Arguments.of("NUMBER in base64", base64.encode(text("abc" + DIGITS))),
                Arguments.of("NUMBER as SHA-256", text(hex.formatHex(sha.digest(digits)))),
                Arguments.of("NUMBER as SHA-256", text(hex.formatHex(sha.digest(text("+" + DIGITS))))),
                Arguments.of(
                        "NUMBER as a platform's HMAC", text(hex.withUpperCase().formatHex(hmac))),
                Arguments.of("NUMBER as a platform's HMAC", base64.encode(hmac)),
                Arguments.of(
                        "NUMBER as a platform's HMAC",
                        Base64.getUrlEncoder().withoutPadding().encode(hmac)),
                Arguments.of("NUMBER as a platform's HMAC", hmac),
                Arguments.of("REFERENCE in clear", text("h00000000AA")),
                Arguments.of("REFERENCE as SM3", base64.encode(sm3)),
                Arguments.of("REFERENCE as SM3", sm3),
                Arguments.of("NUMBER as MD5", text(hex.formatHex(hash("MD5", DIGITS)))),
                Arguments.of("NUMBER as MD5", base64.encode(hash("MD5", DIGITS))),
                Arguments.of("NUMBER as MD5", hash("MD5", DIGITS)),
                Arguments.of("CONTACT as SHA-1", text(hex.formatHex(hash("SHA-1", ADDRESS)))),
                Arguments.of("CONTACT as SHA-1", base64.encode(hash("SHA-1", ADDRESS))),
                Arguments.of("CONTACT as SHA-1", hash("SHA-1", ADDRESS)),
                Arguments.of("NUMBER in groups", text("139 1234 5678")),
                Arguments.of("NUMBER in groups", text("+61 412-345-678")),
                Arguments.of("CONTACT in clear", text(ADDRESS)),
                Arguments.of("CONTACT in the file's encoding", ADDRESS.getBytes("GB18030")),
                Arguments.of("CONTACT escaped", text(escaped(ADDRESS))),
                Arguments.of("CONTACT URL-encoded", text("holder.1%40example.com")),
                Arguments.of("CONTACT as SHA-256", sha.digest(text("holder.1@example.com"))),
                Arguments.of("HANDLE in clear", text("bank-1a2b3c4d")),
                Arguments.of("HANDLE as SHA-256", text(hex.formatHex(sha.digest(text("bank-1a2b3c4d"))))),
                Arguments.of("TOKEN outside the inventory", TOKEN),
                Arguments.of("TOKEN outside the inventory", text(hex.formatHex(TOKEN))));
    }

    @ParameterizedTest(name = "{0}, {index}")
    @MethodSource("forms")
    void whatWasPlantedIsFoundInEveryFormAtEveryPlace(String trace, byte[] form) {
        for (int before = 0; before < 9; before++) {
            byte[] bytes = between(noise(before, before), form, noise(5, 3));

            assertThat(found(bytes)).as("behind %s bytes", before).contains(trace);
        }
    }

    @ParameterizedTest(name = "{0}, {index}")
    @MethodSource("forms")
    void aFormThatDiffersInOneCharacterIsAnother(String trace, byte[] form) {
        byte[] other = form.clone();
        int middle = other.length / 2;
        other[middle] = (byte) (other[middle] == '2' ? '3' : '2');

        assertThat(found(other)).doesNotContain(trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1412345678", "412345678a", "0x412345678", "41234567890"})
    void fewDigitsAreANumberOnlyByThemselves(String text) {
        assertThat(found(text(text.replace("0x", "0f")))).isEmpty();
    }

    @Test
    void aNumberIsKnownByHowEachPlatformNamesIt() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String keyed = head(mac.doFinal(text(DIGITS)));
        String hashed = head(MessageDigest.getInstance("SHA-256").digest(text(DIGITS)));

        assertThat(digests.number("bank", keyed)).hasValue(digests.numbers().indexOf(DIGITS));
        assertThat(digests.number("chat", hashed)).hasValue(digests.numbers().indexOf(DIGITS));
        assertThat(digests.number("mail", head(sm3(DIGITS))))
                .hasValue(digests.numbers().indexOf(DIGITS));
        assertThat(digests.number("label", DIGITS)).hasValue(digests.numbers().indexOf(DIGITS));
        assertThat(digests.number("chat", keyed)).isEmpty();
        assertThat(digests.number("bank", hashed)).isEmpty();
        assertThat(digests.number("mail", hashed)).isEmpty();
        assertThat(digests.number("bank", DIGITS)).isEmpty();
    }

    private static String head(byte[] hash) {
        return HexFormat.of().formatHex(hash).substring(0, 16);
    }

    @Test
    void noiseHoldsNothing() {
        assertThat(found(noise(1 << 20, 1))).isEmpty();
    }

    @Test
    void whatIsTooShortToBeFoundIsNotPassedOver() {
        Planted shortReference = new Planted(
                "UTF-8", "demo.csv", List.of(number("+" + DIGITS, "CN", "H1", ADDRESS)), List.of(), List.of());

        assertThatThrownBy(() -> needles(shortReference)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A run of a thousand numbers leaves some 20 MB; this is as much, and the worst there is: one run of base64, of noise. */
    @Test
    void twentyMegabytesAreSearchedForTwentyThousandNumbersInSeconds() {
        List<Planted.Number> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(number(
                    "+861391" + (1_000_000 + 37 * i),
                    "CN",
                    "H%010x".formatted(i * 7919L),
                    "holder.%010x@example.com".formatted(i * 104_729L)));
        }
        Needles all = needles(new Planted("UTF-8", "demo.csv", many, List.of(), List.of()));
        byte[] bytes = Base64.getEncoder().encode(noise(3 << 20, 5));
        List<Trace> found = new ArrayList<>();

        long begun = System.nanoTime();
        for (int i = 0; i < 5; i++) all.search(bytes, 0, bytes.length, true, found::add);
        double seconds = (System.nanoTime() - begun) / 1e9;

        assertThat(found).isEmpty();
        // several times what a machine with other work takes; a search of one value after the other takes minutes
        assertThat(seconds).isLessThan(20);
    }

    private List<String> found(byte[] bytes) {
        List<String> found = new ArrayList<>();
        needles.search(bytes, 0, bytes.length, true, trace -> found.add(trace.toString()));
        return found;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(String name, String text) throws GeneralSecurityException {
        return MessageDigest.getInstance(name).digest(text(text));
    }

    private static byte[] sm3(String text) {
        SM3Digest digest = new SM3Digest();
        digest.update(text(text), 0, text(text).length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04X".formatted(c)));
        return escaped.toString();
    }

    private static byte[] noise(int length, long seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        // neither a letter nor a digit
        for (int i = 0; i < length; i++) noise[i] |= (byte) 0x80;
        return noise;
    }

    private static byte[] between(byte[] before, byte[] form, byte[] behind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before);
        bytes.writeBytes(form);
        bytes.writeBytes(behind);
        return bytes.toByteArray();
    }
}
