package io.reissue.sandbox.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.reissue.sandbox.platforms.Binding;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import io.reissue.sandbox.platforms.PlatformProfile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIntakeTest {
    private static final OffsetDateTime TODAY = OffsetDateTime.parse("2026-05-01T08:00:00+08:00");
    private static final DemoSettings USUAL = DemoSettings.usual(11, TODAY);

    @Test
    void theSameSettingsGiveTheSameBytesAndAnotherSeedOthers() {
        DemoIntake one = DemoIntake.generate(USUAL);

        assertThat(first(DemoIntake.generate(USUAL))).isEqualTo(first(one));
        assertThat(DemoIntake.generate(USUAL).manifest()).isEqualTo(one.manifest());
        assertThat(first(DemoIntake.generate(DemoSettings.usual(12, TODAY)))).isNotEqualTo(first(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void everyLineIsOneGoodRowOrTheBadRowThatTheManifestNames(String charset) throws Exception {
        DemoIntake intake = DemoIntake.generate(USUAL.in(Charset.forName(charset)));
        Map<Integer, BadRow> bad = intake.manifest().badRows().stream()
                .filter(row -> row.file().equals(DemoIntake.FIRST_FILE))
                .collect(Collectors.toMap(Manifest.Planted::line, Manifest.Planted::kind));
        List<byte[]> lines = lines(first(intake));
        assertThat(decoded(lines.getFirst(), charset)).isEqualTo(String.join(",", DemoIntake.COLUMNS));
        assertThat(lines)
                .hasSize(1
                        + 200
                        + Arrays.stream(BadRow.values())
                                .filter(BadRow::isInFirstFile)
                                .mapToInt(BadRow::count)
                                .sum());

        Set<String> good = new HashSet<>();
        Map<BadRow, Integer> seen = new HashMap<>();
        for (int line = 2; line <= lines.size(); line++) {
            BadRow kind = judged(lines.get(line - 1), charset, good);
            assertThat(kind).as("line %s", line).isEqualTo(bad.get(line));
            if (kind != null) {
                seen.merge(kind, 1, Integer::sum);
            }
        }
        assertThat(seen)
                .isEqualTo(Arrays.stream(BadRow.values())
                        .filter(BadRow::isInFirstFile)
                        .collect(Collectors.toMap(Function.identity(), BadRow::count)));
        assertThat(good)
                .containsExactlyInAnyOrderElementsOf(intake.manifest().numbers().stream()
                        .map(PlantedNumber::e164)
                        .toList());
        for (PlantedNumber number : intake.manifest().numbers()) {
            assertThat(decoded(lines.get(number.line() - 1), charset)).startsWith(number.e164() + ",");
            assertThat(bad).doesNotContainKey(number.line());
        }
    }

    @Test
    void theFollowUpFileHasRowsThatOurBooksKnowBetterAndAnotherFileHasNoHeader() throws Exception {
        DemoIntake intake = DemoIntake.generate(USUAL);
        Map<String, PlantedNumber> numbers = intake.manifest().numbers().stream()
                .collect(Collectors.toMap(PlantedNumber::e164, Function.identity()));
        DemoFile followUp = intake.files().get(1);
        List<byte[]> lines = lines(followUp.bytes());
        OffsetDateTime handedIn = TODAY.plusDays(followUp.day());

        for (Manifest.Planted row : intake.manifest().badRows()) {
            if (!row.file().equals(followUp.name())) continue;
            String[] fields = decoded(lines.get(row.line() - 1), "UTF-8").split(",", -1);
            assertThat(fields[0]).isEqualTo(row.e164());
            PlantedNumber known = numbers.get(row.e164());
            OffsetDateTime disconnected = OffsetDateTime.parse(fields[1]);
            switch (row.kind()) {
                case OPEN_CYCLE ->
                    assertThat(known).extracting(PlantedNumber::fate).isEqualTo(Fate.HELD);
                case STALE_DISCONNECT -> {
                    assertThat(known).extracting(PlantedNumber::fate).isEqualTo(Fate.PORTED_IN);
                    assertThat(disconnected).isEqualTo(requireNonNull(known).disconnected());
                }
                case DISCONNECT_AFTER_FILE -> {
                    assertThat(known).isNull();
                    assertThat(disconnected).isBefore(handedIn);
                    assertThat(disconnected.toLocalDate()).isAfter(followUp.fileDate());
                }
                default -> throw new AssertionError("not a row of this file: " + row);
            }
        }
        assertThat(lines).hasSize(1 + 3 + 2 + 2);
        assertThat(intake.files())
                .extracting(DemoFile::name)
                .doesNotHaveDuplicates()
                .hasSize(3);
        DemoFile headless = intake.files().getLast();
        assertThat(decoded(lines(headless.bytes()).getFirst(), "UTF-8")).doesNotContain("number");
        assertThat(intake.manifest().badRows())
                .filteredOn(row -> row.file().equals(headless.name()))
                .extracting(Manifest.Planted::kind)
                .containsExactly(BadRow.UNKNOWN_HEADER);
    }

    @Test
    void goodNumbersHaveTenChineseDatesBeforeTheFileAndAllRegionsAndFates() {
        Manifest manifest = DemoIntake.generate(USUAL).manifest();

        assertThat(manifest.numbers())
                .hasSize(200)
                .allMatch(n -> n.disconnected().isBefore(TODAY));
        List<LocalDate> dates = manifest.numbers().stream()
                .filter(n -> n.region().equals("CN"))
                .map(n -> n.disconnected().toLocalDate())
                .distinct()
                .sorted()
                .toList();
        assertThat(dates).hasSize(10).startsWith(LocalDate.of(2026, 1, 30)).endsWith(LocalDate.of(2026, 4, 30));
        assertThat(manifest.numbers()).extracting(PlantedNumber::region).contains("CN", "US", "KR", "IN", "AU", "CH");
        assertThat(manifest.numbers()).extracting(PlantedNumber::fate).contains(Fate.values());
        assertThat(manifest.of(Fate.ALONE)).hasSize(3);
        assertThat(manifest.of(Fate.PORTED_IN)).isNotEmpty().allMatch(n -> n.portedFrom() != null);
        assertThat(manifest.numbers())
                .filteredOn(n -> n.portedFrom() != null)
                .allMatch(n -> n.fate() == Fate.PORTED_IN);
        assertThat(manifest.numbers())
                .filteredOn(n -> n.region().equals("US"))
                .allMatch(n -> n.lineType().equals("RESIDENTIAL"))
                .extracting(n -> n.disconnected().toLocalDate())
                .containsOnly(LocalDate.of(2026, 4, 20));
        assertThat(manifest.numbers())
                .extracting(PlantedNumber::holderReference)
                .doesNotHaveDuplicates();
        assertThat(manifest.numbers())
                .noneMatch(n -> n.contact().contains(n.digits())
                        || n.contact().contains(n.digits().substring(2)));
    }

    @Test
    void chineseNumbersAreOnPrefixesWhoseCarrierAndProvinceAreKnown() throws Exception {
        Manifest manifest = DemoIntake.generate(USUAL).manifest();
        for (PlantedNumber planted : manifest.numbers()) {
            PhoneNumber number = PhoneNumberUtil.getInstance().parse(planted.e164(), null);
            assertThat(PhoneNumberUtil.getInstance().isValidNumberForRegion(number, planted.region()))
                    .isTrue();
            if (planted.region().equals("CN")) {
                assertThat(PhoneNumberToCarrierMapper.getInstance().getNameForNumber(number, Locale.CHINESE))
                        .isNotEmpty();
                assertThat(PhoneNumberOfflineGeocoder.getInstance().getDescriptionForNumber(number, Locale.ENGLISH))
                        .isNotEmpty()
                        .isNotEqualTo("China");
            }
        }
    }

    @Test
    void threeInAHundredComeBackAndTenThousandNumbersAreMadeInSecondsWithoutOneTwice() {
        Manifest manifest = DemoIntake.generate(USUAL.withGoodNumbers(10_000)).manifest();

        assertThat(manifest.of(Fate.REINSTATED)).hasSize(300);
        assertThat(manifest.numbers())
                .hasSize(10_000)
                .extracting(PlantedNumber::e164)
                .doesNotHaveDuplicates();
    }

    @Test
    void ofFiftyNumbersEveryFateAndRegionIsThereToo() {
        Manifest manifest =
                DemoIntake.generate(USUAL.withGoodNumbers(DemoSettings.FEWEST)).manifest();

        assertThat(manifest.numbers())
                .hasSize(50)
                .extracting(PlantedNumber::fate)
                .contains(Fate.values());
        assertThat(manifest.numbers()).extracting(PlantedNumber::region).containsAll(DemoIntake.ZONES.keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 220})
    void accountsAreAsManyAsInTheFieldAndOnlyAFewAreBoundAfterTheCutoff(int count) {
        Manifest manifest = DemoIntake.generate(USUAL).manifest();
        List<PlatformProfile> catalogue = PlatformCatalogue.generate(11, count);
        DemoAccounts accounts = DemoAccounts.plan(11, manifest, catalogue);

        assertThat(DemoAccounts.plan(11, manifest, catalogue)).isEqualTo(accounts);
        Map<String, PlantedNumber> planted =
                manifest.numbers().stream().collect(Collectors.toMap(PlantedNumber::digits, Function.identity()));
        List<Binding> ofPlanted = accounts.bindings().stream()
                .filter(b -> planted.containsKey(b.digits()))
                .toList();
        long pairs = ofPlanted.stream()
                .map(b -> b.platform() + b.digits())
                .distinct()
                .count();
        assertThat(pairs / 200.0).isCloseTo(count == 220 ? 4.0 : 2.4, within(0.6));
        assertThat(ofPlanted).hasSizeGreaterThan((int) pairs);
        assertThat(ofPlanted.stream().map(Binding::digits).distinct()).hasSize(200);
        assertThat(accounts.bindings().stream().map(b -> b.platform() + b.handle()))
                .doesNotHaveDuplicates();

        Set<String> required = catalogue.stream()
                .filter(PlatformProfile::required)
                .map(PlatformProfile::code)
                .collect(Collectors.toSet());
        List<Binding> late = ofPlanted.stream()
                .filter(b -> !b.boundOn()
                        .isBefore(requireNonNull(planted.get(b.digits())).cutoff()))
                .toList();
        assertThat(late).allMatch(b -> b.boundOn().isBefore(TODAY.toInstant()));
        Set<String> blocked = manifest.numbers().stream()
                .filter(number -> number.fate().isBlocked())
                .map(PlantedNumber::digits)
                .collect(Collectors.toSet());
        assertThat(blocked).hasSizeGreaterThan(8);
        assertThat(late.stream().filter(b -> required.contains(b.platform())).map(Binding::digits))
                .containsExactlyInAnyOrderElementsOf(blocked);
        assertThat(late.stream().filter(b -> required.contains(b.platform())))
                .allMatch(b -> b.platform().equals(accounts.blocking().get(b.digits())));
        assertThat(late.stream().filter(b -> !required.contains(b.platform()))).hasSize(5);
    }

    @Test
    void suspendedAndPortedOutNumbersHaveAccountsThatNobodyMayTouch() {
        Manifest manifest = DemoIntake.generate(USUAL).manifest();
        DemoAccounts accounts = DemoAccounts.plan(11, manifest, PlatformCatalogue.generate(11, 40));
        Set<String> bound = accounts.bindings().stream().map(Binding::digits).collect(Collectors.toSet());

        assertThat(manifest.badRows())
                .filteredOn(row -> Set.of(BadRow.SUSPENDED_ARREARS, BadRow.SUSPENDED_ON_REQUEST, BadRow.PORTED_OUT)
                        .contains(row.kind()))
                .hasSize(8)
                .allMatch(row -> row.e164() != null && bound.contains(row.e164().substring(1)));
    }

    /** A judge written from the column list alone: what is wrong with a line, or null; good numbers are added to the set. */
    private static @Nullable BadRow judged(byte[] line, String charset, Set<String> good) throws Exception {
        String text;
        try {
            text = decoded(line, charset);
        } catch (CharacterCodingException undecodable) {
            return BadRow.UNDECODABLE;
        }
        CsvRecord row;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            row = reader.stream().findFirst().orElseThrow();
        } catch (CsvParseException broken) {
            return BadRow.BROKEN_LINE;
        }
        if (row.getFieldCount() != DemoIntake.COLUMNS.size()) {
            return BadRow.WRONG_COLUMN_COUNT;
        }
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        String region;
        try {
            PhoneNumber number = util.parse(row.getField(0), null);
            region = util.isValidNumber(number) ? util.getRegionCodeForNumber(number) : null;
        } catch (NumberParseException malformed) {
            return BadRow.MALFORMED_NUMBER;
        }
        if (region == null) {
            return BadRow.MALFORMED_NUMBER;
        }
        ZoneId zone = DemoIntake.ZONES.get(region);
        if (zone == null) {
            return BadRow.FOREIGN_NUMBER;
        }
        if (row.getField(2).isEmpty() || row.getField(6).isEmpty()) {
            return BadRow.MISSING_VALUE;
        }
        OffsetDateTime disconnected;
        LocalDate activated;
        try {
            disconnected = OffsetDateTime.parse(row.getField(1));
            activated = LocalDate.parse(row.getField(3));
        } catch (DateTimeParseException noDate) {
            return BadRow.MALFORMED_DATE;
        }
        assertThat(Duration.between(disconnected, TODAY)).isLessThan(Duration.ofDays(100));
        if (disconnected.isAfter(TODAY)) {
            return BadRow.DISCONNECT_IN_FUTURE;
        }
        if (activated.isAfter(disconnected.toLocalDate())) {
            return BadRow.DISCONNECT_BEFORE_ACTIVATION;
        }
        if (!Set.of("RESIDENTIAL", "BUSINESS", "IOT").contains(row.getField(4))) {
            return BadRow.UNKNOWN_LINE_TYPE;
        }
        if (!Set.of("", "ALONE").contains(row.getField(9))) {
            return BadRow.UNKNOWN_ASKING;
        }
        return switch (row.getField(2)) {
            case "SUSPENDED_ARREARS" -> BadRow.SUSPENDED_ARREARS;
            case "SUSPENDED_ON_REQUEST" -> BadRow.SUSPENDED_ON_REQUEST;
            case "PORTED_OUT" -> BadRow.PORTED_OUT;
            case "CANCELLED", "ARREARS_TERMINATED" -> good.add(row.getField(0)) ? null : BadRow.DUPLICATE_ROW;
            default -> BadRow.UNKNOWN_REASON;
        };
    }

    private static byte[] first(DemoIntake intake) {
        return intake.files().getFirst().bytes();
    }

    private static String decoded(byte[] line, String charset) throws CharacterCodingException {
        return Charset.forName(charset)
                .newDecoder()
                .decode(ByteBuffer.wrap(line))
                .toString();
    }

    /** The file's lines without their CRLF. */
    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < file.length; i++) {
            if (file[i] == '\n' && file[i - 1] == '\r') {
                lines.add(Arrays.copyOfRange(file, start, i - 1));
                start = i + 1;
            }
        }
        return lines;
    }
}
