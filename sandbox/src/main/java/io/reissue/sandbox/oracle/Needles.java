package io.reissue.sandbox.oracle;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every form in which something of a leaving holder could have been left: in clear, escaped, in hex and base64; numbers in groups of digits
 * too; hashed by SHA-256, SM3, SHA-1 or MD5; as each platform names the number; as the inventory does. Hashes are looked for as bytes, in
 * hex and in base64.
 */
final class Needles {
    /** What was planted. */
    enum What {
        NUMBER,
        REFERENCE,
        CONTACT,
        HANDLE,
        TOKEN
    }

    /** Something that was found. {@code form}: how it stood there. */
    record Trace(What what, String form) {
        @Override
        public String toString() {
            return what + " " + form;
        }
    }

    private final List<Trace> traces = new ArrayList<>();
    private final PlantedDigests digests;
    private final ClearSearch clear;
    private final DigestTable hashed;

    /** @param digests of the same, and the inventory's tokens */
    Needles(Planted planted, PlantedDigests digests) {
        Charset charset = Charset.forName(planted.charset());
        List<ClearSearch.Text> texts = new ArrayList<>();
        values(planted).forEach((value, what) -> addForms(value, what, charset, texts));
        for (Planted.Number number : planted.numbers()) {
            addWritten(national(number.digits(), number.region()), number.region(), texts);
        }
        this.clear = new ClearSearch(texts);
        this.digests = digests;
        this.hashed = digests.table();
    }

    /** Everything that is looked for in clear. */
    static Map<String, What> values(Planted planted) {
        Map<String, What> values = new LinkedHashMap<>();
        for (Planted.Number number : planted.numbers()) {
            values.put(number.digits(), What.NUMBER);
            values.put(national(number.digits(), number.region()), What.NUMBER);
            values.put(number.holderReference(), What.REFERENCE);
            values.put(number.contact(), What.CONTACT);
        }
        for (Planted.BadRow row : planted.badRows()) {
            if (row.e164() != null) values.put(row.e164().substring(1), What.NUMBER);
        }
        for (Planted.Account account : planted.accounts()) values.put(account.handle(), What.HANDLE);
        return values;
    }

    /** As people of that country write it to each other, without the leading zero that some of them put before it. */
    static String national(String digits, String region) {
        int countryCode = region.equals("US") ? 1 : 2;
        return digits.substring(countryCode);
    }

    private void addForms(String value, What what, Charset charset, List<ClearSearch.Text> texts) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // so few digits come up by chance within longer runs of them, and in hex
        add(texts, what, "in clear", bytes, what == What.NUMBER && bytes.length <= 11);
        add(texts, what, "in hex", HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII), false);
        for (int shift = 0; shift < 3; shift++) add(texts, what, "in base64", base64(bytes, shift), false);
        String escaped = escaped(value);
        if (!escaped.equals(value)) {
            add(texts, what, "escaped", escaped.getBytes(StandardCharsets.US_ASCII), false);
            add(texts, what, "in the file's encoding", value.getBytes(charset), false);
        }
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        if (!encoded.equals(value)) add(texts, what, "URL-encoded", encoded.getBytes(StandardCharsets.US_ASCII), false);
    }

    /** As people of that country write it, in groups. */
    private void addWritten(String national, String region, List<ClearSearch.Text> texts) {
        for (String between : List.of(" ", "-", ".")) {
            StringBuilder written = new StringBuilder(national);
            int place = national.length();
            for (int group : groups(region)) {
                place -= group;
                written.insert(place, between);
            }
            add(texts, What.NUMBER, "in groups", written.toString().getBytes(StandardCharsets.US_ASCII), false);
        }
    }

    /** How many digits stand together, the last ones first; what is left stands before them. */
    private static List<Integer> groups(String region) {
        return switch (region) {
            case "US" -> List.of(4, 3);
            case "AU" -> List.of(3, 3);
            case "IN" -> List.of(5);
            case "CH" -> List.of(2, 2, 3);
            default -> List.of(4, 4);
        };
    }

    private void add(List<ClearSearch.Text> texts, What what, String form, byte[] bytes, boolean whole) {
        traces.add(new Trace(what, form));
        texts.add(new ClearSearch.Text(bytes, whole));
    }

    /** The characters of the base64 of anything that holds the value {@code shift} bytes behind a multiple of three. */
    static byte[] base64(byte[] value, int shift) {
        byte[] padded = new byte[shift + value.length];
        System.arraycopy(value, 0, padded, shift, value.length);
        byte[] encoded = Base64.getEncoder().withoutPadding().encode(padded);
        int first = (shift * Byte.SIZE + 5) / 6;
        int behind = padded.length * Byte.SIZE / 6;
        return Arrays.copyOfRange(encoded, first, behind);
    }

    /** As in JSON that keeps to ASCII. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (c < 0x80) escaped.append(c);
            else escaped.append("\\u%04x".formatted((int) c));
        }
        return escaped.toString();
    }

    /**
     * Tells what stands in the bytes, once for each place.
     *
     * @param binary whether a hash may stand there as it is, and not only in hex or base64
     */
    void search(byte[] bytes, int from, int to, boolean binary, Consumer<Trace> found) {
        clear.search(bytes, from, to, index -> found.accept(traces.get(index)));
        hashed.searchText(bytes, from, to, owner -> found.accept(digests.trace(owner)));
        if (binary) hashed.searchRaw(bytes, from, to, owner -> found.accept(digests.trace(owner)));
    }
}
