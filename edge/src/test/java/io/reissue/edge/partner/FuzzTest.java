package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.partner.Fuzzer.Attempt;
import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.edge.partner.PartnerEdge.Reply;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformContract;
import io.reissue.store.platform.PlatformsForTests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever partners send, they hear what the contract has, and never a failure of ours. What was acknowledged is on disk; what was refused
 * has left nothing. {@code -Dfuzz.requests=20000 -Dfuzz.seed=2} asks more, and something else.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int A_STORE = 1_000;
    private static final int MEMBERS = 150;
    private static final int IN_A_BATCH = 5;
    private static final List<String> CLIMB = List.of("UNKNOWN", "NOT_YET_SYNCED", "REFUSED", "NOT_BOUND", "UNBOUND");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Caller PARTNER = new Caller(REQUIRED, secret("of-the-one-that-is-fuzzed"));
    private static final Caller OTHER = new Caller(REST, secret("of-one-that-has-other-batches"));

    /** By whether it was an answer, and status. */
    private final Map<String, Integer> heard = new TreeMap<>();

    @Test
    void nothingThatIsSentIsLostOrHalfTakenOrMakesTheEdgeFail() throws Exception {
        for (int done = 0; done < REQUESTS; done += A_STORE) {
            try (var round = new Round(SEED + done)) {
                for (int i = Math.min(A_STORE, REQUESTS - done); i > 0; i--) round.attempt();
                round.nothingWasLost();
            }
        }

        System.out.println("fuzzed with seed " + SEED + ": " + heard);
        assertThat(heard)
                .containsKeys("answer 202", "answer 400", "answer 401", "answer 404", "answer 409", "answer 413")
                .containsKeys("answer 415", "200", "204", "400", "401", "404", "406");
    }

    /** A store of its own, as one store is soon told everything. */
    private final class Round implements AutoCloseable {
        private final StoreForTests store = new StoreForTests();
        private final StoreParts parts = new StoreParts(store);
        private final Scene scene = Scene.begin(parts);
        private final PartnerEdge edge = new PartnerEdge(parts);
        private final Map<String, JsonNode> acknowledged = new HashMap<>();
        private final Map<UUID, Map<Integer, UUID>> cycles = new HashMap<>();
        private final Set<UUID> goingBack = new HashSet<>();
        private final Fuzzer fuzzer;

        Round(long seed) throws Exception {
            var registry = PlatformsForTests.registry(store);
            registry.register(contract(PARTNER));
            registry.register(contract(OTHER));
            var asked = scene.asked(MEMBERS);
            var batches = store.jdbc()
                    .sql(
                            "select id from batch where platform_id = :platform and first_sent_at is not null order by seq")
                    .param("platform", scene.platform(REQUIRED))
                    .query((row, n) -> row.getObject("id", UUID.class))
                    .list();
            for (var batch : batches) {
                var refs = new HashMap<Integer, UUID>();
                parts.batches()
                        .prepare(batch)
                        .orElseThrow()
                        .items()
                        .forEach(item -> refs.put(item.ref(), item.cycleId()));
                cycles.put(batch, refs);
            }
            for (int ordinal = 0; ordinal < MEMBERS; ordinal += 7) {
                var back = asked.member(ordinal);
                scene.command(back, CommandKind.WITHDRAW);
                scene.finish(back);
                parts.restorations().begin(back, scene.run(back).runId(), scene.platform(REQUIRED));
                goingBack.add(back);
            }
            fuzzer = new Fuzzer(seed, List.of(PARTNER, OTHER, PARTNER.unnamed()), batches);
        }

        void attempt() throws Exception {
            var attempt = fuzzer.next();
            var before = attempt.answers() ? facts() : "";
            Reply reply;
            try {
                reply = edge.send(attempt);
            } catch (AssertionError notAsTheContractHasIt) {
                throw new AssertionError(attempt.toString(), notAsTheContractHasIt);
            }
            heard.merge((attempt.answers() ? "answer " : "") + reply.status(), 1, Integer::sum);
            assertThat(reply.status()).as("%s", attempt).isLessThan(500);
            if (!attempt.answers()) return;
            if (reply.status() == 202) taken(attempt, JSON.readTree(reply.body()));
            else assertThat(facts()).as("%s heard %s", attempt, reply.body()).isEqualTo(before);
        }

        private void taken(Attempt attempt, JsonNode receipt) {
            assertThat(inbox().get(attempt.id())).as("%s", attempt).isEqualTo(receipt);
            acknowledged.put(attempt.id(), receipt);
            var batch = requireNonNull(attempt.batch());
            var answer = JSON.readTree(attempt.signed());
            var refused = new HashSet<String>();
            for (var list : List.of("conflicts", "gone", "unknownRefs"))
                receipt.path(list).forEach(ref -> refused.add(ref.stringValue()));
            for (var result : answer.path("results")) {
                var cycle =
                        cycles(batch).get(Integer.parseInt(result.path("ref").stringValue()));
                if (cycle == null
                        || goingBack.contains(cycle)
                        || refused.contains(result.path("ref").stringValue())) continue;
                assertThat(climbed(cycle))
                        .as("%s of %s", result, attempt)
                        .isGreaterThanOrEqualTo(
                                CLIMB.indexOf(result.path("outcome").stringValue()));
            }
            if (answer.path("of").intValue() > 1 || !answer.path("remainder").isString()) return;
            cycles(batch).values().stream()
                    .filter(cycle -> !goingBack.contains(cycle))
                    .forEach(cycle -> assertThat(climbed(cycle))
                            .as("the rest of %s", attempt)
                            .isPositive());
        }

        private Map<Integer, UUID> cycles(UUID batch) {
            return cycles.getOrDefault(batch, Map.of());
        }

        private int climbed(UUID cycle) {
            return CLIMB.indexOf(scene.outcome(cycle, REQUIRED));
        }

        void nothingWasLost() {
            assertThat(inbox()).isEqualTo(acknowledged);
        }

        private Map<String, JsonNode> inbox() {
            var rows = new HashMap<String, JsonNode>();
            store.jdbc()
                    .sql("select webhook_id, receipt::text as receipt from inbox")
                    .query((row, n) -> rows.put(row.getString("webhook_id"), JSON.readTree(row.getString("receipt"))))
                    .list();
            return rows;
        }

        /** All that an answer may change. */
        private String facts() {
            return store.jdbc().sql("""
                            select concat_ws(' ',
                                (select md5(string_agg(t::text, ',' order by t::text)) from cohort_platform t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from cohort_stage t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from outcome_exception t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from batch t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from restoration t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from bound_rate t),
                                (select md5(string_agg(t::text, ',' order by t::text)) from streak t),
                                (select count(*) from handle), (select count(*) from inbox), (select count(*) from outbox))
                            """).query(String.class).single();
        }

        @Override
        public void close() throws Exception {
            edge.close();
            store.close();
        }
    }

    private static PlatformContract contract(Caller caller) {
        return new PlatformContract(
                requireNonNull(caller.code()),
                "平台",
                "Platform",
                Platform.Kind.ACCOUNT,
                Set.of("CN"),
                Delivery.PULL,
                null,
                IdentifierForm.HMAC_SHA256,
                ContractsForTests.KEY,
                IN_A_BATCH,
                1_000_000,
                ContractsForTests.TO,
                caller.secret(),
                false);
    }

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
