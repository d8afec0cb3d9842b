package io.reissue.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.intake.FileFacts;
import io.reissue.intake.IntakeHeader;
import io.reissue.intake.IntakeRules;
import io.reissue.intake.Judgement;
import io.reissue.intake.NumberingPlans;
import io.reissue.policy.Asking;
import io.reissue.policy.LegalLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveIntakeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T20:30:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void every_row_gives_a_cycle_of_the_demo_jurisdiction() {
        LiveIntake intake = LiveIntake.generate(1, 200, LegalLimits.DEMO, NOW, Play.WATCHED);
        for (PlantedNumber number : intake.manifest().numbers()) {
            assertThat(judged(intake, number.line())).isInstanceOfSatisfying(Judgement.Accepted.class, accepted -> {
                assertThat(accepted.limits().jurisdiction()).isEqualTo(LegalLimits.DEMO);
                assertThat(accepted.disconnectedAt()).isEqualTo(number.cutoff());
            });
        }
    }

    @Test
    void a_row_of_a_number_in_service_is_rejected_for_what_it_is_planted_as() {
        LiveIntake intake = LiveIntake.generate(1, 200, LegalLimits.DEMO, NOW, Play.WATCHED);
        assertThat(intake.manifest().badRows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.file()).isEqualTo(intake.name());
            assertThat(judged(intake, row.line()))
                    .isInstanceOfSatisfying(
                            Judgement.Rejected.class,
                            rejected -> assertThat(rejected.code().name())
                                    .isEqualTo(row.kind().name()));
        });
    }

    @Test
    void of_those_that_something_keeps_one_is_seen_at_the_cap_and_one_at_the_ceiling_before_half_an_hour_is_over() {
        assertThat(LiveIntake.generate(1, 150, LegalLimits.DEMO, NOW, Play.WATCHED)
                        .manifest()
                        .of(Fate.BLOCKED))
                .map(number -> Duration.between(number.cutoff(), NOW))
                .satisfiesExactly(
                        now -> assertThat(now).isBetween(MINUTE.multipliedBy(0), MINUTE.multipliedBy(2)),
                        capped -> assertThat(capped).isBetween(MINUTE.multipliedBy(11), MINUTE.multipliedBy(13)),
                        kept -> assertThat(kept).isBetween(MINUTE.multipliedBy(27), MINUTE.multipliedBy(29)));
    }

    @Test
    void the_same_seed_plants_the_same_and_another_one_other_numbers() {
        assertThat(LiveIntake.generate(1, 50, LegalLimits.DEMO, NOW, Play.WATCHED)
                        .bytes())
                .isEqualTo(LiveIntake.generate(1, 50, LegalLimits.DEMO, NOW, Play.WATCHED)
                        .bytes());
        assertThat(LiveIntake.generate(2, 50, LegalLimits.DEMO, NOW, Play.WATCHED)
                        .manifest()
                        .numbers())
                .doesNotContainAnyElementsOf(LiveIntake.generate(1, 50, LegalLimits.DEMO, NOW, Play.WATCHED)
                        .manifest()
                        .numbers());
    }

    @Test
    void an_untroubled_play_is_one_cohort_of_plain_numbers() {
        Manifest manifest = LiveIntake.generate(1, 200, LegalLimits.DEMO, NOW, Play.UNTROUBLED)
                .manifest();
        assertThat(manifest.of(Fate.PLAIN)).hasSize(200);
        assertThat(manifest.numbers())
                .allSatisfy(number -> assertThat(number.cutoff()).isBetween(NOW.minusSeconds(2), NOW));
    }

    @Test
    void a_brief_play_has_numbers_of_every_fate_that_left_minutes_ago() {
        Manifest manifest =
                LiveIntake.generate(1, 20, LegalLimits.DEMO, NOW, Play.BRIEF).manifest();
        assertThat(manifest.of(Fate.BLOCKED)).isNotEmpty();
        assertThat(manifest.of(Fate.ALONE)).isNotEmpty();
        assertThat(manifest.badRows()).isNotEmpty();
        assertThat(manifest.numbers())
                .allSatisfy(number ->
                        assertThat(number.cutoff()).isBetween(NOW.minusSeconds(7 * 60), NOW.minusSeconds(5 * 60)));
    }

    private static Judgement judged(LiveIntake intake, int line) {
        List<String> lines =
                new String(intake.bytes(), StandardCharsets.UTF_8).lines().toList();
        IntakeRules rules = new IntakeRules(
                IntakeHeader.of(fields(lines.getFirst())).orElseThrow(),
                new FileFacts(intake.manifest().fileTime().toLocalDate(), NOW, Asking.COHORT),
                new NumberingPlans(LegalLimits.DEMO));
        return rules.judge(line, fields(lines.get(line - 1)));
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }
}
