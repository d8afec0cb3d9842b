package io.reissue.edge.contract;

import io.reissue.brake.Brake.Scope;
import io.reissue.contract.ContractForTests.Operation;
import io.reissue.edge.EdgeForTests;
import io.reissue.edge.intake.IntakeSettings;
import io.reissue.edge.intake.IntakeStarter;
import io.reissue.edge.intake.IntakeUpload;
import io.reissue.edge.platform.Deliveries;
import io.reissue.edge.platform.Resend.Sent;
import io.reissue.policy.Asking;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.Doubts;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.brake.Brakes;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.bulk.BulksForTests;
import io.reissue.store.bulk.Selection;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.command.CommandInput;
import io.reissue.store.command.Commands;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakesForTests;
import io.reissue.store.intake.NewFile;
import io.reissue.store.inventory.Assignments;
import io.reissue.store.inventory.Disclosures;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.PolicyActivations;
import io.reissue.store.policy.PolicyDrafts;
import io.reissue.store.policy.PolicyPreview;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.standing.Freshness;
import io.reissue.store.standing.PlatformScores;
import io.reissue.store.standing.StuckNumbers;
import io.reissue.store.story.CycleList;
import io.reissue.store.story.CycleList.Filter;
import io.reissue.store.story.OnRecord;
import io.reissue.store.story.PlatformTable;
import io.reissue.store.story.StoriesForTests;
import io.reissue.store.story.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RestController;

/** Every controller of {@code /v1} over one store, in which there is one of each thing that a path can name. */
final class AdminScene implements AutoCloseable {
    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = new EdgeForTests(this::parts, AdminScene::controllers);

    private final UUID cycle;
    private final UUID command = UUID.randomUUID();
    private final UUID certificate;
    private final UUID file = UUID.randomUUID();
    private final UUID brake = UUID.randomUUID();
    private final UUID draft = UUID.randomUUID();
    private final UUID held = UUID.randomUUID();
    private final UUID shortened = UUID.randomUUID();
    private final long delivery;
    private final int before;
    private final int after;

    AdminScene() {
        LocalDate today = LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai"));
        UUID purged = scene.due(1).member(0);
        scene.finish(purged);
        certificate = parts.certificates().ofCycle(purged).orElseThrow().certificateId();
        cycle = scene.resting();
        scene.command(new CommandInput(
                command,
                cycle,
                CommandKind.HOLD,
                "operator-b",
                Scene.OFFICES,
                "CASE",
                "asked by letter",
                null,
                null,
                null,
                false,
                false));
        before = parts.policies().put(PoliciesForTests.document("CN", today.minusDays(900), 100, 30));
        after = parts.policies().put(PoliciesForTests.document("CN", today.plusDays(1), 120, 40));
        PolicyActivations activations = PoliciesForTests.activations(store, parts.policies(), parts.outbox());
        store.clock().set(scene.now().plus(Duration.ofDays(1)));
        activations.begin();
        IntakeFiles files = IntakesForTests.files(store);
        files.open(file, new NewFile("day.csv", "CN", Asking.COHORT, today));
        files.uploaded(file, 0, "operator-a");
        parts.brakes().set(brake, Scope.EVERYTHING, "", "operator-a", "CASE");
        PoliciesForTests.drafts(store)
                .draft(draft, PoliciesForTests.document("CN", today.plusDays(500), 120, 40), "policy-a");
        preview(held, CommandKind.HOLD, "operator-a", null);
        preview(shortened, CommandKind.SHORTEN_FREEZE, "policy-a", scene.now().plus(Duration.ofDays(30)));
        delivery = delivered(scene.platform(Scene.REQUIRED));
        years().edit("CN", 2027, null, Set.of(), Set.of(), "State Council, 2027", "policy-a");
    }

    private void preview(UUID id, CommandKind kind, String actor, @Nullable Instant until) {
        Filter filter = new Filter(null, null, "CN", null, null, null, null, null);
        new BulksForTests(parts)
                .bulks()
                .preview(id, new Wish(kind, actor, Scene.OFFICES, "CASE", until, null), new Selection.ByFilter(filter));
    }

    private long delivered(int platform) {
        DeliveryLog log = PlatformsForTests.deliveries(store);
        Instant now = store.clock().instant();
        log.note(
                platform,
                new Exchanged(
                        Direction.TO_PLATFORM, "ping", "a-ping", null, 0, 60, now, Duration.ZERO, 204, null, null));
        return log.page(platform, null, false, 1).getFirst().id();
    }

    private void parts(GenericApplicationContext context) {
        AuditLog audit = new AuditLog(store.jdbc(), store.clock());
        StoriesForTests stories = StoriesForTests.over(parts);
        context.registerBean(Clock.class, store::clock);
        context.registerBean(CycleRows.class, parts::cycles);
        context.registerBean(Commands.class, parts::commands);
        context.registerBean(Inventory.class, parts::inventory);
        context.registerBean(Certificates.class, parts::certificates);
        context.registerBean(CycleList.class, stories::list);
        context.registerBean(Timeline.class, stories::timeline);
        context.registerBean(PlatformTable.class, stories::platforms);
        context.registerBean(OnRecord.class, stories::onRecord);
        context.registerBean(StuckNumbers.class, () -> new StuckNumbers(store.jdbc()));
        context.registerBean(Brakes.class, parts::brakes);
        context.registerBean(Doubts.class, parts::doubts);
        context.registerBean(PolicyStore.class, parts::policies);
        context.registerBean(PolicyRows.class, () -> PoliciesForTests.rows(store));
        context.registerBean(PolicyDrafts.class, () -> PoliciesForTests.drafts(store));
        context.registerBean(PolicyPreview.class, () -> PoliciesForTests.preview(store));
        context.registerBean(
                PolicyActivations.class, () -> PoliciesForTests.activations(store, parts.policies(), parts.outbox()));
        context.registerBean(WorkingYears.class, this::years);
        context.registerBean(Bulks.class, () -> new BulksForTests(parts).bulks());
        context.registerBean(
                Onboarding.class,
                () -> OnboardingForTests.over(store, platform -> new Pinged(204, null, Duration.ofMillis(41))));
        context.registerBean(
                PlatformScores.class, () -> new PlatformScores(store.jdbc(), Freshness.ALWAYS, store.clock()));
        context.registerBean(
                Deliveries.class,
                () -> new Deliveries(
                        PlatformsForTests.registry(store),
                        PlatformsForTests.deliveries(store),
                        (platform, batch) -> new Sent.Pointless(),
                        audit));
        context.registerBean(AuditTrail.class, () -> new AuditTrail(store.jdbc()));
        context.registerBean(AuditChain.class, () -> new AuditChain(store.jdbc(), store.transactionManager()));
        context.registerBean(IntakeFiles.class, () -> IntakesForTests.files(store));
        context.registerBean(IntakeUpload.class, () -> new IntakeUpload(IntakesForTests.files(store)));
        context.registerBean(IntakeStarter.class, () -> id -> {});
        context.registerBean(IntakeSettings.class, () -> new IntakeSettings(false));
        context.registerBean(
                Assignments.class,
                () -> new Assignments(
                        store.jdbc(),
                        parts.inventory(),
                        new Tenures(store.jdbc()),
                        new Disclosures(),
                        new FeedWriter(store.jdbc(), store.clock()),
                        audit,
                        store.transaction()));
    }

    private WorkingYears years() {
        return new WorkingYears(
                store.transaction(), store.jdbc(), store.clock(), new AuditLog(store.jdbc(), store.clock()));
    }

    /** Whichever there are: one that needs a part which is not made above has to bring it. */
    private static void controllers(GenericApplicationContext context) {
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        scanner.addExcludeFilter((type, factory) ->
                type.getClassMetadata().getClassName().startsWith("io.reissue.edge.partner.") || isTest(type));
        scanner.scan("io.reissue.edge");
    }

    private static boolean isTest(org.springframework.core.type.classreading.MetadataReader type) {
        return type.getClassMetadata().getEnclosingClassName() != null;
    }

    EdgeForTests edge() {
        return edge;
    }

    StoreForTests store() {
        return store;
    }

    /** The path of an operation, about what is there. */
    String path(Operation operation) {
        return paths(operation).getFirst();
    }

    /** More than one, where who may ask hangs on what it is about. */
    List<String> paths(Operation operation) {
        String path = operation.path();
        if (path.startsWith("/v1/bulk"))
            return Stream.of(held, shortened)
                    .map(bulk -> path.replace("{id}", bulk.toString()))
                    .toList();
        String id = path.startsWith("/v1/cycles")
                ? cycle.toString()
                : path.startsWith("/v1/intake-files")
                        ? file.toString()
                        : path.startsWith("/v1/brakes")
                                ? brake.toString()
                                : path.startsWith("/v1/certificates")
                                        ? certificate.toString()
                                        : path.startsWith("/v1/platforms")
                                                ? String.valueOf(delivery)
                                                : draft.toString();
        return List.of(filled(path, id, command.toString(), Scene.REQUIRED, before, after, 2027));
    }

    /** The same about what is not there. */
    static String elsewhere(Operation operation) {
        String nothing = UUID.randomUUID().toString();
        String path = operation.path().replace("/deliveries/{id}", "/deliveries/999999");
        return filled(path, nothing, nothing, "no-such-bank", 999_998, 999_999, 1999);
    }

    /** The same about nothing that there could be. */
    static String garbled(Operation operation) {
        return operation.path().replaceAll("\\{[^}]+}", "x");
    }

    private static String filled(
            String path, String id, String command, String platform, int before, int after, int year) {
        return path.replace("{id}", id)
                .replace("{command}", command)
                .replace("{code}", platform)
                .replace("{before}", String.valueOf(before))
                .replace("{after}", String.valueOf(after))
                .replace("{version}", String.valueOf(after))
                .replace("{jurisdiction}", "CN")
                .replace("{year}", String.valueOf(year));
    }

    @Override
    public void close() {
        edge.close();
        store.close();
    }
}
