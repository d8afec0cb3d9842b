package io.reissue.sandbox.demo;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The intake files of a demo, and the list of what is in them. */
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
            "real_name_until",
            "asking");
    /** The name of the file with the good rows. */
    public static final String FIRST_FILE = "demo.csv";
    /** When the files are handed in that have no good row. */
    public static final int LATER_FILES_ON_DAY = 20;
    /** How many different days the Chinese numbers were disconnected on. */
    public static final int DATES = 10;
    /** The countries that the demo's carrier serves, with the zone that their dates are in. */
    public static final Map<String, ZoneId> ZONES = Map.of(
            "CN", ZoneId.of("Asia/Shanghai"),
            "US", ZoneId.of("America/New_York"),
            "KR", ZoneId.of("Asia/Seoul"),
            "IN", ZoneId.of("Asia/Kolkata"),
            "AU", ZoneId.of("Australia/Sydney"),
            "CH", ZoneId.of("Europe/Zurich"));

    private final List<DemoFile> files;
    private final Manifest manifest;

    private DemoIntake(List<DemoFile> files, Manifest manifest) {
        this.files = files;
        this.manifest = manifest;
    }

    /** Makes the files; the same settings give the same bytes. */
    public static DemoIntake generate(DemoSettings settings) {
        Random random = new Random(settings.seed());
        Planting planting = new Planting(settings, random);
        IntakeRows rows = new IntakeRows(settings, planting, random);
        rows.addGood(planting.goodNumbers());
        rows.addBad();
        rows.arrange();
        List<PlantedNumber> good = rows.good();
        LaterFiles.Made later = LaterFiles.make(settings, planting, good);
        List<DemoFile> files = new ArrayList<>();
        files.add(new DemoFile(FIRST_FILE, 0, settings.fileTime().toLocalDate(), rows.bytes()));
        files.addAll(later.files());
        List<Manifest.Planted> bad = new ArrayList<>(rows.bad());
        bad.addAll(later.bad());
        return new DemoIntake(
                List.copyOf(files),
                new Manifest(settings.fileTime(), settings.charset(), List.copyOf(good), List.copyOf(bad)));
    }

    /** CSV with a header, lines ending in CRLF, in the manifest's encoding; in the order in which they are handed in. */
    public List<DemoFile> files() {
        return files;
    }

    /** What was planted. */
    public Manifest manifest() {
        return manifest;
    }
}
