package io.reissue.sandbox.platforms;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Real categories of platforms under fictional names; the same seed and count always give the same platforms and keys. */
public final class PlatformCatalogue {
    /** With fewer, the two identity services, two label registries and every behaviour no longer fit. */
    public static final int FEWEST = 20;
    /** With more, a group would use a brand twice in one category. */
    public static final int MOST = 400;

    private static final List<Behaviour> LISTS =
            List.of(Behaviour.NOT_YET_SYNCED_FIRST, Behaviour.AT_ONCE, Behaviour.LATER, Behaviour.AT_ONCE);
    private static final List<Behaviour> REQUIRED = List.of(
            Behaviour.AT_ONCE,
            Behaviour.LATER,
            Behaviour.REFUSES_AT_FIRST,
            Behaviour.SILENT_AT_FIRST,
            Behaviour.AT_ONCE,
            Behaviour.LATER,
            Behaviour.AT_ONCE,
            Behaviour.AT_ONCE,
            Behaviour.AT_ONCE,
            Behaviour.LATER,
            Behaviour.NOT_YET_SYNCED_FIRST,
            Behaviour.AT_ONCE);
    private static final List<Behaviour> REST = List.of(
            Behaviour.AT_ONCE,
            Behaviour.LATER,
            Behaviour.AT_ONCE,
            Behaviour.REFUSES_AT_FIRST,
            Behaviour.AT_ONCE,
            Behaviour.AT_ONCE,
            Behaviour.LATER,
            Behaviour.AT_ONCE,
            Behaviour.NOT_YET_SYNCED_FIRST,
            Behaviour.SILENT_AT_FIRST,
            Behaviour.AT_ONCE,
            Behaviour.AT_ONCE,
            Behaviour.LATER);
    private static final Duration SILENCE = Duration.ofDays(10);

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
        catalogue.group("IDENTITY", PlatformKind.IDENTITY, 1, identity, LISTS, 3);
        catalogue.group("LABEL", PlatformKind.LABEL, 1, labels, LISTS.subList(1, LISTS.size()), 0.8);
        catalogue.group("REQUIRED", PlatformKind.ACCOUNT, 2, required, REQUIRED, 3);
        catalogue.group("LENDER", PlatformKind.LENDER, 3, lenders, REST, 0.6);
        catalogue.group("OTHER", PlatformKind.ACCOUNT, 3, count - identity - labels - required - lenders, REST, 1);
        return catalogue.withReach(2 + 2 * Math.min(1, count / 220.0));
    }

    private void group(
            String group, PlatformKind kind, int stage, int count, List<Behaviour> behaviours, double weight) {
        List<NamedCsvRecord> own = categories.stream()
                .filter(category -> category.getField("group").equals(group))
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
            platforms.add(new PlatformProfile(
                    code,
                    brand.getField("zh") + category.getField("zh"),
                    brand.getField("en") + " " + category.getField("en"),
                    kind,
                    stage,
                    stage == 2,
                    Integer.parseInt(category.getField("accounts")),
                    0,
                    terms(code, index, random),
                    manners(behaviours.get(i % behaviours.size()), stage, random)));
            weights.add(weight * (0.5 + random.nextDouble()));
        }
    }

    private List<PlatformProfile> withReach(double accountsPerNumber) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        List<PlatformProfile> result = new ArrayList<>();
        for (int i = 0; i < platforms.size(); i++) {
            PlatformProfile p = platforms.get(i);
            double reach = Math.min(0.6, weights.get(i) * accountsPerNumber / sum);
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

    private static Manners manners(Behaviour behaviour, int stage, Random random) {
        Duration delay = switch (behaviour) {
            case AT_ONCE -> Duration.ZERO;
            // Stage 3 has the twenty-day answers; a required platform keeps within the five working days.
            case LATER -> Duration.ofHours(stage == 3 && random.nextInt(5) == 0 ? 480 : 2 + random.nextInt(70));
            case REFUSES_AT_FIRST -> Duration.ofDays(5 + random.nextInt(12));
            case SILENT_AT_FIRST -> SILENCE;
            case NOT_YET_SYNCED_FIRST -> Duration.ofDays(5 + random.nextInt(3));
        };
        int parts = behaviour == Behaviour.AT_ONCE || random.nextBoolean() ? 1 : 2 + random.nextInt(2);
        return new Manners(behaviour, delay, Duration.ofDays(7), random.nextBoolean(), parts);
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
