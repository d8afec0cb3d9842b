package io.reissue.sandbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reissue.sandbox.oracle.Check;
import io.reissue.sandbox.oracle.Oracle;
import io.reissue.sandbox.report.ReportPage;
import io.reissue.sandbox.report.Run;
import io.reissue.sandbox.report.Story;
import io.reissue.sandbox.report.StoryText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to: counts, checks, costs. Printed for people, written as JSON for programs.
 *
 * @param goesOnFrom where virtual time had been left by an earlier start, of which Temporal has forgotten the histories; null for the first
 */
record Summary(
        long seed,
        int platforms,
        long virtualDays,
        @Nullable Instant goesOnFrom,
        double seconds,
        Pace pace,
        Map<String, Long> numbers,
        Map<String, Long> rejections,
        Map<String, Long> outcomes,
        Map<String, Long> stuck,
        List<Check> checks,
        Map<String, Number> events,
        @JsonUnwrapped Story story) {

    static Summary of(Sandbox sandbox, Optional<Instant> left, Demo demo, Story story, long seed, Stopwatch watch) {
        Facts facts = new Facts(sandbox);
        Map<String, Long> states = facts.states();
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("read", facts.read());
        numbers.put("accepted", facts.accepted());
        numbers.put("rejected", facts.rejected());
        numbers.put("released", states.getOrDefault("RELEASED", 0L));
        numbers.put("reinstated", states.getOrDefault("REINSTATED", 0L));
        numbers.put("withdrawn", states.getOrDefault("WITHDRAWN", 0L));
        numbers.put("returnedToDonor", states.getOrDefault("RETURNED_TO_DONOR", 0L));
        numbers.put("retired", states.getOrDefault("RETIRED", 0L));
        numbers.put("stuck", facts.stuck());
        numbers.put("resting", states.getOrDefault("RESTING", 0L));
        Oracle.Verdict verdict = Oracle.judge(sandbox.evidence());
        Map<String, Number> events = new LinkedHashMap<>();
        events.put("perNumberMedian", verdict.events().perNumberMedian());
        events.put("perNumberMax", verdict.events().perNumberMax());
        events.put("perPlatformInCohort", verdict.events().perPlatformInCohort());
        Pace pace = watch.judged();
        return new Summary(
                seed,
                sandbox.platforms().catalogue().size(),
                Duration.between(Scenario.BEGIN.toInstant(), sandbox.clock().instant())
                        .toDays(),
                left.orElse(null),
                pace.seconds(),
                pace,
                numbers,
                facts.rejections(),
                story.outcomes(),
                facts.stuckReasons(),
                verdict.checks(),
                events,
                story);
    }

    boolean held() {
        return checks.stream().allMatch(Check::held);
    }

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%d virtual days with %d platforms in %s%n", virtualDays, platforms, pace.text()));
        if (goesOnFrom != null)
            text.append(String.format(
                    Locale.ROOT,
                    "It went on from %s: seconds, numbers/s and history events are of this start alone.%n",
                    Main.day(goesOnFrom)));
        text.append('\n');
        numbers.forEach((name, count) -> text.append(String.format(Locale.ROOT, "  %-18s %6d%n", name, count)));
        text.append("\n  rejected, by reason\n");
        rejections.forEach((name, count) -> text.append(String.format(Locale.ROOT, "    %-22s %4d%n", name, count)));
        if (!stuck.isEmpty()) text.append("\n  stuck, by reason\n");
        stuck.forEach((name, count) -> text.append(String.format(Locale.ROOT, "    %-22s %4d%n", name, count)));
        text.append("\n  outcomes\n");
        outcomes.forEach((name, count) -> text.append(String.format(Locale.ROOT, "    %-22s %4d%n", name, count)));
        text.append("\n  checks\n");
        for (Check check : checks) {
            text.append(String.format(
                    Locale.ROOT,
                    "    %s %-2s %-62s %6d looked at%n",
                    check.held() ? "ok  " : "FAIL",
                    check.id(),
                    check.name(),
                    check.checked()));
            check.violations().stream()
                    .limit(5)
                    .forEach(violation ->
                            text.append("           ").append(violation).append('\n'));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n  history events: %s a number (median), %s at most; %.1f a platform in a cohort, asked once or often%n",
                events.get("perNumberMedian"),
                events.get("perNumberMax"),
                events.getOrDefault("perPlatformInCohort", 0).doubleValue()));
        return text.append(StoryText.of(story)).toString();
    }

    /** One self-contained page of HTML. */
    String page() {
        return ReportPage.of(
                new Run(
                        seed,
                        platforms,
                        virtualDays,
                        seconds,
                        numbers,
                        rejections,
                        checks.stream()
                                .map(check -> new Run.Judged(
                                        check.id(), check.name(), check.held(), check.checked(), check.violations()))
                                .toList()),
                story);
    }
}
