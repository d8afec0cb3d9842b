package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.edge.partner.PartnerEdge.Reply;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.PartnerContract;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is the same whatever a partner calls. */
class EveryOperationTest {
    private static final String BATCH = "/partner/v1/batches/01939f0e-0000-7000-8000-000000000003";
    private static final Caller PARTNER = new Caller(REQUIRED, ContractsForTests.FROM);
    private static final Caller FORGER = new Caller(
            REQUIRED,
            "whsec_" + Base64.getEncoder().encodeToString("nobodys-secret-at-all".getBytes(StandardCharsets.US_ASCII)));

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final PartnerEdge edge;

    EveryOperationTest() throws Exception {
        edge = new PartnerEdge(parts);
    }

    enum Operation {
        ANSWER(BATCH + "/outcomes"),
        LIST("/partner/v1/batches?status=open"),
        FETCH(BATCH),
        FETCH_RESTORE(BATCH + "/restores/0"),
        RECEIVED(BATCH + "/received"),
        READ_FEED("/partner/v1/feed");

        private final String target;

        Operation(String target) {
            this.target = target;
        }
    }

    @BeforeEach
    void aPartnerThatMayCallOnceASecond() {
        registry.register(ContractsForTests.fetching(REQUIRED, 1, PARTNER.secret()));
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void forgersAreRefusedAndUseUpNoRate(Operation operation) throws Exception {
        for (int i = 0; i < 3; i++) assertThat(call(FORGER, operation).status()).isEqualTo(401);

        assertThat(call(PARTNER, operation).status()).isIn(200, 404);
    }

    @ParameterizedTest
    @EnumSource
    void whoCallsTooFastIsToldWhenToComeBack(Operation operation) throws Exception {
        call(PARTNER, operation);

        var reply = call(PARTNER, operation);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void whileTheStoreIsAwayEverybodyIsToldToSendItAgain(Operation operation) throws Exception {
        ((HikariDataSource) store.dataSource()).close();

        var reply = call(PARTNER, operation);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ANSWER")
    void whoIsSwitchedOffFetchesNothing(Operation operation) throws Exception {
        registry.deactivate(scene.platform(REQUIRED));

        assertThat(call(PARTNER, operation).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LIST", "READ_FEED"})
    void whatNeverWasIsNotThere(Operation operation) throws Exception {
        assertThat(call(PARTNER, operation).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ANSWER", "RECEIVED"})
    void whoTakesNothingThatThereIsIsToldSo(Operation operation) throws Exception {
        assertThat(edge.get(PARTNER, operation.target, "Accept", "text/html").status())
                .isEqualTo(406);
    }

    @Test
    void theContractIsReadByAnybody() throws Exception {
        var reply = edge.getUnsigned("/partner/v1/openapi.yaml");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(new String(PartnerContract.yaml(), StandardCharsets.UTF_8));
    }

    private Reply call(Caller caller, Operation operation) throws Exception {
        return switch (operation) {
            case ANSWER -> edge.post(caller, operation.target, "{\"part\":1,\"of\":1,\"results\":[]}");
            case RECEIVED -> edge.post(caller, operation.target);
            case LIST, FETCH, FETCH_RESTORE, READ_FEED -> edge.get(caller, operation.target);
        };
    }
}
