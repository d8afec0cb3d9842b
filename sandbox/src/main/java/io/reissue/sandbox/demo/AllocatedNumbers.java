package io.reissue.sandbox.demo;

import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Draws distinct numbers on prefixes that are really allocated: carrier and province known in China, the state in the United
 * States (where a prefix does not tell the carrier), the carrier elsewhere.
 */
final class AllocatedNumbers {
    /** How the mobile numbers of a region begin and how long they are, without country code. */
    private record Shape(String start, int length) {}

    private static final Map<String, Shape> SHAPES = Map.of(
            "CN", new Shape("1", 11),
            "US", new Shape("", 10),
            "KR", new Shape("10", 10),
            "IN", new Shape("9", 10),
            "AU", new Shape("4", 9),
            "CH", new Shape("7", 9),
            "JP", new Shape("90", 10),
            "BR", new Shape("119", 11),
            "FR", new Shape("6", 9));

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final PhoneNumberToCarrierMapper carriers = PhoneNumberToCarrierMapper.getInstance();
    private final PhoneNumberOfflineGeocoder places = PhoneNumberOfflineGeocoder.getInstance();
    private final Set<String> drawn = new HashSet<>();
    private final Random random;

    AllocatedNumbers(Random random) {
        this.random = random;
    }

    /** A number of that region, with "+", that was not drawn before. */
    String draw(String region) {
        Shape shape = SHAPES.get(region);
        if (shape == null) {
            throw new IllegalArgumentException("no numbers for " + region);
        }
        while (true) {
            StringBuilder national = new StringBuilder(shape.start());
            while (national.length() < shape.length()) {
                national.append((char) ('0' + random.nextInt(10)));
            }
            PhoneNumber number = new PhoneNumber()
                    .setCountryCode(numbers.getCountryCodeForRegion(region))
                    .setNationalNumber(Long.parseLong(national.toString()));
            String e164 = numbers.format(number, PhoneNumberFormat.E164);
            if (isKnown(number, region) && drawn.add(e164)) {
                return e164;
            }
        }
    }

    private boolean isKnown(PhoneNumber number, String region) {
        if (!numbers.isValidNumberForRegion(number, region)) {
            return false;
        }
        PhoneNumberType type = numbers.getNumberType(number);
        if (type != PhoneNumberType.MOBILE && type != PhoneNumberType.FIXED_LINE_OR_MOBILE) {
            return false;
        }
        String place = places.getDescriptionForValidNumber(number, Locale.ENGLISH);
        boolean finerThanCountry = !place.isEmpty()
                && !place.equals(new Locale.Builder().setRegion(region).build().getDisplayCountry(Locale.ENGLISH));
        boolean carrierKnown =
                !carriers.getNameForValidNumber(number, Locale.ENGLISH).isEmpty();
        return switch (region) {
            case "CN" -> finerThanCountry && carrierKnown;
            case "US" -> finerThanCountry;
            case "KR", "IN", "AU", "CH" -> carrierKnown;
            default -> true;
        };
    }
}
