package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Command;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Exchange;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

/**
 * The saga once more, with a transaction that breaks in the middle: the first write to each table in turn. The step is taken again as if
 * nothing had been; only a platform may be told something twice, under the same id.
 */
@Execution(ExecutionMode.CONCURRENT)
class PostgresBrokenWriteTest {
    private static final List<String> OF_BOTH =
            List.of("batch", "cohort", "cohort_platform", "cohort_stage", "inbox", "membership", "restoration");
    private static final List<String> OF_THE_COHORT = List.of(
            "audit_entry",
            "certificate",
            "command",
            "cycle",
            "cycle_key",
            "cycle_result",
            "feed_event",
            "handle",
            "holder",
            "notice",
            "number",
            "outbox",
            "tenure");

    private static Stream<Arguments> tables() {
        return Stream.concat(
                Stream.concat(OF_BOTH.stream(), OF_THE_COHORT.stream())
                        .map(table -> Arguments.of(Asking.COHORT, table)),
                Stream.concat(OF_BOTH.stream(), Stream.of("own_ask")).map(table -> Arguments.of(Asking.ALONE, table)));
    }

    @ParameterizedTest(name = "asked {0}: a write to {1}")
    @MethodSource("tables")
    void aStepThatBreaksInTheMiddleLeavesNoTrace(Asking asking, String table) {
        try (Conductor<PostgresBenchStore> bench = PostgresBenchStore.conductor(asking, 7)) {
            String released = bench.takenIn("app-1");
            String takenBack = bench.takenIn("app-1");
            BrokenWrites broken = bench.store().brokenWrites();
            broken.first(table);
            bench.start(released);
            bench.start(takenBack);
            bench.sleepUntil(bench.store().askAt(released));
            insisting(bench::openDue);
            bench.sleep(Duration.ofDays(3));

            Command withdraw = Command.by("operator-1", CommandKind.WITHDRAW);
            insisting(() -> bench.command(takenBack, withdraw));

            assertThat(bench.end(takenBack).state()).isEqualTo(CycleState.WITHDRAWN);
            assertUndone(bench, takenBack);
            assertReleased(bench, released);
            assertThat(broken.writesTo(table))
                    .as("the write broke, and was made again")
                    .isGreaterThan(1);
        }
    }

    /** As a person does whose request failed: the same once more. */
    private static <T> T insisting(Supplier<T> request) {
        try {
            return request.get();
        } catch (DataAccessException broken) {
            return request.get();
        }
    }

    private static void assertUndone(Conductor<PostgresBenchStore> bench, String cycle) {
        CycleSnapshot left = bench.store().state(cycle);
        assertThat(left.toRestore()).isEmpty();
        assertThat(left.certificateId()).isNull();
        assertThat(left.feed()).containsExactly("number.disconnected", "number.reinstated");
        assertThat(exchanges(bench, cycle, Verb.RESTORE))
                .extracting(Exchange::platform)
                .as("everything that may have been detached; app-1 had said NOT_BOUND")
                .containsOnly("app-2", "pay-1", "pay-2", "pay-3", "id-1", "id-2");
        for (SimulatedPlatform platform : bench.store().fleet().platforms()) {
            assertThat(platform.detached()).as(platform.code()).doesNotContainKey(cycle);
            if (!platform.code().equals("app-1"))
                assertThat(platform.bound()).containsEntry(cycle, Fleet.account(platform));
        }
    }

    private static void assertReleased(Conductor<PostgresBenchStore> bench, String cycle) {
        RecycleResult result = bench.end(cycle);
        CycleSnapshot left = bench.store().state(cycle);
        assertThat(result.state()).isEqualTo(CycleState.RELEASED);
        assertThat(result.outcomes()).isEqualTo(new StageCounts("2/0/0", "3/0/0", "2/0/0"));
        assertThat(result.certificateId()).isEqualTo(left.certificateId());
        assertThat(left.notices()).isEqualTo(1);
        assertThat(left.feed()).containsExactly("number.disconnected", "number.purged");
        assertThat(left.holderKnown()).isFalse();
        assertThat(left.member()).isFalse();
        assertThat(exchanges(bench, cycle, Verb.UNBIND))
                .extracting(Exchange::platform)
                .containsOnly("id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1", "app-2");
        assertThat(exchanges(bench, cycle, Verb.RESTORE)).isEmpty();
    }

    private static List<Exchange> exchanges(Conductor<PostgresBenchStore> bench, String cycle, Verb verb) {
        return bench.store().exchanges().stream()
                .filter(exchange -> exchange.cycleId().equals(cycle) && exchange.verb() == verb)
                .toList();
    }
}
