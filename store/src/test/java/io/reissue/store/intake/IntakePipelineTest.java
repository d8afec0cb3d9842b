package io.reissue.store.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.intake.Judgement;
import io.reissue.store.StoreForTests;
import io.reissue.store.intake.IntakeImport.NewCycle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DuplicateKeyException;

class IntakePipelineTest {
    private static final int CHUNK = 50;

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final IntakeImport intake = IntakesForTests.intake(STORE);
    private final IntakeFiles files = IntakesForTests.files(STORE);
    private final UUID file = IntakesForTests.readyFile(STORE);
    private final List<Integer> handedOver = Collections.synchronizedList(new ArrayList<>());

    @Test
    void chunksUnderWayAtOnceAreTakenInInTheirOrder() {
        try (var pipeline = pipeline(0)) {
            for (int chunk = 0; chunk < 7; chunk++) pipeline.put(rows(chunk * CHUNK, fresh(CHUNK - chunk)));
            pipeline.finish();
        }

        assertThat(handedOver).containsExactly(50, 49, 48, 47, 46, 45, 44);
        assertThat(read()).isEqualTo(329);
    }

    @RepeatedTest(10)
    void aNumberOfTheChunkBeforeIsADuplicateThoughThatOneIsStillUnderWay() {
        var numbers = fresh(CHUNK);
        try (var pipeline = pipeline(0)) {
            pipeline.put(rows(0, numbers));
            pipeline.put(rows(CHUNK, numbers.reversed()));
            pipeline.put(rows(2 * CHUNK, numbers));
            pipeline.finish();
        }

        assertThat(handedOver).containsExactly(CHUNK, 0, 0);
        assertThat(files.rejectionCounts(file))
                .containsOnlyKeys("DUPLICATE_ROW")
                .containsValue(2L * CHUNK);
    }

    @Test
    void aChunkThatFailsTakesThoseBehindItWithItAndCanBeTakenAgain() {
        var lineTwice = new ArrayList<>(rows(CHUNK, fresh(CHUNK)));
        lineTwice.set(1, rows(CHUNK, fresh(1)).getFirst());
        var behind = rows(2 * CHUNK, fresh(CHUNK));

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> {
            try (var pipeline = pipeline(0)) {
                pipeline.put(rows(0, fresh(CHUNK)));
                pipeline.put(lineTwice);
                pipeline.put(behind);
                pipeline.finish();
            }
        });
        assertThat(handedOver).containsExactly(CHUNK);
        assertThat(read()).isEqualTo(CHUNK);

        try (var pipeline = pipeline(CHUNK)) {
            pipeline.put(rows(CHUNK, fresh(CHUNK)));
            pipeline.put(behind);
            pipeline.finish();
        }
        assertThat(handedOver).containsExactly(CHUNK, CHUNK, CHUNK);
    }

    @RepeatedTest(5)
    void ofTwoReadersOfOneFileEachChunkIsTakenInByOne() throws Exception {
        var chunks = Stream.iterate(0, chunk -> chunk + 1)
                .limit(6)
                .map(chunk -> rows(chunk * CHUNK, fresh(CHUNK)))
                .toList();
        Callable<Boolean> reader = () -> {
            try (var pipeline = pipeline(0)) {
                chunks.forEach(pipeline::put);
                pipeline.finish();
                return true;
            } catch (OutOfStep behind) {
                return false;
            }
        };
        try (var both = Executors.newFixedThreadPool(2)) {
            for (var done : both.invokeAll(List.of(reader, reader))) done.get();
        }

        assertThat(handedOver).hasSize(Math.toIntExact(read() / CHUNK)).containsOnly(CHUNK);
        assertThat(files.rejectionCounts(file)).isEmpty();
    }

    private IntakePipeline pipeline(long linesRead) {
        return new IntakePipeline(intake, file, linesRead, (List<NewCycle> cycles) -> handedOver.add(cycles.size()));
    }

    private long read() {
        return files.find(file).orElseThrow().linesRead();
    }

    private static List<Judgement> rows(long before, List<String> numbers) {
        var rows = new ArrayList<Judgement>();
        for (var number : numbers) rows.add(IntakesForTests.row(before + rows.size() + 2, number));
        return rows;
    }

    private static List<String> fresh(int count) {
        return Stream.generate(() -> "86139%08d".formatted(NUMBERS.incrementAndGet()))
                .limit(count)
                .toList();
    }
}
