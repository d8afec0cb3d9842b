package io.reissue.store.policy;

import io.reissue.policy.Asking;
import io.reissue.policy.PolicyFault;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.standing.Freshness;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Policies over the store of a test, and documents to propose. */
public final class PoliciesForTests {
    private PoliciesForTests() {}

    public static PolicyRows rows(StoreForTests store) {
        return new PolicyRows(store.jdbc(), JsonMapper.builder().build());
    }

    private static PolicyStore policies(StoreForTests store) {
        return new PolicyStore(store.jdbc(), JsonMapper.builder().build(), store.clock());
    }

    public static PolicyDrafts drafts(StoreForTests store) {
        return new PolicyDrafts(
                store.transaction(),
                store.jdbc(),
                store.clock(),
                rows(store),
                policies(store),
                new AuditLog(store.jdbc(), store.clock()));
    }

    /** Drafted by one person and approved by another: its version. */
    public static int approved(StoreForTests store, PolicyDocument document) {
        PolicyDrafts drafts = drafts(store);
        UUID id = UUID.randomUUID();
        PolicyDrafts.Decision drafted = drafts.draft(id, document, "policy-a");
        if (drafted instanceof PolicyDrafts.Decision.Refused(PolicyFault fault)) throw new AssertionError(fault);
        PolicyDrafts.Decision approved = drafts.approve(id, 1, "approver-a").orElseThrow();
        if (!(approved instanceof PolicyDrafts.Decision.Taken(PolicyDraft draft, boolean _)))
            throw new AssertionError(approved);
        return Objects.requireNonNull(draft.version());
    }

    public static PolicyPreview preview(StoreForTests store) {
        return new PolicyPreview(
                store.transaction(), policies(store), new PolicyEffect(store.jdbc()), Freshness.ALWAYS, store.clock());
    }

    public static PolicyActivations activations(StoreForTests store, PolicyStore policies, Outbox outbox) {
        return new PolicyActivations(
                store.transaction(),
                store.clock(),
                new ActivationRows(store.jdbc()),
                policies,
                new PolicyEffect(store.jdbc()),
                outbox,
                new AuditLog(store.jdbc(), store.clock()));
    }

    /** As a person sends it; without the fields that are named. */
    public static String json(PolicyDocument document, String... without) {
        ObjectNode tree = JsonMapper.builder().build().valueToTree(document);
        return tree.remove(List.of(without)).toString();
    }

    /** As {@link Scene}'s own, but for what is given. */
    public static PolicyDocument document(String jurisdiction, LocalDate effectiveFrom, int freezeDays, int leadDays) {
        return new PolicyDocument(
                jurisdiction,
                effectiveFrom,
                freezeDays,
                leadDays,
                1,
                Duration.ofSeconds(1),
                List.of(5, 5, 5),
                List.of(Scene.IDENTITY),
                List.of(Scene.REQUIRED),
                30,
                Math.max(365, freezeDays),
                Period.ofDays(14),
                80,
                Asking.COHORT,
                List.of(Period.ofDays(3)));
    }

    public static PolicyDocument withPlatforms(PolicyDocument document, List<String> identity, List<String> required) {
        return new PolicyDocument(
                document.jurisdiction(),
                document.province(),
                document.lineType(),
                document.reason(),
                document.effectiveFrom(),
                document.ends(),
                document.freezeDays(),
                document.askLeadDays(),
                document.slotDays(),
                document.spread(),
                document.stageWorkingDays(),
                identity,
                required,
                document.extensionStepDays(),
                document.capDays(),
                document.patience(),
                document.reclaimDays(),
                document.asking(),
                document.askAgainAfter());
    }
}
