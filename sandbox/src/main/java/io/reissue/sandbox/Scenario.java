package io.reissue.sandbox;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.Scope;
import io.reissue.sandbox.demo.PlantedNumber;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.store.policy.PolicyDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the sandbox plays: when it begins, by which policies, for how long. */
final class Scenario {
    /** A Monday; the calendar years of every jurisdiction around it are known. */
    static final OffsetDateTime BEGIN = OffsetDateTime.parse("2026-03-02T09:00:00+08:00");

    /** Long enough for the last Chinese number to rest 140 days, be extended twice and be released. */
    static final Period LENGTH = Period.ofDays(200);

    static final int DAYS_BETWEEN_DATES = 10;

    /** How long before the end of the freeze the platforms are asked. */
    static final int LEAD_DAYS = 40;

    /**
     * How long numbers of one scope rest, in days from disconnection.
     *
     * @param freezeDays as long as nothing is in the way
     * @param stepDays how much it grows each time something required is open
     * @param capDays how far it grows by itself
     */
    record Terms(int freezeDays, int stepDays, int capDays) {}

    private static final Map<Scope, Terms> TERMS = new LinkedHashMap<>();

    static {
        // A cap of one to two years, as carriers and their critics ask for: no number comes near it in the demo.
        whole("CN", new Terms(120, 30, 420));
        // The rule within a jurisdiction: whose line was terminated for arrears may still pay, and rests longer.
        TERMS.put(new Scope("CN", null, null, DisconnectReason.ARREARS_TERMINATED), new Terms(140, 20, 420));
        // The law's ceiling for residential lines ends the freeze two weeks after the policy's first end.
        whole("US", new Terms(75, 30, 90));
        // The policy whose cap is seen at work within the demo: 40 days above the law's floor of 90, in steps of 10.
        whole("KR", new Terms(100, 10, 130));
        whole("IN", new Terms(100, 30, 365));
        whole("AU", new Terms(180, 30, 365));
        whole("CH", new Terms(180, 30, 365));
    }

    /** Numbers of a date wake at ten instants: enough to see that they are spread, and each is a step of virtual time. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private Scenario() {}

    private static void whole(String jurisdiction, Terms terms) {
        TERMS.put(Scope.allOf(jurisdiction), terms);
    }

    static Terms terms(String jurisdiction) {
        return Objects.requireNonNull(TERMS.get(Scope.allOf(jurisdiction)), jurisdiction);
    }

    /** Those that a planted number follows. */
    static Terms terms(PlantedNumber number) {
        Scope scope = new Scope(number.region(), null, null, DisconnectReason.valueOf(number.reason()));
        return Optional.ofNullable(TERMS.get(scope)).orElseGet(() -> terms(number.region()));
    }

    /** One policy per jurisdiction, and one for a part of one; all ask the same platforms. */
    static List<PolicyDocument> policies(List<PlatformContract> platforms) {
        List<String> identity = platforms.stream()
                .filter(platform -> platform.stage() == 1)
                .map(PlatformContract::code)
                .toList();
        List<String> required = platforms.stream()
                .filter(PlatformContract::required)
                .map(PlatformContract::code)
                .toList();
        return TERMS.entrySet().stream()
                .map(entry -> policy(entry.getKey(), entry.getValue(), identity, required))
                .toList();
    }

    private static PolicyDocument policy(Scope scope, Terms terms, List<String> identity, List<String> required) {
        return new PolicyDocument(
                        scope.jurisdiction(),
                        LocalDate.of(2026, 1, 1),
                        terms.freezeDays(),
                        LEAD_DAYS,
                        DAYS_BETWEEN_DATES,
                        SPREAD,
                        List.of(5, 5, 5),
                        identity,
                        required,
                        terms.stepDays(),
                        terms.capDays(),
                        Period.ofDays(14),
                        terms.freezeDays(),
                        Asking.COHORT,
                        List.of(Period.ofDays(7), Period.ofDays(14)))
                .within(scope);
    }
}
