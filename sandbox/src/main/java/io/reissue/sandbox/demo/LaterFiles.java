package io.reissue.sandbox.demo;

import java.io.ByteArrayOutputStream;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a carrier hands in by mistake some weeks later: a follow-up file of rows that our books know better, and one whose header is
 * wrong. No row of them gives a cycle.
 */
final class LaterFiles {
    private static final String FOLLOW_UP = "follow-up.csv";
    private static final String HEADLESS = "headless.csv";

    private final DemoSettings settings;
    private final Planting planting;
    private final List<PlantedNumber> good;
    private final ByteArrayOutputStream followUp = new ByteArrayOutputStream();
    private final List<Manifest.Planted> bad = new ArrayList<>();

    private LaterFiles(DemoSettings settings, Planting planting, List<PlantedNumber> good) {
        this.settings = settings;
        this.planting = planting;
        this.good = good;
    }

    /** The files, and where their rows stand. */
    record Made(List<DemoFile> files, List<Manifest.Planted> bad) {}

    /** @param good the numbers of the first file, with their lines */
    static Made make(DemoSettings settings, Planting planting, List<PlantedNumber> good) {
        return new LaterFiles(settings, planting, good).make();
    }

    private Made make() {
        write(DemoIntake.COLUMNS);
        // a number on hold rests for sure
        of(Fate.HELD, BadRow.OPEN_CYCLE.count()).forEach(number -> row(BadRow.OPEN_CYCLE, number, CsvRow.of(number)));
        // a Chinese number goes back to its donor at once
        of(Fate.PORTED_IN, BadRow.STALE_DISCONNECT.count())
                .forEach(number -> row(BadRow.STALE_DISCONNECT, number, CsvRow.of(number)));
        OffsetDateTime handedIn = settings.fileTime().plusDays(DemoIntake.LATER_FILES_ON_DAY);
        for (int i = 0; i < BadRow.DISCONNECT_AFTER_FILE.count(); i++) {
            PlantedNumber number = planting.number("CN", 0, Fate.PLAIN);
            List<String> row = CsvRow.of(number);
            CsvRow.set(
                    row, "disconnect_time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(handedIn.minusHours(1L + i)));
            row(BadRow.DISCONNECT_AFTER_FILE, number, row);
        }
        ByteArrayOutputStream headless = new ByteArrayOutputStream();
        headless.writeBytes(CsvRow.encoded(CsvRow.of(planting.number("CN", 0, Fate.PLAIN)), settings.charset()));
        bad.add(new Manifest.Planted(BadRow.UNKNOWN_HEADER, HEADLESS, 1, null));
        return new Made(
                List.of(
                        new DemoFile(
                                FOLLOW_UP,
                                DemoIntake.LATER_FILES_ON_DAY,
                                handedIn.toLocalDate().minusDays(1),
                                followUp.toByteArray()),
                        new DemoFile(
                                HEADLESS,
                                DemoIntake.LATER_FILES_ON_DAY,
                                handedIn.toLocalDate(),
                                headless.toByteArray())),
                List.copyOf(bad));
    }

    /** As many as there are, repeated where there are fewer: a second wrong row about one number is as wrong. */
    private List<PlantedNumber> of(Fate fate, int count) {
        List<PlantedNumber> own = good.stream()
                .filter(number -> number.fate() == fate && number.region().equals("CN"))
                .toList();
        List<PlantedNumber> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(own.get(i % own.size()));
        }
        return chosen;
    }

    private void row(BadRow kind, PlantedNumber number, List<String> row) {
        write(row);
        bad.add(new Manifest.Planted(kind, FOLLOW_UP, bad.size() + 2, number.e164()));
    }

    private void write(List<String> row) {
        followUp.writeBytes(CsvRow.encoded(row, settings.charset()));
    }
}
