package io.reissue.sandbox.demo;

import io.reissue.sandbox.platforms.Binding;
import io.reissue.sandbox.platforms.PlatformKind;
import io.reissue.sandbox.platforms.PlatformProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What the planted numbers have at the platforms before anybody is asked. Rows that must not start a cycle have accounts as
 * well: those must stay as they are.
 *
 * @param bindings every account; give them to {@code SimulatedPlatforms.seed}
 * @param blocking by the digits of a number that is meant to be blocked: the required platform that bound an account after the cutoff,
 *     and will therefore not give it up
 */
public record DemoAccounts(List<Binding> bindings, Map<String, String> blocking) {
    private static final Set<BadRow> UNTOUCHED = Set.of(
            BadRow.SUSPENDED_ARREARS, BadRow.SUSPENDED_ON_REQUEST, BadRow.PORTED_OUT, BadRow.DISCONNECT_IN_FUTURE);

    /** The accounts that follow from a seed. */
    public static DemoAccounts plan(long seed, Manifest manifest, List<PlatformProfile> catalogue) {
        return new Planner(seed, manifest, catalogue).plan();
    }

    private static final class Planner {
        private final Random random;
        private final Manifest manifest;
        private final List<PlatformProfile> catalogue;
        private final List<Binding> bindings = new ArrayList<>();
        private final Set<String> taken = new HashSet<>();
        private final Set<String> handles = new HashSet<>();

        Planner(long seed, Manifest manifest, List<PlatformProfile> catalogue) {
            this.random = new Random(seed);
            this.manifest = manifest;
            this.catalogue = catalogue;
        }

        DemoAccounts plan() {
            for (PlantedNumber number : manifest.numbers()) {
                Instant from = number.activated()
                        .atStartOfDay(number.disconnected().getOffset())
                        .toInstant();
                before(number.digits(), from, number.cutoff());
            }
            for (Manifest.Planted row : manifest.badRows()) {
                if (row.e164() != null && UNTOUCHED.contains(row.kind())) {
                    Instant file = manifest.fileTime().toInstant();
                    before(row.e164().substring(1), file.minus(Duration.ofDays(900)), file.minus(Duration.ofDays(400)));
                }
            }
            Map<String, String> blocking = new HashMap<>();
            manifest.numbers().stream()
                    .filter(number -> number.fate().isBlocked())
                    .forEach(number -> after(number, true).ifPresent(code -> blocking.put(number.digits(), code)));
            List<PlantedNumber> plain = new ArrayList<>(manifest.of(Fate.PLAIN));
            Collections.shuffle(plain, random);
            plain.stream().limit(Math.max(1, manifest.numbers().size() / 40)).forEach(number -> after(number, false));
            return new DemoAccounts(List.copyOf(bindings), Map.copyOf(blocking));
        }

        private void before(String digits, Instant from, Instant cutoff) {
            boolean any = false;
            for (PlatformProfile platform : catalogue) {
                if (random.nextDouble() < platform.reach()) {
                    any = true;
                    int accounts = platform.accountsPerNumber() > 1 && random.nextInt(10) < 4
                            ? 2 + random.nextInt(platform.accountsPerNumber() - 1)
                            : 1;
                    for (int i = 0; i < accounts; i++) {
                        bind(platform, digits, between(from, cutoff));
                    }
                }
            }
            if (!any) {
                bind(catalogue.get(random.nextInt(catalogue.size())), digits, between(from, cutoff));
            }
        }

        /** Binds one account after the cutoff, where the number has none; says at which platform. */
        private Optional<String> after(PlantedNumber number, boolean required) {
            List<PlatformProfile> free = catalogue.stream()
                    .filter(platform -> platform.required() == required && platform.kind() == PlatformKind.ACCOUNT)
                    .filter(platform -> !taken.contains(platform.code() + number.digits()))
                    .toList();
            if (free.isEmpty()) {
                return Optional.empty();
            }
            PlatformProfile platform = free.get(random.nextInt(free.size()));
            bind(
                    platform,
                    number.digits(),
                    between(number.cutoff(), manifest.fileTime().toInstant()));
            return Optional.of(platform.code());
        }

        private void bind(PlatformProfile platform, String digits, Instant boundOn) {
            taken.add(platform.code() + digits);
            int sessions = platform.kind() == PlatformKind.ACCOUNT ? random.nextInt(4) : 0;
            String handle = handle(platform);
            bindings.add(new Binding(platform.code(), digits, handle, boundOn, sessions));
        }

        private String handle(PlatformProfile platform) {
            while (true) {
                String handle = "%s-%08x".formatted(platform.code(), random.nextInt());
                if (handles.add(handle)) {
                    return handle;
                }
            }
        }

        /** A whole second after the first and before the second instant. */
        private Instant between(Instant from, Instant to) {
            long seconds = Math.max(2, Duration.between(from, to).toSeconds());
            return from.plusSeconds(1 + random.nextLong(seconds - 1));
        }
    }
}
