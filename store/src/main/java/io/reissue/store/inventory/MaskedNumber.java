package io.reissue.store.inventory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as it is shown to people who have not asked for it: its country and its last four digits. */
public final class MaskedNumber {
    /** ITU-T E.164: country codes of one, two or three digits, none of which begins another. */
    private static final Pattern NUMBER = Pattern.compile(
            "([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2})([0-9]*)([0-9]{4})");

    private MaskedNumber() {}

    /** @param e164 digits only; what is no number is masked as a whole */
    public static String of(String e164) {
        Matcher parts = NUMBER.matcher(e164);
        if (!parts.matches()) return "•".repeat(e164.length());
        return "+" + parts.group(1) + "•".repeat(parts.group(2).length()) + parts.group(3);
    }
}
