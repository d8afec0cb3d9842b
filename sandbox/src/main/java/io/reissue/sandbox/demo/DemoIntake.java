package io.reissue.sandbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An intake file, and the list of what is in it. */
public final class DemoIntake {
    /** The columns, in order. Times are ISO-8601 with offset, dates ISO-8601. */
    public static final List<String> COLUMNS = List.of(
            "number",
            "disconnect_time",
            "reason",
            "activation_date",
            "line_type",
            "ported_from",
            "holder_reference",
            "contact",
            "real_name_until");
    /** How many different days the numbers were disconnected on. */
    public static final int DATES = 10;
    /** The countries that the demo's carrier serves, with the zone that their dates are in. */
    public static final Map<String, ZoneId> ZONES = Map.of(
            "CN", ZoneId.of("Asia/Shanghai"),
            "US", ZoneId.of("America/New_York"),
            "KR", ZoneId.of("Asia/Seoul"),
            "IN", ZoneId.of("Asia/Kolkata"),
            "AU", ZoneId.of("Australia/Sydney"),
            "CH", ZoneId.of("Europe/Zurich"));

    private final byte[] bytes;
    private final Manifest manifest;

    private DemoIntake(byte[] bytes, Manifest manifest) {
        this.bytes = bytes;
        this.manifest = manifest;
    }

    /** Makes the file; the same settings give the same bytes. */
    public static DemoIntake generate(DemoSettings settings) {
        Random random = new Random(settings.seed());
        Planting planting = new Planting(settings, random);
        List<PlantedNumber> numbers = planting.goodNumbers();
        IntakeRows rows = new IntakeRows(settings, planting, random);
        rows.addGood(numbers);
        rows.addBad();
        List<Manifest.Planted> bad = rows.arrange();
        return new DemoIntake(
                rows.bytes(), new Manifest(settings.fileTime(), settings.charset(), List.copyOf(numbers), bad));
    }

    /** CSV with a header, lines ending in CRLF, in the manifest's encoding. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What was planted. */
    public Manifest manifest() {
        return manifest;
    }

    /** Writes the file, replacing one that is there. */
    public void writeTo(Path file) {
        try {
            Files.write(file, bytes);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
