package io.reissue.sandbox.demo;

import io.reissue.sandbox.platforms.Binding;
import io.reissue.sandbox.platforms.PlatformKind;
import io.reissue.sandbox.platforms.PlatformProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What the planted numbers have at the platforms before anybody is asked. Rows that must not start a cycle have accounts as
 * well: those must stay as they are.
 *
 * @param bindings every account; give them to {@code SimulatedPlatforms.seed}
 * @param stuck plain numbers with an account that a required platform bound after the cutoff, and will therefore not give up
 */
public record DemoAccounts(List<Binding> bindings, List<PlantedNumber> stuck) {
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
            List<PlantedNumber> plain = new ArrayList<>(manifest.of(Fate.PLAIN).stream()
                    .filter(number -> number.region().equals("CN"))
                    .toList());
            Collections.shuffle(plain, random);
            int size = manifest.numbers().size();
            List<PlantedNumber> stuck = List.copyOf(after(plain, true, Math.max(1, size / 100)));
            plain.removeAll(stuck);
            after(plain, false, Math.max(1, size / 40));
            return new DemoAccounts(List.copyOf(bindings), stuck);
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

        /** Binds one account after the cutoff for the first {@code count} numbers that have a platform left for it. */
        private List<PlantedNumber> after(List<PlantedNumber> numbers, boolean required, int count) {
            List<PlantedNumber> done = new ArrayList<>();
            for (PlantedNumber number : numbers) {
                List<PlatformProfile> free = catalogue.stream()
                        .filter(platform -> platform.required() == required && platform.kind() == PlatformKind.ACCOUNT)
                        .filter(platform -> !taken.contains(platform.code() + number.digits()))
                        .toList();
                if (done.size() < count && !free.isEmpty()) {
                    Instant bound = between(number.cutoff(), manifest.fileTime().toInstant());
                    bind(free.get(random.nextInt(free.size())), number.digits(), bound);
                    done.add(number);
                }
            }
            return done;
        }

        private void bind(PlatformProfile platform, String digits, Instant boundOn) {
            taken.add(platform.code() + digits);
            int sessions = platform.kind() == PlatformKind.ACCOUNT ? random.nextInt(4) : 0;
            String handle = "%s-%08x".formatted(platform.code(), random.nextInt());
            bindings.add(new Binding(platform.code(), digits, handle, boundOn, sessions));
        }

        /** A whole second after the first and before the second instant. */
        private Instant between(Instant from, Instant to) {
            long seconds = Math.max(2, Duration.between(from, to).toSeconds());
            return from.plusSeconds(1 + random.nextLong(seconds - 1));
        }
    }
}
