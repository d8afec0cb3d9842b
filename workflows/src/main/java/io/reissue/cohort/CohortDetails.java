package io.reissue.cohort;

import io.reissue.cohort.CohortPlan.Delivery;
import io.reissue.names.RunbookLink;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What an operator reads in the Temporal Web UI about a cohort: Markdown, platforms and counts. */
final class CohortDetails {
    private CohortDetails() {}

    static String markdown(String cohortId, CohortPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(headline(plan)).append("\n\n");
        text.append("- cohort: ").append(cohortId).append('\n');
        text.append("- members: ").append(plan.members()).append('\n');
        text.append(String.format(Locale.ROOT, "- items without an answer: %,d%n", plan.silentItems()));
        if (plan.until() != null) {
            text.append("- until: ")
                    .append(plan.until().truncatedTo(ChronoUnit.MINUTES))
                    .append('\n');
        }
        if (plan.doubted() != null) {
            text.append("- not believed: ").append(String.join(", ", plan.doubted()));
            text.append('\n');
        }
        if (!plan.toDeliver().isEmpty()) {
            text.append("\nBeing delivered:\n\n");
            for (Delivery delivery : plan.toDeliver()) {
                text.append("- ").append(delivery.platform()).append(": ");
                text.append(Counted.of(delivery.batches(), "batch", "batches")).append(", ");
                text.append(Counted.of(delivery.items(), "item", "items")).append('\n');
            }
        }
        String heading = plan.heading();
        if (heading != null)
            text.append('\n')
                    .append(RunbookLink.markdown(heading, plan.runbook()))
                    .append('\n');
        return text.toString();
    }

    private static String headline(CohortPlan plan) {
        if (plan.stage() != null)
            return plan.open() ? "Stage " + plan.stage() : "Stage " + plan.stage() + " is settled";
        return plan.open() ? "Asking the silent again" : "Nobody is left to ask about";
    }
}
