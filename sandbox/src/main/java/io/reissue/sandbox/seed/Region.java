package io.reissue.sandbox.seed;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Where seeded numbers come from.
 *
 * @param share of all numbers, in hundredths
 * @param prefix of the E.164 form; {@code digits} more follow
 * @param freezeDays the policy's, with its cap
 */
record Region(
        String jurisdiction,
        int share,
        String prefix,
        int digits,
        int freezeDays,
        int capDays,
        List<String> carriers,
        List<String> provinces) {
    static final List<Region> ALL = List.of(
            new Region(
                    "CN",
                    70,
                    "86138",
                    8,
                    120,
                    420,
                    List.of("China Mobile", "China Unicom", "China Telecom"),
                    List.of(
                            "Guangdong",
                            "Shandong",
                            "Henan",
                            "Jiangsu",
                            "Sichuan",
                            "Hebei",
                            "Hunan",
                            "Zhejiang",
                            "Anhui",
                            "Hubei",
                            "Guangxi",
                            "Yunnan",
                            "Jiangxi",
                            "Liaoning",
                            "Fujian",
                            "Shaanxi",
                            "Guizhou",
                            "Shanxi",
                            "Chongqing",
                            "Heilongjiang",
                            "Xinjiang",
                            "Gansu",
                            "Shanghai",
                            "Jilin",
                            "Beijing",
                            "Inner Mongolia",
                            "Tianjin",
                            "Hainan",
                            "Ningxia",
                            "Qinghai",
                            "Tibet")),
            new Region(
                    "US",
                    8,
                    "1212",
                    7,
                    75,
                    90,
                    List.of(),
                    List.of("California", "Texas", "Florida", "New York", "Illinois", "Ohio", "Georgia")),
            new Region("KR", 7, "8210", 8, 100, 130, List.of("SKT", "KT", "LG U+"), List.of()),
            new Region("IN", 8, "91987", 7, 100, 365, List.of("Jio", "Airtel", "Vi"), List.of()),
            new Region("AU", 4, "614", 8, 180, 365, List.of("Telstra", "Optus"), List.of()),
            new Region("CH", 3, "4179", 7, 180, 365, List.of("Swisscom", "Sunrise"), List.of()));

    /** Numbers of a region are distinct up to so many: seven digits, of which each place of the plan takes one. */
    static final int NUMBERS_AT_MOST = 10_000_000;

    /** Has no factor in common with a power of ten, so that it gives each place another number. */
    private static final long STEP = 6_180_339;

    static Region draw(SplittableRandom random) {
        int hundredth = random.nextInt(100);
        for (Region region : ALL) {
            hundredth -= region.share;
            if (hundredth < 0) return region;
        }
        throw new IllegalStateException("the shares are not a hundred");
    }

    /** The E.164 digits of the number at a place of the plan. */
    String e164(int place) {
        long number = place * STEP % NUMBERS_AT_MOST;
        return prefix + "0".repeat(digits - Long.toString(number).length()) + number;
    }
}
