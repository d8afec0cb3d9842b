package io.reissue.sandbox;

import io.reissue.sandbox.Facts.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far all numbers have come, and how fast: what a line of progress says. */
final class Progress {
    private static final int STAGES = 3;
    /** Entered by every number at last, whichever stages it had. */
    private static final int END = STAGES + 1;

    private static final Set<String> BACK = Set.of("REINSTATED", "WITHDRAWN");
    private static final Set<String> OTHER_ENDS = Set.of("RETURNED_TO_DONOR", "RETIRED");

    private final List<Standing> standings;
    private final long stuck;

    Progress(List<Standing> standings, long stuck) {
        this.standings = standings;
        this.stuck = stuck;
    }

    /** Lives since {@code before}: whoever enters a stage, or the end, has done a fourth of the way. */
    double livesSince(Progress before) {
        return Math.max(0, moves() - before.moves()) / (double) END;
    }

    private long moves() {
        return standings.stream()
                .mapToLong(standing -> standing.numbers() * (hasEnded(standing.state()) ? END : standing.stage()))
                .sum();
    }

    private static boolean hasEnded(String state) {
        return state.equals("RELEASED") || BACK.contains(state) || OTHER_ENDS.contains(state);
    }

    /** Numbers by stage, then by end. */
    String text() {
        StringBuilder text = new StringBuilder("resting " + open(0));
        for (int stage = 1; stage <= STAGES; stage++) text.append("  stage " + stage + " " + open(stage));
        return text.append(String.format(
                        Locale.ROOT,
                        "  released %d  back with holder %d  other ends %d  stuck %d",
                        in(Set.of("RELEASED")),
                        in(BACK),
                        in(OTHER_ENDS),
                        stuck))
                .toString();
    }

    private long open(int stage) {
        return standings.stream()
                .filter(standing -> !hasEnded(standing.state()) && standing.stage() == stage)
                .mapToLong(Standing::numbers)
                .sum();
    }

    private long in(Set<String> states) {
        return standings.stream()
                .filter(standing -> states.contains(standing.state()))
                .mapToLong(Standing::numbers)
                .sum();
    }
}
