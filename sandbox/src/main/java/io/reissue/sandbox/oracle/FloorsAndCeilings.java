package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 1. No number is released before the floor of its jurisdiction, or before the freeze of the rule that it has to follow, or kept past its
 * ceiling without saying so.
 */
final class FloorsAndCeilings {
    private static final String RELEASED = "released";
    private static final String NEXT_HOLDERS = "next holders";
    private static final String CEILINGS = "ceilings";

    private final Ledger ledger;
    private final HistoryFacts histories;
    private final Instant at;
    private final Line line = new Line(
            "1",
            "never released before the floor, never silently past the ceiling",
            RELEASED,
            FollowedRules.RULES,
            FollowedRules.FREEZES);

    FloorsAndCeilings(Ledger ledger, HistoryFacts histories, Instant at) {
        this.ledger = ledger;
        this.histories = histories;
        this.at = at;
    }

    Check judge(JdbcClient jdbc) {
        FollowedRules rules = new FollowedRules(jdbc, ledger, at, line);
        for (Cycle cycle : ledger.cycles()) {
            String jurisdiction =
                    ledger.planted(cycle).map(Planted.Number::region).orElse(cycle.jurisdiction());
            String lineType =
                    ledger.planted(cycle).map(Planted.Number::lineType).orElse(cycle.lineType());
            Optional<Law> law = Law.of(jurisdiction, lineType);
            if (law.isEmpty()) line.violation(cycle.id() + " is of a jurisdiction whose law is not known");
            else {
                judge(cycle, law.get(), ledger.disconnected(cycle));
                rules.judge(cycle, law.get());
            }
        }
        nextHolders(jdbc);
        return line.check();
    }

    private void judge(Cycle cycle, Law law, Instant disconnected) {
        Instant floor = law.floor(disconnected);
        boolean rests = cycle.released() || cycle.state().equals("RETURNED_TO_DONOR") && law.donorWaits();
        if (rests && cycle.closedAt() != null) {
            line.look(RELEASED, !cycle.closedAt().isBefore(floor), cycle.id() + " left before its floor");
        }
        law.ceiling(disconnected).ifPresent(ceiling -> ceiling(cycle, ceiling.plus(law.spread())));
    }

    /**
     * Who gets back what was his is not kept; who rests on has to say why, a hold or not: in the table while he rests, and in his history,
     * by which a server shows it to people and alarms.
     */
    private void ceiling(Cycle cycle, Instant latest) {
        if (cycle.undone() || cycle.undoing()) return;
        if (cycle.closedAt() == null) {
            if (!latest.isBefore(at)) return;
            boolean shown = histories.saidCeiling(cycle.id()) || !histories.has(cycle.id());
            boolean says = "CEILING_REACHED".equals(cycle.stuckReason()) && shown;
            line.look(CEILINGS, says, cycle.id() + " is kept past its ceiling in silence");
        } else if (latest.isBefore(cycle.closedAt()) && histories.has(cycle.id())) {
            boolean said = histories.saidCeiling(cycle.id());
            line.look(CEILINGS, said, cycle.id() + " was kept past its ceiling in silence");
        }
    }

    /** Whoever has a number from us had it no sooner than the law allows. */
    private void nextHolders(JdbcClient jdbc) {
        record Tenure(UUID cycle, LocalDate start) {}
        var tenures = jdbc.sql("""
                select c.cycle_id, t.started_on from tenure t join certificate c on c.id = t.certificate_id
                """)
                .query((row, n) -> new Tenure(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)))
                .list();
        for (Tenure tenure : tenures) {
            Optional<Cycle> cycle = ledger.find(tenure.cycle());
            Optional<Law> law = cycle.flatMap(found -> Law.of(found.jurisdiction(), found.lineType()));
            if (law.isEmpty()) continue;
            Instant start = tenure.start().atStartOfDay(law.get().zone()).toInstant();
            boolean rested = !start.isBefore(law.get().floor(ledger.disconnected(cycle.get())));
            line.look(NEXT_HOLDERS, rested, "the number of " + tenure.cycle() + " was assigned before its floor");
        }
    }
}
