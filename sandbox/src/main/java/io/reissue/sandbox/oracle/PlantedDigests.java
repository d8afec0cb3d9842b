package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Needles.Trace;
import io.reissue.sandbox.oracle.Needles.What;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * All hashes of what was planted. Each has an owner, a number: from it the hash can be made again, which is cheaper than to keep
 * millions of them. By them is also known which number a platform was asked about.
 */
final class PlantedDigests {
    /** Of every value; the first two are forms that platforms may ask for as well. */
    private static final List<String> PLAIN = List.of("SHA-256", "SM3", "SHA-1", "MD5");

    private static final int PLAIN_FORMS = PLAIN.size();

    /** How many digits of a hash, in hex, the platforms' books keep. */
    private static final int HEAD = 16;

    private final List<String> numbers;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<byte[]> values = new ArrayList<>();
    private final List<What> whats = new ArrayList<>();
    private final Map<String, Naming> namings = new HashMap<>();
    private final List<Hmac> keyed = new ArrayList<>();
    private final List<byte[]> tokens = new ArrayList<>();
    private final DigestTable table;

    /** How a platform names numbers; {@code key}: index of its HMAC, -1 for other forms. */
    private record Naming(String form, int key) {}

    /** @param platforms with the keys of their identifiers */
    PlantedDigests(Planted planted, List<Books.Platform> platforms) {
        this.numbers = planted.allDigits();
        for (String digits : numbers) {
            indexes.put(digits, indexes.size());
            addValue(digits, What.NUMBER);
        }
        Needles.values(planted).forEach((value, what) -> {
            if (!indexes.containsKey(value)) addValue(value, what);
        });
        for (String digits : numbers) addValue("+" + digits, What.NUMBER);
        for (Books.Platform platform : platforms) {
            String key = platform.identifierForm().equals("HMAC_SHA256") ? platform.identifierKey() : null;
            namings.put(platform.code(), new Naming(platform.identifierForm(), key == null ? -1 : keyed.size()));
            if (key != null) keyed.add(new Hmac(Base64.getDecoder().decode(key)));
        }
        this.table = new DigestTable(plain() + keyed(), this::digest);
        fill();
    }

    private void addValue(String value, What what) {
        values.add(utf8(value));
        whats.add(what);
    }

    private int plain() {
        return PLAIN_FORMS * values.size();
    }

    private int keyed() {
        return keyed.size() * numbers.size();
    }

    private void fill() {
        int count = plain() + keyed();
        int chunk = 1 << 16;
        for (int from = 0; from < count; from += chunk) {
            int first = from;
            byte[][] digests = IntStream.range(from, Math.min(count, from + chunk))
                    .parallel()
                    .mapToObj(this::digest)
                    .toArray(byte[][]::new);
            for (int i = 0; i < digests.length; i++) table.put(digests[i], first + i);
        }
    }

    /** The inventory's tokens, which are hashes themselves. */
    void addTokens(List<byte[]> more) {
        for (byte[] token : more) {
            table.put(token, plain() + keyed() + tokens.size());
            tokens.add(token);
        }
    }

    /** All of them, to be searched for. */
    DigestTable table() {
        return table;
    }

    /** All numbers that a platform could be asked about, as digits with country code. */
    List<String> numbers() {
        return numbers;
    }

    /**
     * Which of {@link #numbers} a platform was asked about; empty for one that was not planted.
     *
     * @param name how the identifier began: a hash with its first 16 digits, a number whole
     */
    OptionalInt number(String platform, String name) {
        Naming naming = namings.get(platform);
        if (naming == null) return OptionalInt.empty();
        if (naming.form().equals("E164")) {
            Integer index = indexes.get(name);
            return index == null ? OptionalInt.empty() : OptionalInt.of(index);
        }
        if (name.length() != HEAD) return OptionalInt.empty();
        return table.owner(HexFormat.fromHexDigitsToLong(name), owner -> index(naming, owner) >= 0)
                .map(owner -> OptionalInt.of(index(naming, owner)))
                .orElse(OptionalInt.empty());
    }

    /** Of the number whose hash in this naming that owner is; -1: of none. */
    private int index(Naming naming, int owner) {
        if (naming.key() >= 0) {
            int index = owner - plain() - naming.key() * numbers.size();
            return index < numbers.size() ? index : -1;
        }
        boolean same = owner % PLAIN_FORMS == (naming.form().equals("SHA256") ? 0 : 1);
        return same && owner < PLAIN_FORMS * numbers.size() ? owner / PLAIN_FORMS : -1;
    }

    private byte[] digest(int owner) {
        if (owner < plain()) {
            byte[] value = values.get(owner / PLAIN_FORMS);
            return switch (PLAIN.get(owner % PLAIN_FORMS)) {
                case "SHA-256" -> Sha256.of(value);
                case "SM3" -> sm3(value);
                case String name -> named(name, value);
            };
        }
        int own = owner - plain();
        if (own < keyed()) return keyed.get(own / numbers.size()).of(values.get(own % numbers.size()));
        return tokens.get(own - keyed());
    }

    Trace trace(int owner) {
        if (owner < plain()) {
            return new Trace(whats.get(owner / PLAIN_FORMS), "as " + PLAIN.get(owner % PLAIN_FORMS));
        }
        return owner - plain() < keyed()
                ? new Trace(What.NUMBER, "as a platform's HMAC")
                : new Trace(What.TOKEN, "outside the inventory");
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Hashes that nobody should use any more, and that lists of phone numbers are found in. */
    private static byte[] named(String name, byte[] value) {
        try {
            return MessageDigest.getInstance(name).digest(value);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(name + " is part of every JDK", absent);
        }
    }

    private static byte[] sm3(byte[] value) {
        SM3Digest digest = new SM3Digest();
        digest.update(value, 0, value.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** HMAC-SHA256 (RFC 2104) with what only depends on the key done once: half the work where millions are made. */
    private static final class Hmac {
        private static final int BLOCK = 64;

        private final MessageDigest inner = Sha256.digest();
        private final MessageDigest outer = Sha256.digest();

        Hmac(byte[] key) {
            byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.of(key) : key, BLOCK);
            for (byte b : block) inner.update((byte) (b ^ 0x36));
            for (byte b : block) outer.update((byte) (b ^ 0x5c));
        }

        byte[] of(byte[] message) {
            try {
                MessageDigest outside = (MessageDigest) outer.clone();
                outside.update(((MessageDigest) inner.clone()).digest(message));
                return outside.digest();
            } catch (CloneNotSupportedException never) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", never);
            }
        }
    }
}
