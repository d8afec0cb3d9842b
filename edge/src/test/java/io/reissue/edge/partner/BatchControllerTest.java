package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.edge.partner.PartnerEdge.Reply;
import io.reissue.outcome.Answer.Said;
import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.delivery.Logged;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Identifiers;
import io.reissue.store.protocol.Signatures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform that can't be called, and what it fetches, over HTTP. */
class BatchControllerTest {
    private static final String OPEN = "/partner/v1/batches?status=open";
    private static final String NO_BATCH = "/partner/v1/batches/01939f0e-0000-7000-8000-000000000003";
    private static final Caller FETCHER = new Caller(REQUIRED, secret("of-the-one-that-fetches-it"));
    private static final Caller OTHER = new Caller("other-one", secret("of-one-that-has-other-ones"));

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final PartnerEdge edge;

    BatchControllerTest() throws Exception {
        edge = new PartnerEdge(parts);
    }

    @BeforeEach
    void itCannotBeCalled() {
        registry.register(ContractsForTests.fetching(REQUIRED, 100, FETCHER.secret()));
        registry.register(ContractsForTests.fetching("other-one", 100, OTHER.secret()));
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
        store.close();
    }

    @Test
    void whatIsOfferedIsListedUntilItIsReceived() throws Exception {
        var batch = offered(scene.sealed(2));

        var list = edge.get(FETCHER, "/partner/v1/batches?status=open");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.header("Content-Type")).isEqualTo("application/json");
        assertThat(list.body())
                .isEqualTo(
                        "{\"requests\":[{\"type\":\"unbind.requested\",\"batch\":\"%s\",\"items\":2,".formatted(batch)
                                + "\"respondBy\":\"%s\",\"href\":\"%s\"}]}"
                                        .formatted(
                                                parts.batches()
                                                        .find(batch)
                                                        .orElseThrow()
                                                        .respondBy(),
                                                path(batch)));

        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(200);
        assertThat(openBatches()).as("fetched, but nobody said received").containsExactly(batch);
        assertThat(received(batch)).isEqualTo(204);
        assertThat(received(batch)).as("said twice").isEqualTo(204);

        assertThat(openBatches()).isEmpty();
        assertThat(parts.batches().find(batch).orElseThrow().deliveredAt()).isEqualTo(scene.now());
    }

    @Test
    void theContentIsWhatTheOthersAreSentAndSignedAsThat() throws Exception {
        var cohort = scene.sealed(2);
        var batch = offered(cohort);

        var reply = edge.get(FETCHER, path(batch));

        var fetched = parts.batches().prepare(batch).orElseThrow();
        assertThat(reply.body())
                .isEqualTo("{" + head(batch, fetched) + ",\"items\":["
                        + items(fetched).stream().collect(Collectors.joining(",")) + "]}}");
        assertThat(reply.header("webhook-id")).isEqualTo(batch.toString());
        assertThat(new Signatures(store.clock())
                        .hold(
                                List.of(ContractsForTests.TO),
                                reply.header("webhook-id"),
                                reply.header("webhook-timestamp"),
                                reply.header("webhook-signature"),
                                reply.body().getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void whoPrefersLinesGetsALineOfAllAndALineAnItem() throws Exception {
        var batch = offered(scene.sealed(3));

        var reply = edge.get(FETCHER, path(batch), "Accept", "application/x-ndjson, application/json;q=0.5");

        var fetched = parts.batches().prepare(batch).orElseThrow();
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.body().lines().toList().getFirst()).isEqualTo("{" + head(batch, fetched) + "}}");
        assertThat(reply.body().lines().skip(1).toList()).isEqualTo(items(fetched));
        assertThat(edge.get(FETCHER, OPEN, "Accept", "application/x-ndjson").body())
                .startsWith("{\"type\":\"unbind.requested\"")
                .endsWith("}\n");
        assertThat(edge.get(FETCHER, OPEN, "Accept", "text/html").status()).isEqualTo(406);
    }

    @Test
    void whoCameBackBeforeTheFetchIsInNoBatchThatIsFetched() throws Exception {
        var cohort = scene.sealed(3);
        var batch = offered(cohort);
        var back = cohort.member(1);
        scene.command(back, CommandKind.WITHDRAW);

        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(410);

        var instead = openBatches();
        assertThat(instead).hasSize(1).doesNotContain(batch);
        assertThat(edge.get(FETCHER, path(instead.getFirst())).body())
                .contains("\"ref\":\"1\"")
                .doesNotContain("\"ref\":\"2\"");
        assertThat(parts.batches().prepare(instead.getFirst()).orElseThrow().items())
                .noneMatch(item -> item.cycleId().equals(back));
        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(410);
        assertThat(scene.owed(back)).as("it never arrived").isEmpty();
    }

    @Test
    void aBatchOfNobodyIsNoLongerOpen() throws Exception {
        var cohort = scene.sealed(1);
        var batch = offered(cohort);
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(410);
        assertThat(openBatches()).isEmpty();
    }

    @Test
    void whatMayHaveArrivedIsTheSameAgainAndWhoCameBackIsOwedARestore() throws Exception {
        var cohort = scene.sealed(2);
        var batch = offered(cohort);
        var first = edge.get(FETCHER, path(batch));
        scene.command(cohort.member(0), CommandKind.WITHDRAW);

        assertThat(edge.get(FETCHER, path(batch)).body()).isEqualTo(first.body());
        assertThat(scene.owed(cohort.member(0))).containsExactly(REQUIRED + " -");
    }

    @Test
    void aRestoreIsOpenUntilItIsAnswered() throws Exception {
        var cohort = scene.sealed(2);
        var batch = offered(cohort);
        edge.get(FETCHER, path(batch));
        received(batch);
        scene.command(cohort.member(1), CommandKind.WITHDRAW);
        scene.finish(cohort.member(1));
        parts.restorations().begin(cohort.member(1), scene.run(cohort.member(1)).runId(), scene.platform(REQUIRED));
        var restore = path(batch) + "/restores/1";

        assertThat(edge.get(FETCHER, "/partner/v1/batches?status=open").body())
                .isEqualTo(
                        "{\"requests\":[{\"type\":\"restore.requested\",\"batch\":\"%s\",\"ref\":\"1\",\"items\":1,\"href\":\"%s\"}]}"
                                .formatted(batch, restore));
        var reply = edge.get(FETCHER, restore);
        assertThat(reply.header("webhook-id")).isEqualTo("restore." + batch + ".1.1");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"type\":\"restore.requested\",\"timestamp\":\"%s\",\"data\":{\"batch\":\"%s\",\"identifier\":\"HMAC_SHA256\",\"items\":[{\"ref\":\"1\",\"id\":\"%s\"}]}}"
                                .formatted(scene.now(), batch, identifier(cohort.member(1))));
        assertThat(edge.get(FETCHER, restore, "Accept", "application/x-ndjson").body())
                .endsWith("}}\n{\"ref\":\"1\",\"id\":\"%s\"}\n".formatted(identifier(cohort.member(1))));
        assertThat(edge.get(OTHER, restore).status()).isEqualTo(404);
        assertThat(edge.get(FETCHER, path(batch) + "/restores/0").status()).isEqualTo(404);

        scene.take(REQUIRED, batch, Scene.listing(Scene.said(1, Said.NOTHING_TO_RESTORE)));
        assertThat(edge.get(FETCHER, restore).status()).isEqualTo(404);
        assertThat(edge.get(FETCHER, "/partner/v1/batches?status=open").body()).isEqualTo("{\"requests\":[]}");
    }

    @Test
    void onceTheDeadlineIsOverNothingIsTakenOutThatWasNotBefore() throws Exception {
        store.jdbc()
                .sql("update platform set batch_limit = 1 where code = :code")
                .param("code", REQUIRED)
                .update();
        var cohort = scene.sealed(2);
        var both = offeredAll(cohort);
        edge.get(FETCHER, path(both.getFirst()));
        store.clock().set(parts.batches().find(both.getLast()).orElseThrow().respondBy());

        assertThat(openBatches()).isEmpty();
        assertThat(edge.get(FETCHER, path(both.getLast())).status()).isEqualTo(410);
        assertThat(edge.get(FETCHER, path(both.getFirst())).status()).isEqualTo(200);

        store.clock()
                .set(Objects.requireNonNull(
                        parts.batches().find(both.getFirst()).orElseThrow().expiresAt()));
        assertThat(edge.get(FETCHER, path(both.getFirst())).status()).isEqualTo(410);
    }

    @Test
    void whatIsSilentAtHalfTimeIsOpenOnceMoreUnderTheSameId() throws Exception {
        var cohort = scene.sealed(1);
        var batch = offered(cohort);
        edge.get(FETCHER, path(batch));
        received(batch);

        assertThat(offered(cohort)).isEqualTo(batch);
        assertThat(openBatches()).containsExactly(batch);
    }

    @Test
    void whoAnswersHasReceived() throws Exception {
        var batch = offered(scene.sealed(2));
        edge.get(FETCHER, path(batch));

        scene.take(REQUIRED, batch, Scene.listing(Scene.said(0, Said.UNBOUND)));

        assertThat(openBatches()).isEmpty();
        assertThat(parts.batches().find(batch).orElseThrow().deliveredAt()).isNotNull();
    }

    @Test
    void anothersBatchIsTheSameAsOneThatNeverWas() throws Exception {
        var batch = offered(scene.sealed(1));

        var anothers = edge.get(OTHER, path(batch));
        var none = edge.get(OTHER, NO_BATCH);
        assertThat(anothers.status()).isEqualTo(404);
        assertThat(anothers.body().replace(path(batch), ""))
                .isEqualTo(none.body().replace(NO_BATCH, ""));
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(edge.post(OTHER, path(batch) + "/received").status()).isEqualTo(404);
        assertThat(edge.get(OTHER, "/partner/v1/batches?status=open").body()).isEqualTo("{\"requests\":[]}");
        assertThat(edge.get(FETCHER, path(batch)).status()).as("untouched").isEqualTo(200);
    }

    @Test
    void whatWasNotOfferedIsNotThere() throws Exception {
        var cohort = scene.sealed(1);
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        var planned = planned(cohort).getFirst();

        assertThat(edge.get(FETCHER, path(planned)).status()).isEqualTo(404);
        assertThat(received(planned)).isEqualTo(404);
        parts.offers().offer(planned);
        assertThat(received(planned)).as("it was not fetched").isEqualTo(404);
    }

    @Test
    void anOrdinaryPlatformFetchesNothingThatItWasNotSent() throws Exception {
        var cohort = scene.sealed(1);
        parts.cohorts().openStage(cohort.id(), Stage.REST);
        var planned = parts.cohorts()
                .toDeliver(cohort.id(), scene.platform(REST), Stage.REST.number())
                .getFirst();
        var called = new Caller(REST, ContractsForTests.FROM);

        assertThat(edge.get(called, path(planned)).status()).isEqualTo(404);
        assertThat(edge.get(called, "/partner/v1/batches?status=open").body()).isEqualTo("{\"requests\":[]}");
    }

    @Test
    void aSignatureHoldsForOneMethodAndTargetAndFiveMinutes() throws Exception {
        var batch = offered(scene.sealed(1));
        var target = path(batch);

        assertThat(edge.getSignedAs(FETCHER, target, "GET " + OPEN).status()).isEqualTo(401);
        assertThat(edge.getSignedAs(FETCHER, target, "POST " + target).status()).isEqualTo(401);
        assertThat(edge.getSignedAs(FETCHER, target, "").status()).isEqualTo(401);
        assertThat(edge.getSignedAs(FETCHER, OPEN + "&limit=1", "GET " + OPEN).status())
                .isEqualTo(401);
        assertThat(edge.get(new Caller(REQUIRED, OTHER.secret()), target).status())
                .isEqualTo(401);
        assertThat(edge.get(new Caller(REQUIRED, ContractsForTests.TO), target).status())
                .as("our own secret signs nothing of theirs")
                .isEqualTo(401);
        assertThat(edge.get(new Caller("nobody", FETCHER.secret()), target).status())
                .isEqualTo(401);
        for (long off : new long[] {-301, 301}) {
            assertThat(edge.getAt(scene.now().plusSeconds(off), FETCHER, target).status())
                    .isEqualTo(401);
        }
        assertThat(parts.batches().find(batch).orElseThrow().firstSentAt())
                .as("a refused fetch is none")
                .isNull();
        assertThat(edge.getAt(scene.now().minusSeconds(300), FETCHER, target).status())
                .isEqualTo(200);
    }

    @Test
    void whoDoesNotSayItsNameIsFoundByItsSecretUnlessAnotherHasTheSame() throws Exception {
        var batch = offered(scene.sealed(1));

        assertThat(edge.get(FETCHER.unnamed(), path(batch)).status()).isEqualTo(200);
        assertThat(edge.get(OTHER.unnamed(), path(batch)).status()).isEqualTo(404);
        registry.register(ContractsForTests.fetching("twin-one", 100, FETCHER.secret()));
        assertThat(edge.get(FETCHER.unnamed(), path(batch)).status()).isEqualTo(401);
        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(200);
    }

    @Test
    void aLongListIsReadPageByPage() throws Exception {
        store.jdbc()
                .sql("update platform set batch_limit = 1 where code = :code")
                .param("code", REQUIRED)
                .update();
        var batches = offeredAll(scene.sealed(5));
        var target = OPEN + "&limit=2";
        var seen = new java.util.ArrayList<UUID>();
        while (!target.isEmpty()) {
            var page = edge.get(FETCHER, target);
            assertThat(batchesIn(page)).hasSizeLessThanOrEqualTo(2);
            seen.addAll(batchesIn(page));
            target = page.next();
        }

        assertThat(seen).containsExactlyElementsOf(batches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/partner/v1/batches",
                "/partner/v1/batches?status=closed",
                "/partner/v1/batches?status=open&limit=0",
                "/partner/v1/batches?status=open&limit=1001",
                "/partner/v1/batches?status=open&limit=-1",
                "/partner/v1/batches?status=open&limit=many",
                "/partner/v1/batches?status=open&after=1",
                "/partner/v1/batches?status=open&after=01939f0e-0000-7000-8000-000000000003.x"
            })
    void whatCannotBeListedIsRefusedWithItsParameter(String target) throws Exception {
        var reply = edge.get(FETCHER, target);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("\"parameter\":\"");
    }

    @Test
    void oneThatIsSwitchedOffFetchesNothing() throws Exception {
        var batch = offered(scene.sealed(1));
        registry.deactivate(scene.platform(REQUIRED));

        assertThat(edge.get(FETCHER, path(batch)).status()).isEqualTo(403);
        assertThat(parts.batches().find(batch).orElseThrow().firstSentAt()).isNull();
    }

    @Test
    void whatIsFetchedAndWhatIsAnsweredIsInItsLog() throws Exception {
        var batch = offered(scene.sealed(1));
        edge.get(FETCHER, path(batch));
        edge.get(FETCHER, path(batch));
        var answer = "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"0\",\"outcome\":\"UNBOUND\"}]}";
        edge.post(FETCHER, path(batch) + "/outcomes", answer);
        edge.post(FETCHER, path(batch) + "/outcomes", "{}");

        var log = PlatformsForTests.deliveries(parts.store()).page(scene.platform(REQUIRED), null, false, 10);

        assertThat(log)
                .extracting(Logged::type, Logged::attempts, Logged::status, Logged::problem, Logged::accepted)
                .containsExactly(
                        tuple("outcomes", 1, 400, "MALFORMED", null),
                        tuple("outcomes", 1, 202, null, 1),
                        tuple("unbind.requested", 2, 200, null, null));
        assertThat(log).extracting(Logged::batch).containsOnly(batch);
        assertThat(log).asString().doesNotContain("86138");
    }

    @Test
    void oneThatIsNewMayBeSwitchedOnOnceItHasComeWithItsSignature() throws Exception {
        Onboarding onboarding = OnboardingForTests.over(parts.store(), platform -> {
            throw new AssertionError("it can't be called");
        });
        var shown = requireNonNull(OnboardingForTests.taken(
                        onboarding.create("new-fetcher", OnboardingForTests.fetching(), false, "policy-a"))
                .shown());
        assertThat(edge.get(new Caller("new-fetcher", FETCHER.secret()), "/partner/v1/batches?status=open")
                        .status())
                .as("somebody else's secret")
                .isEqualTo(401);
        assertThat(onboarding.find("new-fetcher").orElseThrow().reachable()).isFalse();

        var newcomer = new Caller("new-fetcher", requireNonNull(shown.fromPlatform()));
        assertThat(edge.get(newcomer, "/partner/v1/batches?status=open").status())
                .isEqualTo(403);

        OnboardingForTests.taken(
                onboarding.resume("new-fetcher", "CHECKED", "operator-a").orElseThrow());
        assertThat(edge.get(newcomer, "/partner/v1/batches?status=open").status())
                .isEqualTo(200);
    }

    @Test
    void whoFetchesTooFastIsToldWhenToComeBack() throws Exception {
        registry.register(ContractsForTests.fetching(REQUIRED, 1, FETCHER.secret()));
        for (int i = 0; i < 3; i++)
            assertThat(edge.get(new Caller(REQUIRED, OTHER.secret()), "/partner/v1/batches?status=open")
                            .status())
                    .isEqualTo(401);
        assertThat(edge.get(FETCHER, "/partner/v1/batches?status=open").status())
                .isEqualTo(200);

        var reply = edge.get(FETCHER, "/partner/v1/batches?status=open");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        store.clock().advance(Duration.ofSeconds(1));
        assertThat(edge.get(FETCHER, "/partner/v1/batches?status=open").status())
                .isEqualTo(200);
    }

    private UUID offered(Scene.Sealed cohort) {
        return offeredAll(cohort).getFirst();
    }

    /** As a delivery does it. */
    private List<UUID> offeredAll(Scene.Sealed cohort) {
        parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
        var planned = planned(cohort);
        planned.forEach(batch -> parts.offers().offer(batch));
        return planned;
    }

    private List<UUID> planned(Scene.Sealed cohort) {
        return parts.cohorts().toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number());
    }

    private int received(UUID batch) throws Exception {
        return edge.post(FETCHER, path(batch) + "/received").status();
    }

    private List<UUID> openBatches() throws Exception {
        return batchesIn(edge.get(FETCHER, "/partner/v1/batches?status=open"));
    }

    private static List<UUID> batchesIn(Reply list) {
        assertThat(list.status()).isEqualTo(200);
        return java.util.regex.Pattern.compile("\"batch\":\"([^\"]+)\"")
                .matcher(list.body())
                .results()
                .map(found -> UUID.fromString(found.group(1)))
                .toList();
    }

    private String head(UUID batch, Sendable fetched) {
        return "\"type\":\"unbind.requested\",\"timestamp\":\"%s\",\"data\":{\"batch\":\"%s\",\"respondBy\":\"%s\",\"expiresAt\":\"%s\",\"identifier\":\"HMAC_SHA256\""
                .formatted(scene.now(), batch, fetched.batch().respondBy(), fetched.expiresAt());
    }

    private List<String> items(Sendable fetched) {
        return fetched.items().stream()
                .map(item -> "{\"ref\":\"%d\",\"id\":\"%s\",\"cutoff\":\"%s\"}"
                        .formatted(item.ref(), identifier(item.cycleId()), item.cutoff()))
                .toList();
    }

    private String identifier(UUID cycle) {
        var number = parts.inventory().e164(scene.row(cycle).numberId());
        return Identifiers.keyed(Base64.getDecoder().decode(ContractsForTests.KEY))
                .identify("+" + number);
    }

    private static String path(UUID batch) {
        return "/partner/v1/batches/" + batch;
    }

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
