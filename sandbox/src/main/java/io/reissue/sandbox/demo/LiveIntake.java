package io.reissue.sandbox.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * An intake file for a jurisdiction whose days are minutes, and the list of what is in it: Chinese numbers that left service just
 * before, nearly all plain. Of every hundred two are blocked, and of those two in three are told of late, so that a demo of half an hour
 * sees a number kept to the cap and one kept to the ceiling; one asks alone, one goes back to its holder, one was disconnected in error.
 * Behind them stand rows of numbers that are in service, and give no cycle.
 */
public final class LiveIntake {
    private static final String READ_AS = "CN";

    private static final int BLOCKED_OF = 50;

    /**
     * How many minutes before the file the blocked left service, by turns: just now; long enough to be kept as long as the demo's policy
     * lets it; as long as its law does.
     */
    private static final int[] BLOCKED_BEFORE = {0, 11, 27};

    private static final int HUNDRED = 100;

    private static final List<BadRow> IN_SERVICE =
            List.of(BadRow.SUSPENDED_ARREARS, BadRow.SUSPENDED_ON_REQUEST, BadRow.PORTED_OUT);

    private final String name;
    private final byte[] bytes;
    private final Manifest manifest;

    private LiveIntake(String name, byte[] bytes, Manifest manifest) {
        this.name = name;
        this.bytes = bytes;
        this.manifest = manifest;
    }

    /** The same arguments give the same file. */
    public static LiveIntake generate(long seed, int count, String region, Instant at, Play play) {
        ZoneId zone = Objects.requireNonNull(DemoIntake.ZONES.get(READ_AS));
        OffsetDateTime fileTime = at.atZone(zone).toOffsetDateTime().withNano(0);
        Random random = new Random(seed);
        AllocatedNumbers allocated = new AllocatedNumbers(random);
        String name = "demo-" + seed + ".csv";
        List<PlantedNumber> numbers = new ArrayList<>();
        List<Manifest.Planted> inService = new ArrayList<>();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(CsvRow.encoded(DemoIntake.COLUMNS, StandardCharsets.UTF_8));
        int rows = play != Play.UNTROUBLED && count > 0 ? count + IN_SERVICE.size() : count;
        for (int i = 0; i < rows; i++) {
            OffsetDateTime disconnected = fileTime.minus(play.gone())
                    .minusMinutes(play == Play.WATCHED ? minutesBefore(i) : 0)
                    .minusSeconds(1L + random.nextInt((int) play.within().toSeconds()));
            PlantedNumber number = new PlantedNumber(
                    i + 2,
                    allocated.draw(READ_AS),
                    region,
                    disconnected,
                    "CANCELLED",
                    disconnected.toLocalDate().minusDays(200 + random.nextInt(3_800)),
                    "RESIDENTIAL",
                    null,
                    "H%010x".formatted(random.nextLong() & 0xff_ffff_ffffL),
                    "holder.%010x@example.com".formatted(random.nextLong() & 0xff_ffff_ffffL),
                    null,
                    play == Play.UNTROUBLED ? Fate.PLAIN : fate(i));
            List<String> row = CsvRow.of(number);
            if (i < count) {
                numbers.add(number);
            } else {
                BadRow kind = IN_SERVICE.get(i - count);
                CsvRow.set(row, "reason", kind.name());
                inService.add(new Manifest.Planted(kind, name, number.line(), number.e164()));
            }
            file.writeBytes(CsvRow.encoded(row, StandardCharsets.UTF_8));
        }
        return new LiveIntake(
                name,
                file.toByteArray(),
                new Manifest(fileTime, StandardCharsets.UTF_8, List.copyOf(numbers), List.copyOf(inService)));
    }

    private static Fate fate(int index) {
        if (index % BLOCKED_OF == 0) return Fate.BLOCKED;
        return switch (index % HUNDRED) {
            case 1 -> Fate.ALONE;
            case 2 -> Fate.REINSTATED;
            case 3 -> Fate.WITHDRAWN;
            default -> Fate.PLAIN;
        };
    }

    private static int minutesBefore(int index) {
        return fate(index).isBlocked() ? BLOCKED_BEFORE[index / BLOCKED_OF % BLOCKED_BEFORE.length] : 0;
    }

    /** Under which it is to be handed in: the manifest's rows are of this file. */
    public String name() {
        return name;
    }

    /** CSV with a header, lines ending in CRLF. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What was planted. */
    public Manifest manifest() {
        return manifest;
    }
}
