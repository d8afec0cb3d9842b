package io.reissue.sandbox.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
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

        assertThat(DemoIntake.generate(USUAL).bytes()).isEqualTo(one.bytes());
        assertThat(DemoIntake.generate(USUAL).manifest()).isEqualTo(one.manifest());
        assertThat(DemoIntake.generate(DemoSettings.usual(12, TODAY)).bytes()).isNotEqualTo(one.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void everyLineIsOneGoodRowOrTheBadRowThatTheManifestNames(String charset) throws Exception {
        DemoIntake intake = DemoIntake.generate(USUAL.in(Charset.forName(charset)));
        Map<Integer, BadRow> bad = intake.manifest().badRows().stream()
                .collect(Collectors.toMap(Manifest.Planted::line, Manifest.Planted::kind));
        List<byte[]> lines = lines(intake.bytes());
        assertThat(decoded(lines.getFirst(), charset)).isEqualTo(String.join(",", DemoIntake.COLUMNS));
        assertThat(lines)
                .hasSize(1
                        + 200
                        + Arrays.stream(BadRow.values()).mapToInt(BadRow::count).sum());

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
                .isEqualTo(
                        Arrays.stream(BadRow.values()).collect(Collectors.toMap(Function.identity(), BadRow::count)));
        assertThat(good)
                .containsExactlyInAnyOrderElementsOf(intake.manifest().numbers().stream()
                        .map(PlantedNumber::e164)
                        .toList());
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
        assertThat(late).hasSize(2 + 5).allMatch(b -> b.boundOn().isBefore(TODAY.toInstant()));
        assertThat(late.stream().filter(b -> required.contains(b.platform())).map(Binding::digits))
                .containsExactlyInAnyOrderElementsOf(
                        accounts.stuck().stream().map(PlantedNumber::digits).toList());
        assertThat(accounts.stuck()).hasSize(2).allMatch(n -> n.fate() == Fate.PLAIN);
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
        OffsetDateTime disconnected = OffsetDateTime.parse(row.getField(1));
        assertThat(Duration.between(disconnected, TODAY)).isLessThan(Duration.ofDays(100));
        if (disconnected.isAfter(TODAY)) {
            return BadRow.DISCONNECT_IN_FUTURE;
        }
        assertThat(LocalDate.parse(row.getField(3))).isBefore(disconnected.toLocalDate());
        return switch (row.getField(2)) {
            case "SUSPENDED_ARREARS" -> BadRow.SUSPENDED_ARREARS;
            case "SUSPENDED_ON_REQUEST" -> BadRow.SUSPENDED_ON_REQUEST;
            case "PORTED_OUT" -> BadRow.PORTED_OUT;
            case "CANCELLED", "ARREARS_TERMINATED" -> good.add(row.getField(0)) ? null : BadRow.DUPLICATE_ROW;
            default -> throw new AssertionError("no such reason");
        };
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
