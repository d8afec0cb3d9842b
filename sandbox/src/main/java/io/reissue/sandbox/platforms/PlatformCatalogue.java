package io.reissue.sandbox.platforms;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reissue.sandbox.platforms.manners.Chance;
import io.reissue.sandbox.platforms.manners.Manners;
import io.reissue.sandbox.platforms.wire.IdentifierForm;
import io.reissue.sandbox.platforms.wire.WebhookSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Real categories of platforms under fictional names; the same seed and count always give the same platforms and keys. */
public final class PlatformCatalogue {
    /** With fewer, two identity services, two label registries and something required no longer fit. */
    public static final int FEWEST = 20;
    /** With more, a group would use a brand twice in one category. */
    public static final int MOST = 400;

    /** How many platforms of a category, in the order in which they are made, have the reach that is fixed for it. */
    private static final int LEADERS = 2;

    private final long seed;
    private final List<NamedCsvRecord> categories = table("categories.csv");
    private final List<NamedCsvRecord> brands = table("brands.csv");
    private final List<PlatformProfile> platforms = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    private PlatformCatalogue(long seed) {
        this.seed = seed;
    }

    /**
     * The first {@code count} platforms of a seed: at least two identity services and two label registries, a fifth required.
     *
     * @param count from {@link #FEWEST} to {@link #MOST}
     */
    public static List<PlatformProfile> generate(long seed, int count) {
        if (count < FEWEST || count > MOST) {
            throw new IllegalArgumentException("a catalogue has " + FEWEST + " to " + MOST + " platforms");
        }
        PlatformCatalogue catalogue = new PlatformCatalogue(seed);
        int identity = Math.max(2, count / 50);
        int labels = Math.max(2, count / 30);
        int required = Math.round(count / 5f);
        int lenders = Math.max(2, count / 12);
        catalogue.group(Roster.IDENTITY, PlatformKind.IDENTITY, 1, identity, 3);
        catalogue.group(Roster.LABEL, PlatformKind.LABEL, 1, labels, 0.8);
        catalogue.group(Roster.REQUIRED, PlatformKind.ACCOUNT, 2, required, 3);
        catalogue.group(Roster.LENDER, PlatformKind.LENDER, 3, lenders, 0.6);
        catalogue.group(Roster.OTHER, PlatformKind.ACCOUNT, 3, count - identity - labels - required - lenders, 1);
        return dealing(catalogue.withReach(2 + 2 * Math.min(1, count / 220.0)));
    }

    /**
     * The first of the rest with no bad habit fetches; the first others on whose way nothing goes wrong are told of status, or read of it.
     * Nothing is drawn for it, so all of them are otherwise what they were.
     */
    private static List<PlatformProfile> dealing(List<PlatformProfile> platforms) {
        Deque<Dealings> left = new ArrayDeque<>(List.of(Dealings.FETCHING, Dealings.TOLD, Dealings.READING));
        List<PlatformProfile> result = new ArrayList<>(platforms);
        for (boolean plain : List.of(true, false)) {
            for (int i = 0; i < result.size() && !left.isEmpty(); i++) {
                PlatformProfile platform = result.get(i);
                boolean free = platform.kind() == PlatformKind.ACCOUNT
                        && platform.stage() == 3
                        && platform.dealings().equals(Dealings.CALLED);
                Manners manners = platform.manners();
                boolean fits = plain
                        ? manners.equals(Manners.good(manners.chance()))
                        : manners.troubles().isEmpty();
                if (free && fits) {
                    result.set(i, platform.with(left.removeFirst()));
                    if (plain) break;
                }
            }
        }
        return List.copyOf(result);
    }

    /** The same platforms, had they no bad habit: each answers at once. */
    public static List<PlatformProfile> wellBehaved(long seed, int count) {
        return generate(seed, count).stream()
                .map(platform -> new PlatformProfile(
                        platform.code(),
                        platform.nameZh(),
                        platform.nameEn(),
                        platform.kind(),
                        platform.stage(),
                        platform.required(),
                        platform.accountsPerNumber(),
                        platform.reach(),
                        platform.terms(),
                        Manners.good(platform.manners().chance()),
                        platform.dealings()))
                .toList();
    }

    private void group(Roster roster, PlatformKind kind, int stage, int count, double weight) {
        List<NamedCsvRecord> own = categories.stream()
                .filter(category -> category.getField("group").equals(roster.group()))
                .toList();
        Map<String, Integer> firstBrand = new HashMap<>();
        for (int i = 0; i < count; i++) {
            NamedCsvRecord category = own.get(i % own.size());
            String noun = category.getField("code");
            Random random = new Random(seed ^ ((long) noun.hashCode() << 16) ^ i);
            int round = i / own.size();
            int first = firstBrand.computeIfAbsent(noun, first0 -> random.nextInt(brands.size()));
            NamedCsvRecord brand = brands.get((first + round) % brands.size());
            String code = round == 0 ? noun : brand.getField("code") + noun;
            int index = platforms.size();
            String fixed = round < LEADERS ? category.getField("reach") : "";
            platforms.add(new PlatformProfile(
                    code,
                    brand.getField("zh") + category.getField("zh"),
                    brand.getField("en") + " " + category.getField("en"),
                    kind,
                    stage,
                    stage == 2,
                    Integer.parseInt(category.getField("accounts")),
                    fixed.isEmpty() ? 0 : Double.parseDouble(fixed),
                    terms(code, index, random),
                    roster.manners(i, Manners.good(Chance.of(seed).and(code)), random)));
            weights.add(fixed.isEmpty() ? weight * (0.5 + random.nextDouble()) : 0);
        }
    }

    private List<PlatformProfile> withReach(double accountsPerNumber) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        double fixed = platforms.stream().mapToDouble(PlatformProfile::reach).sum();
        List<PlatformProfile> result = new ArrayList<>();
        for (int i = 0; i < platforms.size(); i++) {
            PlatformProfile p = platforms.get(i);
            double reach = p.reach() + weights.get(i) * (accountsPerNumber - fixed) / sum;
            result.add(new PlatformProfile(
                    p.code(),
                    p.nameZh(),
                    p.nameEn(),
                    p.kind(),
                    p.stage(),
                    p.required(),
                    p.accountsPerNumber(),
                    reach,
                    p.terms(),
                    p.manners()));
        }
        return List.copyOf(result);
    }

    private Terms terms(String code, int index, Random random) {
        IdentifierForm form = switch (index % 20) {
            case 5, 15 -> IdentifierForm.SHA256;
            case 9 -> IdentifierForm.SM3;
            case 13 -> IdentifierForm.E164;
            default -> IdentifierForm.HMAC_SHA256;
        };
        int batchLimit = switch (random.nextInt(8)) {
            case 0 -> 500;
            case 1 -> 200;
            default -> 1_000;
        };
        int rate = 50 * (1 + random.nextInt(4));
        return new Terms(
                form,
                Base64.getEncoder().encodeToString(derived(code, "identifier")),
                batchLimit,
                rate,
                WebhookSignature.SECRET_PREFIX + Base64.getEncoder().encodeToString(derived(code, "to-platform")),
                WebhookSignature.SECRET_PREFIX + Base64.getEncoder().encodeToString(derived(code, "from-platform")));
    }

    private byte[] derived(String code, String purpose) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        return IdentifierForm.hmac(key, (code + "/" + purpose).getBytes(StandardCharsets.UTF_8));
    }

    private static List<NamedCsvRecord> table(String name) {
        InputStream found = Objects.requireNonNull(PlatformCatalogue.class.getResourceAsStream(name), name);
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            return rows.stream().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
