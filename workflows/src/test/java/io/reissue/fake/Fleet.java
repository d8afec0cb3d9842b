package io.reissue.fake;

import io.reissue.policy.Asking;
import io.reissue.policy.Policy;
import io.reissue.policy.Scope;
import io.reissue.policy.Stage;
import io.reissue.policy.WorkingDays;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A set of platforms and the policy that fits it. */
public record Fleet(List<SimulatedPlatform> platforms) {
    /** When tests begin: a Sunday; early enough that a year of a number lies within the calendar of {@link #weekdays}. */
    public static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    public Fleet {
        platforms = List.copyOf(platforms);
    }

    /** Two identity services, up to three required platforms, the rest apps: {@code id-1}, {@code pay-1}, {@code app-1}. */
    public static Fleet of(int size) {
        List<SimulatedPlatform> platforms = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            if (i <= 2) platforms.add(new SimulatedPlatform("id-" + i, Stage.IDENTITY, false));
            else if (i <= 5) platforms.add(new SimulatedPlatform("pay-" + (i - 2), Stage.REQUIRED, true));
            else platforms.add(new SimulatedPlatform("app-" + (i - 5), Stage.REST, false));
        }
        return new Fleet(platforms);
    }

    public SimulatedPlatform platform(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no platform " + code));
    }

    Optional<SimulatedPlatform> find(@Nullable String code) {
        return platforms.stream()
                .filter(platform -> platform.code().equals(code))
                .findFirst();
    }

    /** China: freeze 120 days, asked 40 days before its end, stages of five working days, growing by 7 days up to 400, reclaim within 110. */
    public Policy policy(Asking asking) {
        return new Policy(
                1,
                Scope.allOf("CN"),
                120,
                40,
                1,
                Duration.ofHours(6),
                Map.of(Stage.IDENTITY, 5, Stage.REQUIRED, 5, Stage.REST, 5),
                platforms.stream()
                        .filter(SimulatedPlatform::required)
                        .map(SimulatedPlatform::code)
                        .collect(Collectors.toSet()),
                platforms.stream().collect(Collectors.toMap(SimulatedPlatform::code, SimulatedPlatform::stage)),
                7,
                400,
                Period.ofDays(14),
                110,
                asking,
                List.of(Period.ofDays(1), Period.ofDays(3), Period.ofDays(7)));
    }

    /** The account that a number has at a platform before anything happens. */
    public static SimulatedPlatform.Account account(SimulatedPlatform platform) {
        return new SimulatedPlatform.Account("account-at-" + platform.code(), START.minus(Duration.ofDays(900)));
    }

    /** Weekends only, for the years the tests live in. */
    public static WorkingDays weekdays() {
        return new WorkingDays(
                "CN", IntStream.rangeClosed(2026, 2030).boxed().collect(Collectors.toSet()), Set.of(), Set.of());
    }
}
