package io.reissue.sandbox.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Makes the good numbers: who held them, when they were given up, and what the demo means to do with them. */
final class Planting {
    /** How many ALONE numbers, whatever the file's size: each asks every platform by itself. */
    static final int ALONE = 3;

    /**
     * Numbers of another country, all given up on one day: each day is a cohort, and every cohort asks every platform.
     *
     * @param perMille of all good numbers
     * @param least with how few of them all its fates are there
     * @param date which disconnect date, counted back from the file's
     * @param fates in turn
     */
    private record Block(String region, int perMille, int least, int date, List<Fate> fates) {
        int size(int goodNumbers) {
            return Math.max(least, goodNumbers * perMille / 1_000);
        }
    }

    private static final List<Block> ABROAD = List.of(
            // Residential lines: the ceiling is two weeks behind the freeze, and a sixth of them meets it.
            new Block(
                    "US", 30, 4, 1, List.of(Fate.BLOCKED, Fate.PLAIN, Fate.WAIVED, Fate.PLAIN, Fate.PLAIN, Fate.PLAIN)),
            // The policy with the short cap: most of them meet it.
            new Block(
                    "KR", 20, 5, 0, List.of(Fate.BLOCKED, Fate.WAIVED, Fate.RETIRED, Fate.EXTENDED_TO_CAP, Fate.PLAIN)),
            new Block("IN", 20, 1, 1, List.of(Fate.PLAIN)),
            // Long freezes: given up early enough to be released before the demo ends.
            new Block("AU", 10, 2, 3, List.of(Fate.PORTED_IN, Fate.PLAIN, Fate.PLAIN, Fate.PLAIN, Fate.PLAIN)),
            new Block("CH", 10, 1, 3, List.of(Fate.PLAIN)));

    /** Commands come while a cycle is open, so their numbers are taken from the later disconnect dates. */
    private static final int DATES_FOR_COMMANDS = 6;

    /** Of the ten, three are runs. */
    private static final int DATES_BETWEEN_RUNS = 3;

    private static final int REAL_NAME_YEARS = 2;
    private static final List<String> STREETS = List.of("Quill", "Fern", "Heron", "Birch", "Saltmere");
    private static final List<String> STREETS_ZH = List.of("羽石路", "蕨远街", "鹭汀巷", "桦径路", "盐汀大道");
    private static final List<String> PROVINCES_ZH = List.of("浙江省", "四川省", "山东省", "云南省", "吉林省");

    private final DemoSettings settings;
    private final Random random;
    private final AllocatedNumbers allocated;

    Planting(DemoSettings settings, Random random) {
        this.settings = settings;
        this.random = random;
        this.allocated = new AllocatedNumbers(random);
    }

    List<PlantedNumber> goodNumbers() {
        List<PlantedNumber> numbers = new ArrayList<>();
        for (Block block : ABROAD) {
            for (int i = 0; i < block.size(settings.goodNumbers()); i++) {
                Fate fate = block.fates().get(i % block.fates().size());
                numbers.add(number(block.region(), block.date(), fate));
            }
        }
        int inChina = settings.goodNumbers() - numbers.size();
        List<Fate> fates = fates(inChina);
        for (int i = 0; i < inChina; i++) {
            numbers.add(number("CN", i % DemoIntake.DATES, fates.get(i)));
        }
        return numbers;
    }

    /** One number that left service on the {@code date}-th last disconnect date; it stands on no line yet. */
    PlantedNumber number(String region, int date, Fate fate) {
        String e164 = allocated.draw(region);
        ZoneId zone = Objects.requireNonNull(DemoIntake.ZONES.get(region));
        LocalDate day = settings.fileTime().toLocalDate().minusDays(1L + (long) date * settings.daysBetweenDates());
        OffsetDateTime disconnected = day.atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)))
                .atZone(zone)
                .toOffsetDateTime();
        return new PlantedNumber(
                0,
                e164,
                region,
                disconnected,
                reason(region, date),
                day.minusDays(200 + random.nextInt(3_800)),
                region.equals("US") ? "RESIDENTIAL" : lineType(),
                fate == Fate.PORTED_IN ? "donor-" + (char) ('a' + random.nextInt(3)) : null,
                "H" + hex(),
                contact(region),
                region.equals("CN") ? day.plusYears(REAL_NAME_YEARS) : null,
                fate);
    }

    /**
     * Who cancels does so on any day; lines in arrears are ended in runs. In China they rest under a policy of their own, and are cohorts
     * of their own.
     */
    private String reason(String region, int date) {
        boolean drawn = random.nextInt(10) < 7;
        boolean cancelled = region.equals("CN") ? date % DATES_BETWEEN_RUNS != 1 : drawn;
        return cancelled ? "CANCELLED" : "ARREARS_TERMINATED";
    }

    String foreign(int index) {
        return allocated.draw(List.of("JP", "BR", "FR").get(index % 3));
    }

    /** Three in a hundred come back; two in a hundred each are held, extended, withdrawn, ported in; one each is blocked. */
    private List<Fate> fates(int count) {
        Map<Fate, Integer> wanted = new EnumMap<>(Fate.class);
        int n = settings.goodNumbers();
        wanted.put(Fate.HELD, Math.max(2, n / 50));
        wanted.put(Fate.EXTENDED, Math.max(1, n / 50));
        wanted.put(Fate.REINSTATED, Math.max(3, n * 3 / 100));
        wanted.put(Fate.WITHDRAWN, Math.max(2, n / 50));
        wanted.put(Fate.BLOCKED, Math.max(1, n / 100));
        wanted.put(Fate.WAIVED, Math.max(1, n / 100));
        wanted.put(Fate.RETIRED, Math.max(1, n / 100));
        wanted.put(Fate.ALONE, ALONE);
        wanted.put(Fate.PORTED_IN, Math.max(1, n / 50));
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % DemoIntake.DATES < DATES_FOR_COMMANDS) {
                late.add(i);
            }
        }
        Collections.shuffle(late, random);
        List<Fate> fates = new ArrayList<>(Collections.nCopies(count, Fate.PLAIN));
        int next = 0;
        for (Map.Entry<Fate, Integer> entry : wanted.entrySet()) {
            for (int i = 0; i < entry.getValue(); i++) {
                fates.set(late.get(next++), entry.getKey());
            }
        }
        return fates;
    }

    private String lineType() {
        int drawn = random.nextInt(20);
        return drawn == 0 ? "IOT" : drawn <= 2 ? "BUSINESS" : "RESIDENTIAL";
    }

    private String contact(String region) {
        int pick = random.nextInt(STREETS.size());
        int house = 1 + random.nextInt(300);
        if (random.nextInt(10) < 6) {
            return "holder." + hex() + "@example.com";
        }
        return region.equals("CN")
                ? PROVINCES_ZH.get(random.nextInt(PROVINCES_ZH.size())) + "松坳市" + STREETS_ZH.get(pick) + house + "号"
                : house + " " + STREETS.get(pick) + " Street, Pinehollow";
    }

    private String hex() {
        return "%010x".formatted(random.nextLong() & 0xff_ffff_ffffL);
    }
}
