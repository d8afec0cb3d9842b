package io.reissue.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import io.reissue.policy.LegalLimits;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as written, read by the numbering plans of all countries: {@code +86…}, {@code 0086…}, or a region's own form. */
public final class NumberingPlans implements Function<String, NumberReading> {
    /** Letters are legal in a number people dial, never in one a machine exports. */
    private static final Pattern WRITTEN = Pattern.compile("[+\\uFF0B]?[\\p{Nd}\\-\\s().]{3,30}");

    private static final String DEMO_READ_AS = "CN";

    private static final NumberReading MALFORMED = new NumberReading.Malformed();

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final PhoneNumberToCarrierMapper carriers = PhoneNumberToCarrierMapper.getInstance();
    private final PhoneNumberOfflineGeocoder places = PhoneNumberOfflineGeocoder.getInstance();
    private final String region;
    private final boolean demo;

    /**
     * @param region ISO 3166-1 alpha-2, of numbers without a country code; {@link LegalLimits#DEMO}: all numbers are read as Chinese ones
     *     are, and belong to the demo jurisdiction
     */
    public NumberingPlans(String region) {
        this.demo = region.equals(LegalLimits.DEMO);
        this.region = demo ? DEMO_READ_AS : region;
    }

    @Override
    public NumberReading apply(String written) {
        if (!WRITTEN.matcher(written).matches()) return MALFORMED;
        return international(written).or(() -> parsed(written)).map(this::valid).orElse(MALFORMED);
    }

    /** Two zeros mean a plus in every file, also where people dial something else, unless that gives no number. */
    private Optional<PhoneNumber> international(String written) {
        return written.startsWith("00") ? parsed("+" + written.substring(2)) : Optional.empty();
    }

    private Optional<PhoneNumber> parsed(String written) {
        try {
            return Optional.of(plans.parse(written, region)).filter(plans::isValidNumber);
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    private NumberReading valid(PhoneNumber number) {
        return new NumberReading.Valid(
                plans.format(number, PhoneNumberFormat.E164).substring(1),
                demo ? LegalLimits.DEMO : plans.getRegionCodeForNumber(number),
                province(number),
                emptyToNull(carriers.getNameForNumber(number, Locale.ENGLISH)));
    }

    /** Descriptions go from the small to the large: "Shenzhen, Guangdong". A newer prefix says only its country. */
    private @Nullable String province(PhoneNumber number) {
        var description = places.getDescriptionForValidNumber(number, Locale.ENGLISH);
        var largest = description.substring(description.lastIndexOf(',') + 1).strip();
        var country = Locale.of("", plans.getRegionCodeForNumber(number)).getDisplayCountry(Locale.ENGLISH);
        return largest.equals(country) ? null : emptyToNull(largest);
    }

    private static @Nullable String emptyToNull(String name) {
        return name.isEmpty() ? null : name;
    }
}
