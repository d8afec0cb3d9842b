package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 7, first half. Every answer acknowledged with 2xx survives: what a platform's own log says was taken is in the inbox, and is no less in
 * the outcome of a number that is not purged, or was counted where one is.
 */
final class Survival {
    static final String ACKNOWLEDGED = "answers acknowledged with 2xx";
    static final String OUTCOMES = "outcomes that they left";
    private static final String COUNTED = "platforms that were counted as done";

    private record Receipt(String platform, String webhookId) {}

    private final JdbcClient jdbc;
    private final Planted planted;
    private final Ledger ledger;
    private final Answers answers;
    private final StoreOutcomes store;
    private final Doubts doubts;
    private final Line line;

    Survival(JdbcClient jdbc, Planted planted, Ledger ledger, Answers answers, Doubts doubts, Line line) {
        this.jdbc = jdbc;
        this.planted = planted;
        this.ledger = ledger;
        this.answers = answers;
        this.store = new StoreOutcomes(jdbc);
        this.doubts = doubts;
        this.line = line;
    }

    void judge() {
        inbox();
        for (Planted.Number number : planted.numbers()) {
            for (Cycle cycle : ledger.of(number.digits())) {
                for (String platform : answers.platforms()) {
                    outcome(cycle, platform, number.digits());
                    counted(cycle, platform, number.digits());
                }
            }
        }
    }

    /** What was refused, or never answered, was not counted as let go. Of required platforms the purge itself is judged by that. */
    private void counted(Cycle cycle, String platform, String digits) {
        Instant purged = cycle.purgedAt();
        if (purged == null || answers.isRequired(platform) || !answers.wasAsked(platform, digits)) return;
        store.counted(cycle.id(), platform)
                .filter(cleared -> cleared)
                .ifPresent(cleared -> line.look(
                        COUNTED,
                        answers.clearedBy(platform, digits, purged),
                        cycle.id() + " was purged with " + platform + " counted as done, which had not said so"));
    }

    /** Receipts go with a cohort's outcomes, when its last member is gone. */
    private void inbox() {
        Set<Receipt> receipts = new HashSet<>();
        jdbc.sql("select p.code, i.webhook_id from inbox i join platform p on p.id = i.platform_id")
                .query(row -> {
                    receipts.add(new Receipt(row.getString(1), row.getString(2)));
                });
        Map<String, UUID> cohorts = new HashMap<>();
        jdbc.sql("select id::text, cohort_id from batch").query(row -> {
            cohorts.put(row.getString(1), row.getObject(2, UUID.class));
        });
        for (Answers.Acknowledged post : answers.posts()) {
            UUID cohort = cohorts.get(post.batch());
            boolean there = cohort != null
                    && (!store.remembers(cohort, post.platform())
                            || receipts.contains(new Receipt(post.platform(), post.webhookId())));
            line.look(
                    ACKNOWLEDGED,
                    there,
                    post.platform() + " had an answer acknowledged that is not there: batch " + post.batch());
        }
    }

    private void outcome(Cycle cycle, String platform, String digits) {
        Outcome said = answers.acknowledged(platform, digits);
        Optional<Instant> since = answers.acknowledgedSince(platform, digits);
        if (since.isEmpty() || since.get().isBefore(cycle.createdAt()) || cycle.undone() || cycle.undoing()) return;
        // what is not believed counts as open, and rightly
        if (said == Outcome.NOT_BOUND && doubts.about(platform, cycle.jurisdiction(), since.get())) return;
        Instant purged = cycle.purgedAt();
        if (purged == null) {
            store.outcome(cycle.id(), platform)
                    .ifPresent(held -> line.look(
                            OUTCOMES,
                            held.compareTo(said) >= 0,
                            cycle.id() + " is " + held + " at " + platform + ", which said " + said));
        } else if (said.cleared() && since.get().isBefore(purged)) {
            store.counted(cycle.id(), platform)
                    .ifPresent(counted -> line.look(
                            OUTCOMES,
                            counted,
                            cycle.id() + " was purged with " + platform + " open, which had let go"));
        }
    }
}
