package io.reissue.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.postgres.PostgresForTests;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationTest {

    @Test
    void databasesOfOneClusterMigrateAtTheSameTimeAlthoughRolesBelongToTheCluster() throws Exception {
        var together = new CyclicBarrier(2);
        Callable<Boolean> migration = () -> {
            var database = PostgresForTests.freshDatabase();
            var flyway = Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .load();
            together.await();
            return flyway.migrate().success;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var migrated : threads.invokeAll(List.of(migration, migration))) {
                assertThat(migrated.get()).isTrue();
            }
        }
    }
}
